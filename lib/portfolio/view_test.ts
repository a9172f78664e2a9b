import { deepEqual, equal, ok } from "node:assert/strict";
import { conversationWriter } from "../../tests/support/conversations.ts";
import { writeSignal } from "../../tests/support/insight_rows.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { makeProject } from "../../tests/support/sync_world.ts";
import { readClients } from "./clients.ts";
import { refreshView } from "./view.ts";

/** Answers that are kept: message and minutes waited, by message. */
async function replies({ sql }: Stores): Promise<[string, number][]> {
  const rows = await sql<{ id: string; minutes: number }[]>`
    select message_external_id as id, minutes from chatwoot_replies order by message_external_id`;
  return rows.map(({ id, minutes }) => [id, minutes]);
}

const queued = async ({ sql }: Stores) => (await sql`select from chatwoot_replies_queue`).count;

/** A conversation of a question at 9:00, an answer at 9:30 and a second one at 9:40. */
async function talk(stores: Stores) {
  const { sql, accountScopeId } = stores;
  const projectId = await makeProject(sql, accountScopeId, "acme");
  const write = await conversationWriter(sql, accountScopeId);
  await write.conversation({ id: 1, projectId, createdAt: "2026-03-24T09:00:00Z" });
  const message = (id: number, time: string, more = {}) =>
    write.message({ id, conversation: 1, projectId, at: `2026-03-24T${time}:00Z`, ...more });
  await message(10, "09:00");
  await message(11, "09:30", { direction: "outgoing" });
  await message(12, "09:40", { direction: "outgoing" });
  return { projectId, write, message };
}

