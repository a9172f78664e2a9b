import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { ago, eventWorld, NOW } from "../../../tests/support/event_world.ts";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { type ChatRequest, readChat } from "./read_chat.ts";

const { signal } = new AbortController();

async function readAll(
  { sql, accountScopeId }: Stores,
  rest: Partial<ChatRequest> = {},
): Promise<string[][]> {
  const request: ChatRequest = {
    ...{ accountScopeId, since: ago(30), directions: ["incoming", "outgoing"], signal },
    ...rest,
  };
  const portions: string[][] = [];
  for await (const rows of readChat(sql, request)) {
    portions.push(rows.map((row) => row.external_id));
  }
  return portions;
}

testOnStores("reading chats", {
  async "gives what both sides can read, project by project, oldest first"(stores) {
    const world = await eventWorld(stores.sql, stores.accountScopeId);
    const { a, b, unassigned } = world.projects;
    for (const [id, project] of [["1", a], ["2", b], ["3", unassigned], ["4", a]] as const) {
      await world.conversation(id, { project });
    }
    const say = (id: string, conversation: string, days: number, rest = {}) =>
      world.message(id, { conversation, at: ago(days), ...rest });
    await say("m1", "1", 2);
    await say("m2", "1", 3, { incoming: false });
    await say("m3", "2", 1);
    await say("m4", "3", 1);
    await say("m5", "1", 1, { private: true });
    await say("m6", "1", 31);
    await say("m7", "1", 1, { sender: "agent_bot" });
    await say("m8", "1", 1, { content: "" });
    await say("m9", "1", 1);
    await world.bury("chatwoot_messages", "m9");
    await say("m10", "4", 1);
    await world.bury("chatwoot_conversations", "4");
    const expected = [[a, ["m2", "m1"]], [b, ["m3"]]].toSorted(([x], [y]) => x! < y! ? -1 : 1);
    deepEqual(await readAll(stores), expected.map(([, ids]) => ids));
    deepEqual((await readAll(stores, { directions: ["outgoing"] })).flat(), ["m2"]);
    await stores.sql`update projects set archived_at = now() where id = ${a}`;
    deepEqual((await readAll(stores)).flat(), ["m3"]);
  },

  async "gives each message once, however many there are and how close their times are"(stores) {
    const { sql } = stores;
    const world = await eventWorld(sql, stores.accountScopeId);
    await world.conversation("1");
    await world.message("0", { conversation: "1", at: ago(1) });
    // a thousand at each of twelve times, a microsecond apart
    await sql`
      insert into chatwoot_messages (project_id, account_scope_id, connection_id, external_id,
        conversation_external_id, direction, private, content, content_type, vendor_created_at, data,
        content_hash, seen_at)
      select project_id, account_scope_id, connection_id, n::text, conversation_external_id, direction,
        false, 'hello', 'text', ${NOW}::timestamptz - interval '1 hour' + (n % 12) * interval '1 microsecond',
        '{}', '\\x00', now()
      from chatwoot_messages, generate_series(1, 12000) n`;
    const portions = await readAll(stores);
    ok(portions.length > 2);
    const ids = portions.flat();
    deepEqual([ids.length, new Set(ids).size], [12_001, 12_001]);
  },

  async "reads a project's stretch of the index, not the table"(stores) {
    const { sql } = stores;
    const world = await eventWorld(sql, stores.accountScopeId);
    await world.conversation("1");
    await world.message("0", { conversation: "1", at: ago(1) });
    await sql`
      insert into chatwoot_messages (project_id, account_scope_id, connection_id, external_id,
        conversation_external_id, direction, private, content, content_type, vendor_created_at, data,
        content_hash, seen_at)
      select project_id, account_scope_id, connection_id, n::text, conversation_external_id, direction,
        false, 'hello', 'text', ${NOW}::timestamptz - n * interval '1 hour', '{}', '\\x00', now()
      from chatwoot_messages, generate_series(1, 20000) n`;
    await sql`analyze chatwoot_messages`;
    const plan = await sql<{ "QUERY PLAN": string }[]>`
      explain select m.id from chatwoot_messages m
      where m.project_id = ${world.projects.a} and m.deleted_at is null and not m.private
        and m.vendor_created_at >= ${
      ago(21)
    } and m.direction = any ('{incoming}') and m.content <> ''
      order by m.vendor_created_at, m.connection_id, m.external_id limit 5000`;
    const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
    ok(/chatwoot_messages_daily/.test(text) && !/Seq Scan/.test(text), text);
  },

  async "ends between portions when it is told to"(stores) {
    await eventWorld(stores.sql, stores.accountScopeId);
    const stopped = AbortSignal.abort(new Error("stopped"));
    await rejects(readAll(stores, { signal: stopped }), /stopped/);
    equal((await readAll(stores)).length, 0);
  },
});
