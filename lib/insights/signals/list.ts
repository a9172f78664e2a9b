import type { Sql, TransactionSql } from "../../platform/mod.ts";
import type { BehindRef } from "../behind/rows_behind.ts";
import type { SignalFacts } from "./found.ts";
import type { SignalKind, SignalStatus } from "./kinds.ts";

/** A signal as it is kept. */
export interface Signal {
  id: string;
  project_id: string;
  kind: SignalKind;
  cause: string;
  severity: number;
  confidence: number;
  facts: SignalFacts;
  evidence: BehindRef[];
  occurred_at: Date;
  status: SignalStatus;
  reason: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  raised_at: Date;
  /** The cause is gone. */
  resolved_at: Date | null;
}

/** Which signals by where they stand: `open` needs attention, `resolved` is over. */
export const SIGNAL_STATES = ["open", "accepted", "dismissed", "done", "resolved", "any"] as const;

/** Where signals stand. */
export type SignalState = (typeof SIGNAL_STATES)[number];

/** What a list of signals is narrowed to. */
export interface SignalFilter {
  projectIds: readonly string[];
  state: SignalState;
  kind?: SignalKind;
  /** Least severity. */
  severity?: number;
  /** These alone, wherever they stand. */
  ids?: readonly string[];
}

/** Where a signal stands in the list: a page that begins behind it is right also when it is gone. */
export interface SignalPlace {
  severity: number;
  /** ISO 8601. */
  occurred_at: string;
  id: string;
}

/** Part of a list. */
export interface SignalPage {
  limit: number;
  after?: SignalPlace;
  offset?: number;
}

function inState(sql: Sql | TransactionSql, state: SignalState) {
  switch (state) {
    case "open":
      return sql`and s.resolved_at is null and s.status in ('proposed', 'accepted')`;
    case "resolved":
      return sql`and s.resolved_at is not null`;
    case "any":
      return sql``;
    default:
      return sql`and s.resolved_at is null and s.status = ${state}`;
  }
}

function condition(sql: Sql | TransactionSql, accountScopeId: string, filter: SignalFilter) {
  const { projectIds, state, kind, severity, ids } = filter;
  return sql`
    s.account_scope_id = ${accountScopeId} and s.project_id = any (${projectIds as string[]}::uuid[])
    ${ids === undefined ? inState(sql, state) : sql`and s.id = any (${ids as string[]}::uuid[])`}
    ${kind === undefined ? sql`` : sql`and s.kind = ${kind}`}
    ${severity === undefined ? sql`` : sql`and s.severity >= ${severity}`}`;
}

/** Signals, the worst first and of these the newest. */
export async function listSignals(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  filter: SignalFilter,
  { limit, after, offset = 0 }: SignalPage,
): Promise<Signal[]> {
  return await sql<Signal[]>`
    select s.id, s.project_id, s.kind, s.cause, s.severity, s.confidence::float8 as confidence, s.facts,
      s.evidence, s.occurred_at, s.status, s.reason, s.decided_at, s.decided_by, s.raised_at, s.resolved_at
    from signals s
    where ${condition(sql, accountScopeId, filter)}
      ${
    after === undefined ? sql`` : sql`and (s.severity, s.occurred_at, s.id)
        < (${after.severity}, ${after.occurred_at}::timestamptz, ${after.id}::uuid)`
  }
    order by s.severity desc, s.occurred_at desc, s.id desc limit ${limit} offset ${offset}`;
}

/** Where a signal stands in the list. */
export function placeOfSignal({ severity, occurred_at, id }: Signal): SignalPlace {
  return { severity, occurred_at: occurred_at.toISOString(), id };
}

/** How many signals there are, by severity 5 to 1. */
export async function countSignals(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  filter: SignalFilter,
): Promise<{ total: number; severities: { severity: number; count: number }[] }> {
  const severities = await sql<{ severity: number; count: number }[]>`
    select s.severity, count(*)::int as count from signals s
    where ${condition(sql, accountScopeId, filter)} group by s.severity order by s.severity desc`;
  return {
    total: severities.reduce((sum, { count }) => sum + count, 0),
    severities: [...severities],
  };
}

/** All signals that match, worst first, read a thousand at a time. */
export async function* allSignals(
  sql: Sql,
  accountScopeId: string,
  filter: SignalFilter,
): AsyncGenerator<Signal[]> {
  const limit = 1000;
  let after: SignalPlace | undefined;
  while (true) {
    const signals = await listSignals(sql, accountScopeId, filter, { limit, after });
    yield signals;
    if (signals.length < limit) return;
    after = placeOfSignal(signals.at(-1)!);
  }
}
