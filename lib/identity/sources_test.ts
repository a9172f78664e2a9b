import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { ApiError, createLogger, manualClock, migrate, type Sql } from "../platform/mod.ts";
import { fillIdentityRows, type IdentityRows } from "../../tests/support/identity_rows.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../tests/support/services.ts";
import { makeScope } from "../../tests/support/sync_world.ts";
import {
  applyAll,
  applySuggestion,
  conversationsOf,
  everySource,
  listChanges,
  listClusters,
  listSuggestions,
  previewIdentity,
  readEntity,
  recordUrls,
  relatedTo,
  type SuggestionFilter,
  undo,
  undoBatch,
} from "./mod.ts";

interface World {
  sql: Sql;
  rows: IdentityRows;
  preview(): Promise<void>;
  suggestions(filter?: SuggestionFilter): ReturnType<typeof listSuggestions>;
}

function test(name: string, run: (world: World) => Promise<void>): void {
  Deno.test({
    name,
    ignore: postgresUrl === null,
    async fn() {
      const { sql, drop } = await scratchDatabase("identity");
      try {
        await migrate(sql, "migrations", createLogger({ level: "silent" }));
        const rows = await fillIdentityRows(sql, await makeScope(sql));
        const clock = manualClock(Date.parse("2026-11-20T10:00:00Z"));
        const { signal } = new AbortController();
        await run({
          sql,
          rows,
          async preview() {
            await previewIdentity({ sql, clock, signal, sources: everySource }, rows.scopeId);
          },
          suggestions: (filter = {}) => listSuggestions(sql, rows.scopeId, filter, { limit: 500 }),
        });
      } finally {
        await drop();
      }
    },
  });
}

const refusal = (status: number, code: string) => (error: unknown) =>
  error instanceof ApiError && error.status === status && error.code === code;

const decider = ({ scopeId }: IdentityRows) => ({
  accountScopeId: scopeId,
  actor: "owner",
  requestId: "r1",
});

/** The records of a connector that are there, as `kind role name emails company refs`. */
async function recordsOf({ sql, rows }: World, source: string): Promise<string[]> {
  const found = await sql<{ text: string }[]>`
    select concat_ws(' | ', kind, role, name, given_name || ' ' || surname, array_to_string(emails, ','), company,
      array_to_string(domains, ','), regexp_replace(array_to_string(refs, ','), ':.*:', ' ')) as text
    from identity_records where account_scope_id = ${rows.scopeId} and source = ${source} and deleted_at is null`;
  return found.map(({ text }) => text).sort();
}

test("Linear's and Attio's rows become records, with the links that the source has", async (world) => {
  await world.preview();
  deepEqual(await recordsOf(world, "linear"), [
    "person | user | Katya Ivanova | katya@agency.example |  | ",
    "project | Сайт Ромашка |  |  | ",
  ]);
  deepEqual(await recordsOf(world, "attio"), [
    "company | Globex |  |  | ",
    "company | Romashka |  | romashka.ru | ",
    "deal | Globex: redesign |  |  | ",
    "deal | Romashka shop |  |  | company c1",
    "person | contact | Anna Shcherbakova | Anna Shcherbakova | anna.s@romashka.ru | Romashka |  | company c1",
    "person | user | Katya Ivanova | katya@agency.example |  | ",
  ]);
});

test("records of different sources are proposed to be one, and their companies", async (world) => {
  const { rows } = world;
  await world.preview();
  const found = await world.suggestions();
  const between = async (
    a: Parameters<IdentityRows["record"]>,
    b: Parameters<IdentityRows["record"]>,
  ) => {
    const pair = [await rows.record(...a), await rows.record(...b)].sort();
    return found.find(({ left, right }) => [left.id, right.id].sort().join() === pair.join());
  };
  const anna = await between(["chatwoot", "contact:a2"], ["attio", "person:p1"]) ??
    await between(["chatwoot", "contact:a1"], ["attio", "person:p1"]);
  ok(anna!.confidence > 0.95);
  const katya = found.filter(({ left, link }) => link === "same" && left.role === "user");
  equal(katya.length, 2, "agent, user and member are three records of one person");
  equal(
    (await between(["attio", "deal:d1"], ["attio", "company:c2"]))?.link,
    "deal_of",
  );
  equal(
    (await between(["linear", "project:p1"], ["attio", "company:c1"]))?.link,
    "project_of",
  );
  equal(await between(["attio", "deal:d2"], ["attio", "company:c1"]), undefined, "known already");
});

