import type { Sql, TransactionSql } from "../../platform/mod.ts";
import type { SignalFacts } from "../signals/found.ts";
import type { SignalKind } from "../signals/kinds.ts";
import type { ActionKind } from "./plan.ts";

/** Where an action stands. */
export const ACTION_STATUSES = ["proposed", "accepted", "done", "dismissed"] as const;

/** Which actions by where they stand: `open` are still to be done. */
export const ACTION_STATES = ["open", ...ACTION_STATUSES, "any"] as const;

/** Where an action stands. */
export type ActionStatus = (typeof ACTION_STATUSES)[number];

/** What to do about a signal, with what it is about. */
export interface NextAction {
  id: string;
  project_id: string;
  signal_id: string;
  action: ActionKind;
  /** 1 to 5, as the signal's severity. */
  priority: number;
  /** `YYYY-MM-DD`. */
  due_on: string;
  owner: string | null;
  draft: string;
  status: ActionStatus;
  reason: string | null;
  decided_at: Date | null;
  decided_by: string | null;
  /** Its signal is over, or asks for something else by now. */
  closed_at: Date | null;
  signal_kind: SignalKind;
  signal_facts: SignalFacts;
}

/** What a list of actions is narrowed to. */
export interface ActionFilter {
  projectIds: readonly string[];
  state: (typeof ACTION_STATES)[number];
  action?: ActionKind;
  /** Of these signals alone. */
  signalIds?: readonly string[];
  /** This one alone, wherever it stands. */
  id?: string;
}

/** Where an action stands in the list. */
export interface ActionPlace {
  priority: number;
  due_on: string;
  id: string;
}

/** Part of a list. */
export interface ActionPage {
  limit: number;
  after?: ActionPlace;
  offset?: number;
}

function condition(sql: Sql | TransactionSql, accountScopeId: string, filter: ActionFilter) {
  const { projectIds, state, action, signalIds, id } = filter;
  const inState = state === "open"
    ? sql`and a.closed_at is null and a.status in ('proposed', 'accepted')`
    : state === "any"
    ? sql``
    : sql`and a.status = ${state}`;
  return sql`
    a.account_scope_id = ${accountScopeId} and a.project_id = any (${projectIds as string[]}::uuid[])
    ${id === undefined ? inState : sql`and a.id = ${id}`}
    ${action === undefined ? sql`` : sql`and a.action = ${action}`}
    ${
    signalIds === undefined ? sql`` : sql`and a.signal_id = any (${signalIds as string[]}::uuid[])`
  }`;
}

/** Actions, the most pressing first and of these the earliest due. */
export async function listActions(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  filter: ActionFilter,
  { limit, after, offset = 0 }: ActionPage,
): Promise<NextAction[]> {
  return await sql<NextAction[]>`
    select a.id, a.project_id, a.signal_id, a.action, a.priority, a.due_on::text, a.owner, a.draft, a.status,
      a.reason, a.decided_at, a.decided_by, a.closed_at, s.kind as signal_kind, s.facts as signal_facts
    from next_actions a join signals s on s.id = a.signal_id
    where ${condition(sql, accountScopeId, filter)}
      ${
    after === undefined ? sql`` : sql`and (-a.priority, a.due_on, a.id)
        > (${-after.priority}, ${after.due_on}::date, ${after.id}::uuid)`
  }
    order by a.priority desc, a.due_on, a.id limit ${limit} offset ${offset}`;
}

/** Where an action stands in the list. */
export function placeOfAction({ priority, due_on, id }: NextAction): ActionPlace {
  return { priority, due_on, id };
}

/** How many actions there are. */
export async function countActions(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  filter: ActionFilter,
): Promise<number> {
  const [row] = await sql<[{ count: number }]>`
    select count(*)::int as count from next_actions a where ${
    condition(sql, accountScopeId, filter)
  }`;
  return row.count;
}

/** All actions that match, the most pressing first, read a thousand at a time. */
export async function* allActions(
  sql: Sql,
  accountScopeId: string,
  filter: ActionFilter,
): AsyncGenerator<NextAction[]> {
  const limit = 1000;
  let after: ActionPlace | undefined;
  while (true) {
    const actions = await listActions(sql, accountScopeId, filter, { limit, after });
    yield actions;
    if (actions.length < limit) return;
    after = placeOfAction(actions.at(-1)!);
  }
}
