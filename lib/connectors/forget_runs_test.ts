import { deepEqual, equal } from "node:assert/strict";
import type { Sql } from "../platform/mod.ts";
import { makeScope } from "../../tests/support/sync_world.ts";
import { testOnStores } from "../../tests/support/scratch_stores.ts";
import { forgetRuns } from "./forget_runs.ts";

const now = new Date("2026-11-25T12:00:00Z");
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000);
const retention = { runDays: 60, comparisonDays: 400 };

async function connect(sql: Sql, scope: string, account: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${scope}, 'chatwoot', 'https://chat.example', ${account}) returning id`;
  return row!.id;
}

async function ran(
  sql: Sql,
  scope: string,
  connection: string,
  days: number,
  { status = "succeeded", trigger = "schedule" } = {},
) {
  await sql`
    insert into sync_runs (account_scope_id, connection_id, mode, trigger, status, started_at)
    values (${scope}, ${connection}, 'full', ${trigger}, ${status}, ${ago(days)})`;
}

async function compared(sql: Sql, scope: string, connection: string, days: number) {
  await sql`
    insert into reconciliation_runs (account_scope_id, connection_id, at, streams, joins, total, missing,
      completeness_pct)
    values (${scope}, ${connection}, ${ago(days)}, '{}', '{}', 1, 0, 100)`;
}

/** Ages in days of what is left, oldest first. */
async function ages(
  sql: Sql,
  table: string,
  column: string,
  connection: string,
): Promise<number[]> {
  const rows = await sql<{ days: number }[]>`
    select round(extract(epoch from ${now}::timestamptz - ${sql(column)}) / 86400)::int as days
    from ${sql(table)} where connection_id = ${connection} order by days desc`;
  return rows.map(({ days }) => days);
}

testOnStores("forgetting what was done", {
  async "ended syncs go with time, the newest and the running stay"(
    { sql, accountScopeId: scope },
  ) {
    const [busy, idle] = [await connect(sql, scope, "1"), await connect(sql, scope, "2")];
    for (const days of [1, 59, 61, 200]) await ran(sql, scope, busy, days);
    await ran(sql, scope, busy, 90, { status: "running" });
    await ran(sql, scope, idle, 100);
    await ran(sql, scope, idle, 90);
    // what a webhook read is no sync that a page shows
    await ran(sql, scope, idle, 2, { trigger: "webhook" });
    equal((await forgetRuns(sql, scope, now, retention)).runs, 3);
    deepEqual(await ages(sql, "sync_runs", "started_at", busy), [90, 59, 1]);
    deepEqual(await ages(sql, "sync_runs", "started_at", idle), [90, 2]);
    equal((await forgetRuns(sql, scope, now, retention)).runs, 0);
  },

  async "comparisons are kept for the trend, the newest of each connection for ever"(stores) {
    const { sql, accountScopeId: scope } = stores;
    const [busy, idle] = [await connect(sql, scope, "1"), await connect(sql, scope, "2")];
    for (const days of [1, 399, 401]) await compared(sql, scope, busy, days);
    for (const days of [500, 600]) await compared(sql, scope, idle, days);
    equal((await forgetRuns(sql, scope, now, retention)).comparisons, 2);
    deepEqual(await ages(sql, "reconciliation_runs", "at", busy), [399, 1]);
    deepEqual(await ages(sql, "reconciliation_runs", "at", idle), [500]);
  },

  async "errors go when they are settled; open ones never do"({ sql, accountScopeId: scope }) {
    const connection = await connect(sql, scope, "1");
    for (
      const [id, status, days] of [
        ["a", "resolved", 61],
        ["b", "resolved", 59],
        ["c", "dismissed", 90],
        ["d", "waiting", 300],
        ["e", "dead_letter", 300],
      ] as const
    ) {
      await sql`
        insert into error_queue (account_scope_id, connection_id, stream, unit, external_id, error_class, code,
          message, status, dismiss_reason, last_failed_at, resolved_at)
        values (${scope}, ${connection}, 'contacts', 'record', ${id}, 'decode', 'bad', 'bad', ${status},
          ${status === "dismissed" ? "no" : null}, ${ago(days)},
          ${status === "resolved" ? ago(days) : null})`;
    }
    equal((await forgetRuns(sql, scope, now, retention)).errors, 2);
    const left = await sql`select external_id from error_queue order by external_id`;
    deepEqual(left.map((row) => row.external_id), ["b", "d", "e"]);
  },

  async "deliveries that were dealt with go, pending ones wait"({ sql, accountScopeId: scope }) {
    const connection = await connect(sql, scope, "1");
    const [endpoint] = await sql<{ id: string }[]>`
      insert into webhook_endpoints (account_scope_id, connection_id, path_token)
      values (${scope}, ${connection}, ${crypto.randomUUID()}) returning id`;
    for (
      const [id, status, days] of [
        ["a", "processed", 61],
        ["b", "processed", 59],
        ["c", "failed", 61],
        ["d", "pending", 61],
      ] as const
    ) {
      await sql`
        insert into webhook_deliveries (endpoint_id, delivery_id, connection_id, received_at, body, refs, status)
        values (${endpoint!.id}, ${id}, ${connection}, ${ago(days)}, '{}', '[]', ${status})`;
    }
    equal((await forgetRuns(sql, scope, now, retention)).deliveries, 2);
    const left = await sql`select delivery_id from webhook_deliveries order by delivery_id`;
    deepEqual(left.map((row) => row.delivery_id), ["b", "d"]);
  },

  async "other scopes' rows stay"({ sql, accountScopeId: scope }) {
    const other = await makeScope(sql, "other");
    const foreign = await connect(sql, other, "1");
    for (const days of [1, 61]) await ran(sql, other, foreign, days);
    for (const days of [1, 500]) await compared(sql, other, foreign, days);
    deepEqual(await forgetRuns(sql, scope, now, retention), {
      ...{ runs: 0, errors: 0, comparisons: 0, deliveries: 0 },
    });
    equal((await ages(sql, "sync_runs", "started_at", foreign)).length, 2);
  },
});