test("deletes at a source are followed, and so is its return", async (world) => {
  const { sql, rows } = world;
  await world.preview();
  const before = await recordsOf(world, "attio");
  await sql`update attio_companies set deleted_at = now(), deleted_reason = 'gone' where external_id = 'c1'`;
  await sql`update attio_people set deleted_at = now(), deleted_reason = 'merged', merged_into = 'p9'`;
  await sql`update linear_users set deleted_at = now(), deleted_reason = 'gone'`;
  await world.preview();
  deepEqual(await recordsOf(world, "attio"), [
    "company | Globex |  |  | ",
    "deal | Globex: redesign |  |  | ",
    "deal | Romashka shop |  |  | ",
    "person | user | Katya Ivanova | katya@agency.example |  | ",
  ]);
  deepEqual(await recordsOf(world, "linear"), ["project | Сайт Ромашка |  |  | "]);
  const gone = await rows.record("attio", "person:p1");
  ok((await world.suggestions()).every(({ left, right }) => left.id !== gone && right.id !== gone));
  equal((await readEntity(sql, rows.scopeId, gone))!.records[0]!.gone, true);

  await sql`update attio_companies set deleted_at = null, deleted_reason = null`;
  await sql`update attio_people set deleted_at = null, deleted_reason = null, merged_into = null`;
  await world.preview();
  deepEqual(await recordsOf(world, "attio"), before);

  await sql`delete from connections where id = ${rows.connections.attio}`;
  await world.preview();
  deepEqual(await recordsOf(world, "attio"), [], "a source that was disconnected gives nothing");
});

test("the company a source knows of one record is no question for those joined with it", async (world) => {
  const { sql, rows } = world;
  await world.preview();
  const asked = async () => {
    const contacts = [
      await rows.record("chatwoot", "contact:a1"),
      await rows.record("chatwoot", "contact:a2"),
    ];
    return (await world.suggestions({ link: "works_at" })).filter(({ left }) =>
      contacts.includes(left.id)
    ).length;
  };
  equal(await asked(), 2);
  const all = await world.suggestions({ kind: "person", link: "same", source: "attio" });
  const anna = all.find(({ left, right }) =>
    [left, right].some(({ source }) => source === "chatwoot") &&
    [left, right].every(({ role }) => role === "contact")
  );
  const change = await applySuggestion(sql, decider(rows), anna!.id);
  await world.preview();
  equal(await asked(), 1, "the one joined with Attio's person belongs to Attio's company");
  await undo(sql, decider(rows), change.id);
  await world.preview();
  equal(await asked(), 2);
});