testOnStores("the portfolio's view", {
  async "client value and discount ceiling computed by hand"({ sql }) {
    const cases: [
      revenue: number,
      messages: number,
      health: number | null,
      risks: number,
      number | null,
    ][] = [
      // 22 + 0 + 0 + 42
      [0, 0, 100, 0, 64],
      // 22 + 7·log10(1001) = 21.003 + 8 + 42
      [1000, 10, 100, 0, 93],
      // 28 at most, 16 at most: 22 + 28 + 16 + 42 = 108
      [1e9, 500, 100, 0, 100],
      // 22 + 0 + .8·3 + .42·50 − 5.5·2 = 34.4
      [0, 3, 50, 2, 34],
      // 30 at most for risks: 22 + 21 − 30
      [0, 0, 50, 40, 13],
      [0, 0, 0, 40, 0],
      // halves go up: 22 + 42 − 5.5 = 58.5
      [0, 0, 100, 1, 59],
      [5, 5, null, 0, null],
    ];
    for (const [revenue, messages, health, risks, value] of cases) {
      const [row] = await sql`
        select client_value(${revenue}, ${messages}, ${health}::numeric, ${risks}) as value`;
      equal(row!.value, value, JSON.stringify([revenue, messages, health, risks]));
    }
    const ceilings = await sql`
      select discount_ceiling(v) as c from unnest(array[100, 85, 84, 70, 69, 55, 54, 40, 39, 0, null]) with ordinality u (v, n)
      order by n`;
    deepEqual(ceilings.map(({ c }) => c), [18, 18, 14, 14, 10, 10, 7, 7, 5, 5, null]);
  },

  async "one row a project, with what is counted of it; a new one is there before the next refresh"(
    stores,
  ) {
    const { sql, accountScopeId } = stores;
    const { projectId, write } = await talk(stores);
    const now = Date.now();
    for (const days of [1, 2, 8]) {
      const at = new Date(now - days * 86_400_000).toISOString();
      await write.message({ id: 100 + days, conversation: 1, projectId, at });
    }
    await writeSignal(stores, projectId, { severity: 4 });
    await refreshView(sql);
    const newer = await makeProject(sql, accountScopeId, "newer");
    const scope = { accountScopeId, projectIds: [projectId, newer] };
    const { clients, totals } = await readClients(sql, scope);
    deepEqual(clients.map((row) => [row.name, row.messages_7d, row.open_signals, row.health]), [
      ["acme", 2, 1, null],
      ["newer", 0, 0, null],
    ]);
    ok(totals.refreshed_at !== null);
    equal(totals.currency, "EUR");
    const archived = await sql`update projects set archived_at = now() where id = ${newer}`;
    equal(archived.count, 1);
    equal((await readClients(sql, scope)).clients.length, 1);
  },

  async "the worst client comes first, those not scored last"(stores) {
    const { sql, accountScopeId } = stores;
    const ids: string[] = [];
    for (
      const [slug, score] of [["good", 90], ["bad", 20], ["none", null], ["fair", 60]] as const
    ) {
      const id = await makeProject(sql, accountScopeId, slug);
      ids.push(id);
      if (score === null) continue;
      await sql`
        insert into health_scores (project_id, account_scope_id, score, trust, factors)
        values (${id}, ${accountScopeId}, ${score}, 100, '[]')`;
    }
    await refreshView(sql);
    const { clients } = await readClients(sql, { accountScopeId, projectIds: ids });
    deepEqual(clients.map(({ name }) => name), ["bad", "fair", "good", "none"]);
    deepEqual(clients.map((row) => [row.client_value, row.discount_ceiling]), [
      [30, 5],
      [47, 7],
      [60, 10],
      [null, null],
    ]);
  },

  async "answers follow what happens to messages"(stores) {
    const { sql } = stores;
    const { message } = await talk(stores);
    await refreshView(sql);
    deepEqual(await replies(stores), [["11", 30]]);
    equal(await queued(stores), 0);
    const expect = async (wanted: [string, number][]) => {
      await refreshView(sql);
      deepEqual(await replies(stores), wanted);
    };
    // an earlier question turns up late
    await message(5, "08:30");
    await expect([["11", 60]]);
    await message(13, "10:00");
    await message(14, "10:05", { direction: "outgoing" });
    await expect([["11", 60], ["14", 5]]);
    // the answer was a note of the team
    await sql`update chatwoot_messages set private = true where external_id = '11'`;
    await expect([["12", 70], ["14", 5]]);
    await sql`update chatwoot_messages set deleted_at = now(), deleted_reason = 'gone' where external_id = '13'`;
    await expect([["12", 70]]);
    await sql`update chatwoot_conversations set deleted_at = now(), deleted_reason = 'gone'`;
    await expect([]);
    await sql`update chatwoot_conversations set deleted_at = null, deleted_reason = null`;
    await expect([["12", 70]]);
    await sql`update chatwoot_messages set vendor_created_at = vendor_created_at + interval '1 minute'
      where external_id = '12'`;
    await expect([["12", 71]]);
  },

  async "answers go with a conversation that is moved or removed"(stores) {
    const { sql, accountScopeId } = stores;
    const { projectId } = await talk(stores);
    await refreshView(sql);
    const other = await makeProject(sql, accountScopeId, "other");
    await sql`update chatwoot_conversations set project_id = ${other}`;
    const owners = async () =>
      (await sql`select project_id from chatwoot_replies`).map((row) => row.project_id);
    deepEqual(await owners(), [other]);
    await refreshView(sql);
    deepEqual(await owners(), [other]);
    await sql`delete from projects where id = ${other}`;
    deepEqual(await owners(), []);
    ok(projectId !== other);
  },

  async "what did not change is not written again"(stores) {
    const { sql } = stores;
    await talk(stores);
    await refreshView(sql);
    const rows = () => sql`select xmin::text, * from chatwoot_replies`;
    const before = await rows();
    await sql`update chatwoot_messages set seen_at = now()`;
    equal(await queued(stores), 0, "seen again is no change");
    await sql`insert into chatwoot_replies_queue select connection_id, external_id from chatwoot_conversations`;
    await refreshView(sql);
    deepEqual(await rows(), before);
  },

  async "many refresh at once, and none is lost"(stores) {
    const { sql } = stores;
    const { message } = await talk(stores);
    await message(13, "10:00");
    await Promise.all([
      refreshView(sql),
      refreshView(sql),
      message(14, "10:05", { direction: "outgoing" }).then(() => refreshView(sql)),
    ]);
    deepEqual(await replies(stores), [["11", 30], ["14", 5]]);
    equal(await queued(stores), 0);
  },

  async "who reads meanwhile is not kept waiting"(stores) {
    const { sql } = stores;
    await talk(stores);
    await sql.begin(async (tx) => {
      await tx`refresh materialized view concurrently mv_portfolio_dashboard`;
      const [row] = await sql`select count(*)::int as count from mv_portfolio_dashboard`;
      ok(row!.count >= 0);
    });
  },

  async "a run that is stopped stops"(stores) {
    const stop = new AbortController();
    stop.abort(new Error("stopped"));
    let refused: unknown;
    await refreshView(stores.sql, stop.signal).catch((error) => refused = error);
    equal((refused as Error).message, "stopped");
  },
});
