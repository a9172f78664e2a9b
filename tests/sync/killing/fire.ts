/** Syncs that are killed in the middle, again and again, beside one that is left alone. */
import { deepEqual, equal, ok } from "node:assert/strict";
import type { Sql } from "postgres";
import type { VendorAccount } from "../vendor_accounts.ts";
import type { Order } from "./order.ts";
import type { ReadyProcesses } from "./processes.ts";

/** A database, as the processes and the test see it. */
export interface Ground {
  url: string;
  sql: Sql;
}

/** Where one vendor's syncs are killed, and where none is. */
export interface Range {
  account: VendorAccount;
  processes: ReadyProcesses;
  killed: Ground;
  calm: Ground;
  random: () => number;
}

/** Most kills in a round of changes, so that what is killed is not one and the same sync. */
const KILLS_A_ROUND = 12;

/** Calls back at the next request the account gets. Returns the way to stop waiting. */
function atNextRequest({ faults }: VendorAccount, begun: () => void): () => void {
  const { take } = faults;
  const stop = () => void (faults.take = take);
  faults.take = (path) => {
    stop();
    begun();
    return take(path);
  };
  return stop;
}

/** A sync from its first request on: how long it took, or that it was killed after `killAfterMs`. */
async function run(
  { account, processes }: Range,
  { url }: Ground,
  mode: Order["mode"],
  killAfterMs?: number,
): Promise<{ killed: boolean; tookMs: number }> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let began = 0;
  const { scopeId, settings } = account;
  const child = await processes.order({ databaseUrl: url, scopeId, mode, settings });
  const stop = atNextRequest(account, () => {
    began = performance.now();
    if (killAfterMs === undefined) return;
    timer = setTimeout(() => {
      try {
        child.kill("SIGKILL");
      } catch {
        // it has just ended by itself
      }
    }, killAfterMs);
  });
  const { signal, code } = await child.status;
  const tookMs = performance.now() - began;
  clearTimeout(timer);
  stop();
  if (signal === null) equal(code, 0, "the sync did not succeed");
  return { killed: signal === "SIGKILL", tookMs };
}

/** Ends the lease of the run that was killed, instead of waiting for it to run out. Returns how many there were. */
async function endLease({ sql }: Ground, scopeId: string): Promise<number> {
  const { count } = await sql`
    update sync_runs set lease_until = now() - interval '1 second'
    where account_scope_id = ${scopeId} and status = 'running'`;
  return count;
}

/** Every column of every row and cursor of the account, but for when they were written by this machine's clock. */
async function wholeRows({ sql }: Ground, { scopeId, connector }: VendorAccount) {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'account_scope_id'
      and (table_name like ${`${connector}\\_%`} or table_name = 'evidence') order by 1`;
  const whole: Record<string, unknown[]> = {};
  for (const { name } of tables) {
    const rows = await sql`
      select to_jsonb(t) as row from ${sql(name)} t where account_scope_id = ${scopeId}
      order by to_jsonb(t) ->> 'external_id', to_jsonb(t) ->> 'source_id', to_jsonb(t)::text`;
    whole[name] = rows.map(({ row }) => row);
  }
  whole.cursors = [
    ...await sql`
      select stream, watermark, position from sync_cursors s join connections c on c.id = s.connection_id
      where c.account_scope_id = ${scopeId} order by 1`,
  ];
  return whole;
}

/** Fails unless what was killed has the rows of what was not, which are those at the source. */
async function compare({ account, killed, calm }: Range): Promise<void> {
  const [rows, wanted] = [await wholeRows(killed, account), await wholeRows(calm, account)];
  for (const [table, expected] of Object.entries(wanted)) {
    equal(rows[table]!.length, expected.length, `rows of ${table}`);
    rows[table]!.forEach((row, at) => deepEqual(row, expected[at], `a row of ${table}`));
  }
  ok(wanted.evidence!.length > 0);
  await account.equalMirrors(killed.sql);
}

/**
 * Changes an account, syncs it undisturbed into one database, and into the other with a process
 * that is killed (`kill -9`) at moments drawn across the undisturbed duration, each time taking up
 * where the one before was killed; then lets it end and compares. Goes on until `wanted` syncs were
 * killed while they ran. Returns how many were, and in how many rounds.
 */
export async function syncUnderFire(
  range: Range,
  wanted: number,
): Promise<{ kills: number; rounds: number }> {
  const { account, random, killed, calm } = range;
  let kills = 0;
  let rounds = 0;
  /** The shortest that a sync of each mode took: one may have been held up by other work. */
  const undisturbed = { incremental: Infinity, full: Infinity };
  for (; kills < wanted; rounds++) {
    ok(rounds < wanted, `only ${kills} of the kills hit a running sync`);
    account.change(rounds);
    const mode = rounds === 0 ? "incremental" : "full";
    const { tookMs } = await run(range, calm, mode);
    undisturbed[mode] = Math.min(undisturbed[mode], tookMs);
    let ended = false;
    for (let left = KILLS_A_ROUND; left > 0 && !ended; left--) {
      const attempt = await run(range, killed, mode, random() * undisturbed[mode]);
      ended = !attempt.killed;
      if (!ended && await endLease(killed, account.scopeId) === 1) kills++;
    }
    if (!ended) await run(range, killed, mode);
    await compare(range);
  }
  return { kills, rounds };
}