test("suggestions are applied together above a confidence, and taken back together", async (world) => {
  const { sql, rows } = world;
  await world.preview();
  const filter = { link: "same" as const, kind: "person", least: 0.95 };
  const open = await world.suggestions(filter);
  ok(open.length >= 4);
  await rejects(
    applyAll(sql, decider(rows), filter, open.length + 1),
    refusal(409, "count_changed"),
  );
  deepEqual(await listChanges(sql, rows.scopeId, { limit: 10 }), []);

  const before = [...await sql`select * from identity_suggestions order by id`];
  const { batch, ...result } = await applyAll(sql, decider(rows), filter, open.length);
  deepEqual(result, { applied: open.length, skipped: 0, remaining: 0 });
  deepEqual(
    (await world.suggestions({ ...filter, status: "applied" })).map(({ id }) => id),
    open.map(({ id }) => id),
  );
  const changes = await listChanges(sql, rows.scopeId, { limit: 50 });
  deepEqual(new Set(changes.map((change) => change.batch)), new Set([batch]));
  const [{ audited }] = await sql<[{ audited: number }]>`
    select count(*)::int as audited from audit_events where action = 'identity.applied'`;
  equal(audited, open.length);

  await undo(sql, decider(rows), changes[0]!.id);
  equal(await undoBatch(sql, decider(rows), batch), open.length - 1, "but for the one taken back");
  deepEqual([...await sql`select * from identity_suggestions order by id`], before);
  deepEqual(await listClusters(sql, rows.scopeId, { limit: 10 }), []);
  await rejects(undoBatch(sql, decider(rows), batch), refusal(409, "not_undoable"));
  const other = { ...decider(rows), accountScopeId: await makeScope(sql, "other") };
  await rejects(undoBatch(sql, other, batch), refusal(404, "not_found"));
});

test("what would join records that were said to be different is left open by applying many", async (world) => {
  const { sql, rows } = world;
  await world.preview();
  const records = (await Promise.all([
    rows.record("chatwoot", "contact:a1"),
    rows.record("chatwoot", "contact:a2"),
    rows.record("attio", "person:p1"),
  ])).sort() as [string, string, string];
  await sql`delete from identity_suggestions`;
  for (
    const [left, right, confidence, status] of [
      [records[0], records[1], 0.99, "open"],
      [records[1], records[2], 0.98, "open"],
      [records[0], records[2], 0.97, "dismissed"],
    ] as const
  ) {
    const decided = status === "dismissed";
    await sql`
      insert into identity_suggestions (account_scope_id, link, kind, left_id, right_id, confidence, reasons, group_id,
        status, dismiss_reason, decided_at, decided_by)
      values (${rows.scopeId}, 'same', 'person', ${left}, ${right}, ${confidence}, '[]', ${left}, ${status},
        ${decided ? "sisters" : null}, ${decided ? new Date() : null}, ${
      decided ? "owner" : null
    })`;
  }
  const { applied, skipped } = await applyAll(sql, decider(rows), { least: 0.9 }, 2);
  deepEqual([applied, skipped], [1, 1]);
  const [open] = await world.suggestions();
  deepEqual([open!.left.id, open!.right.id], [records[1], records[2]]);
});

test("a person is shown with all records, what counts, what belongs to it, and conversations", async (world) => {
  const { sql, rows } = world;
  const { scopeId } = rows;
  await world.preview();
  const pairs = await world.suggestions({ kind: "person", link: "same" });
  const own = pairs.filter(({ left }) => left.emails[0] === "anna.s@romashka.ru");
  equal(own.length, 2);
  for (const { id } of own) await applySuggestion(sql, decider(rows), id);
  const contact = await rows.record("chatwoot", "contact:a1");
  const entity = (await readEntity(sql, scopeId, contact))!;
  deepEqual(entity.records.map(({ source }) => source), ["attio", "chatwoot", "chatwoot"]);
  ok(entity.records.some(({ id }) => id === entity.id));
  equal(entity.survivors.email!.value, "anna.s@romashka.ru");
  for (const { id } of entity.records) {
    deepEqual((await readEntity(sql, scopeId, id))!.id, entity.id, "by any of its records");
  }
  const ids = entity.records.map(({ id }) => id);
  const { rows: companies, total } = await relatedTo(sql, scopeId, ids, 10);
  deepEqual(companies.map(({ record, by }) => [record.name, by]), [["Romashka", "source"]]);
  equal(total, 1);
  const company = await rows.record("attio", "company:c1");
  const below = await relatedTo(sql, scopeId, [company], 10);
  deepEqual(below.rows.map(({ kind, record }) => [kind, record.name]), [
    ["deal", "Romashka shop"],
    ["person", "Anna Shcherbakova"],
  ]);
  deepEqual((await relatedTo(sql, scopeId, [company], 1)).total, 2);

  const scope = { accountScopeId: scopeId, projectIds: [rows.projectId] };
  const talks = await conversationsOf(sql, scope, ids, 10);
  deepEqual([talks.total, talks.rows[0]!.status, talks.rows[0]!.record_id], [1, "open", contact]);
  const elsewhere = { ...scope, projectIds: [crypto.randomUUID()] };
  equal((await conversationsOf(sql, elsewhere, ids, 10)).total, 0);
  deepEqual(
    (await listChanges(sql, scopeId, { limit: 10 }, { recordIds: [contact] })).every((change) =>
      [change.left_id, change.right_id].includes(contact)
    ),
    true,
  );
  equal(await readEntity(sql, await makeScope(sql, "other"), contact), null);
});

