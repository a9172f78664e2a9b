import { settleActions } from "../actions/settle.ts";
import type { Clock, Sql } from "../../platform/mod.ts";
import { type Extraction, prepareExtraction } from "./extraction.ts";
import { findBlocked } from "./find_blocked.ts";
import { findDeals } from "./find_deals.ts";
import { findMood } from "./find_mood.ts";
import { findOverdue } from "./find_overdue.ts";
import { findSaid } from "./find_said.ts";
import { findSilent } from "./find_silent.ts";
import { findSlow } from "./find_slow.ts";
import type { FoundSignal } from "./found.ts";
import { type Reconciled, reconcileSignals } from "./reconcile.ts";
import { readSpoken } from "./spoken.ts";

/** What drawing signals needs. */
export interface ExtractTools {
  sql: Sql;
  clock: Clock;
  /** Ends it between two portions of work. */
  signal: AbortSignal;
}

/** What a run came to. */
export interface Extracted extends Reconciled {
  /** Actions that were made, changed or closed. */
  actions: number;
}

/** Everything that a scope's rows give at a moment. */
export async function findSignals(extraction: Extraction): Promise<FoundSignal[]> {
  const { now, office } = extraction;
  const found: FoundSignal[] = [];
  for await (const [, messages] of readSpoken(extraction)) {
    const counted = [findMood(messages), findSlow(messages, now, office)];
    found.push(...findSaid(messages), ...counted.filter((signal) => signal !== null));
  }
  for (const find of [findSilent, findOverdue, findBlocked, findDeals]) {
    extraction.signal.throwIfAborted();
    found.push(...await find(extraction));
  }
  return found;
}

/**
 * Draws the signals of a scope and what to do about them. Run again on the same rows, it changes none;
 * two runs at once do no harm.
 *
 * @throws the signal's reason when it is aborted; nothing is written then
 */
export async function extractSignals(
  { sql, clock, signal }: ExtractTools,
  accountScopeId: string,
): Promise<Extracted> {
  const now = clock.now();
  const [moment] = await sql<[{ begun: string }]>`select clock_timestamp()::text as begun`;
  const extraction = await prepareExtraction(sql, accountScopeId, now, signal);
  if (extraction === null) return { raised: 0, changed: 0, resolved: 0, actions: 0 };
  const found = await findSignals(extraction);
  const written = { begun: moment.begun, now: new Date(now) };
  return await sql.begin(async (tx) => {
    const reconciled = await reconcileSignals(tx, accountScopeId, found, written);
    const actions = await settleActions(tx, accountScopeId);
    return { ...reconciled, actions };
  });
}