test("a conversation of several people is everybody's who took part", async (world) => {
  const { sql, rows } = world;
  await sql`
    insert into chatwoot_messages (project_id, account_scope_id, connection_id, external_id, conversation_external_id,
      direction, private, content_type, sender_kind, sender_external_id, vendor_created_at, data, content_hash, seen_at)
    values (${rows.projectId}, ${rows.scopeId}, ${rows.connections.chatwoot}, '1', '9', 'incoming', false, 'text',
      'contact', 'a2', now(), '{}', '\\x00', now())`;
  await world.preview();
  const guest = await rows.record("chatwoot", "contact:a2");
  const scope = { accountScopeId: rows.scopeId, projectIds: [rows.projectId] };
  equal((await conversationsOf(sql, scope, [guest], 10)).total, 1);
});

test("records lead to their pages at the sources", async (world) => {
  const { sql, rows } = world;
  await world.preview();
  const named = {
    contact: await rows.record("chatwoot", "contact:a1"),
    project: await rows.record("linear", "project:p1"),
    company: await rows.record("attio", "company:c1"),
    user: await rows.record("linear", "user:u1"),
    nowhere: await rows.record("attio", "company:c2"),
  };
  const urls = await recordUrls(sql, rows.scopeId, Object.values(named));
  deepEqual(Object.entries(named).map(([name, id]) => [name, urls.get(id)]), [
    ["contact", "http://vendor.example/app/accounts/1/contacts/a1"],
    ["project", "https://linear.example/p1"],
    ["company", "https://attio.example/c1"],
    ["user", undefined],
    ["nowhere", undefined],
  ]);
});

test("groups are listed by name, found by what any record says, and paged", async (world) => {
  const { sql, rows } = world;
  const { scopeId } = rows;
  await world.preview();
  const all = { link: "same" as const, least: 0.95 };
  const open = await world.suggestions(all);
  await applyAll(sql, decider(rows), all, open.length);
  const groups = await listClusters(sql, scopeId, { limit: 100 });
  ok(groups.length >= 3);
  const names = groups.map(({ sort_name }) => sort_name);
  const ordered = await sql<{ name: string }[]>`
    select name from unnest(${names}::text[]) as n (name) order by name`;
  deepEqual(names, ordered.map(({ name }) => name));
  const paged: string[] = [];
  let after: { name: string; id: string } | undefined;
  while (paged.length <= groups.length) {
    const [row] = await listClusters(sql, scopeId, { limit: 1, after });
    if (row === undefined) break;
    paged.push(row.id);
    after = { name: row.sort_name, id: row.id };
  }
  deepEqual(paged, groups.map(({ id }) => id));
  const found = async (text: string, kind?: string) =>
    (await listClusters(sql, scopeId, { limit: 10 }, { text, kind })).map(({ kind }) => kind);
  deepEqual(await found("АННА"), ["person"]);
  deepEqual(await found("katya@agency"), ["person"]);
  deepEqual(await found("katya@agency", "company"), []);
  deepEqual(await found("100%_"), []);
});
