import { deepEqual, equal, notEqual, ok, rejects } from "node:assert/strict";
import { listAudit } from "../audit/mod.ts";
import { ApiError } from "../platform/mod.ts";
import { type IdentityWorld, identityWorld } from "../../tests/support/identity_world.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../tests/support/services.ts";
import {
  applySuggestion,
  countSuggestions,
  dismissSuggestion,
  type IdentitySource,
  listChanges,
  listClusters,
  listSuggestions,
  previewIdentity,
  undo,
} from "./mod.ts";

const anna = {
  a1: {
    name: "Анна Щербакова",
    email: "anna.s@romashka.ru",
    phone: "+7 912 345-67-89",
    company: "ООО Ромашка",
    active: "2026-11-01",
  },
  a2: {
    name: "Anna Shcherbakova",
    email: "anna.s@romashka.ru",
    phone: "8 (912) 345-67-89",
    company: "Romashka LLC",
    active: "2026-11-10",
  },
  a3: { name: "Щербакова Анна", phone: "+79123456789", email: "anna.s@romashka.ru" },
};

function test(name: string, run: (world: IdentityWorld) => Promise<void>): void {
  Deno.test({
    name,
    ignore: postgresUrl === null,
    async fn() {
      const { sql, drop } = await scratchDatabase("identity");
      try {
        await run(await identityWorld(sql));
      } finally {
        await drop();
      }
    },
  });
}

const conflict = (code: string) => (error: unknown) =>
  error instanceof ApiError && error.status === 409 && error.code === code;

test("a preview proposes links with reasons and confidence, and links nothing", async (world) => {
  await world.put(anna);
  const { unchanged, figures } = await world.preview();
  equal(unchanged, false);
  equal(figures.person?.records, 203);
  const found = await world.suggestions({ kind: "person", link: "same" });
  const ids = new Set(await Promise.all(Object.keys(anna).map(world.record)));
  const own = found.filter(({ left, right }) => ids.has(left.id) && ids.has(right.id));
  equal(own.length, 2);
  equal(new Set(own.map(({ group_id }) => group_id)).size, 1);
  ok(found.length - own.length <= 2, `${found.length} suggestions`);
  for (const { confidence, reasons, status } of own) {
    ok(confidence > 0.95 && confidence < 1);
    equal(status, "open");
    ok(
      reasons.some(({ field, level, bits }) => field === "email" && level === "exact" && bits > 5),
    );
  }
  deepEqual([...await world.sql`select * from identity_links`], []);
});

test("a preview of unchanged data changes no row, even when everything is matched again", async (world) => {
  await world.put(anna);
  await world.preview();
  const before = await world.snapshot();
  equal((await world.preview()).unchanged, true);
  equal(await world.snapshot(), before);
  await world.sql`update identity_previews set fingerprint = 'other'`;
  const rows = () => world.sql`select id, xmin::text from identity_suggestions order by id`;
  const versions = [...await rows()];
  const again = await world.preview();
  deepEqual([again.unchanged, again.changed], [false, 0]);
  deepEqual([...await rows()], versions);
  equal(await world.snapshot(), before);
});

test("applying joins records and says which values survive; undoing restores every row", async (world) => {
  await world.put(anna);
  await world.preview();
  const before = await world.snapshot();
  const [first, second] = (await world.suggestions({ link: "same", kind: "person" })).filter((
    { left },
  ) => left.phones.some((phone) => phone.includes("912")));
  const one = await applySuggestion(world.sql, world.decider, first!.id);
  const between = await world.snapshot();
  const two = await applySuggestion(world.sql, world.decider, second!.id);
  deepEqual(two.before, one.after);
  const [cluster] = await listClusters(world.sql, world.scopeId, { limit: 10 });
  deepEqual(
    cluster?.members.map(({ id }) => id),
    (await Promise.all(Object.keys(anna).map(world.record))).sort(),
  );
  const { name, phone } = cluster!.survivors;
  deepEqual([name?.value, name?.rule, name?.record_id], [
    "Anna Shcherbakova",
    "newest",
    await world.record("a2"),
  ]);
  deepEqual(name?.others.map(({ value }) => value), ["Анна Щербакова", "Щербакова Анна"]);
  equal(phone?.value, "8 (912) 345-67-89");

  await undo(world.sql, world.decider, two.id);
  equal(await world.snapshot(), between);
  await undo(world.sql, world.decider, one.id);
  equal(await world.snapshot(), before);
  await rejects(undo(world.sql, world.decider, one.id), conflict("not_undoable"));

  const history = await listChanges(world.sql, world.scopeId, { limit: 3 });
  deepEqual(history.map(({ action, undone }) => [action, undone]), [["undone", false], [
    "undone",
    false,
  ], ["applied", true]]);
  const rest = await listChanges(world.sql, world.scopeId, { limit: 3, after: history.at(-1)!.id });
  deepEqual(rest.map(({ id }) => id), [one.id]);
  const audit = await listAudit(world.sql, world.scopeId, 10);
  deepEqual(audit.map(({ action, requestId }) => [action, requestId]).sort(), [
    ["identity.applied", "r1"],
    ["identity.applied", "r1"],
    ["identity.undone", "r1"],
    ["identity.undone", "r1"],
  ]);
  equal(audit[0]?.evidence.length, 2);
});

test("an earlier merge is undone without the later one", async (world) => {
  await world.put(anna);
  await world.preview();
  const [first, second] = (await world.suggestions({ link: "same", kind: "person" })).filter((
    { left },
  ) => left.phones.some((phone) => phone.includes("912")));
  const one = await applySuggestion(world.sql, world.decider, first!.id);
  await applySuggestion(world.sql, world.decider, second!.id);
  const { after } = await undo(world.sql, world.decider, one.id);
  deepEqual(after.map(({ members }) => members), [[second!.left.id, second!.right.id].sort()]);
  equal((await listClusters(world.sql, world.scopeId, { limit: 10 })).length, 1);
});

test("a person may choose the values; later changes at the source show", async (world) => {
  await world.put({ a1: anna.a1, a2: anna.a2 });
  await world.preview();
  const suggestion = await world.between("a1", "a2");
  const chosen = await world.record("a1");
  await applySuggestion(world.sql, world.decider, suggestion!.id, { name: chosen });
  const name = async () =>
    (await listClusters(world.sql, world.scopeId, { limit: 1 }))[0]?.survivors.name;
  deepEqual([(await name())?.value, (await name())?.rule], ["Анна Щербакова", "chosen"]);
  await world.put({ a1: { ...anna.a1, name: "Анна Петрова" } });
  await world.preview();
  equal((await name())?.value, "Анна Петрова");
  equal((await world.suggestions({ status: "applied" })).length, 1);
});

test("a dismissed pair stays dismissed, and no group brings it back", async (world) => {
  await world.put(anna);
  await world.preview();
  const pairs = (await world.suggestions({ link: "same", kind: "person" })).filter(({ left }) =>
    left.phones.some((phone) => phone.includes("912"))
  );
  const dismissed = await dismissSuggestion(
    world.sql,
    world.decider,
    pairs[0]!.id,
    "mother and daughter",
  );
  await rejects(
    applySuggestion(world.sql, world.decider, pairs[0]!.id),
    conflict("already_decided"),
  );
  await world.preview();
  await world.put({ a4: { ...anna.a1, name: "Anna S" } });
  await world.preview();
  const open = await world.suggestions({ link: "same", kind: "person" });
  ok(open.length > 0 && open.every(({ id }) => id !== pairs[0]!.id));
  const [kept] = await world.suggestions({ status: "dismissed" });
  deepEqual([kept?.id, kept?.dismiss_reason], [pairs[0]!.id, "mother and daughter"]);

  await undo(world.sql, world.decider, dismissed.id);
  equal((await world.suggestions({ status: "dismissed" })).length, 0);
  ok((await world.suggestions()).some(({ id }) => id === pairs[0]!.id));
});

test("a link that would join records said to be different is refused", async (world) => {
  await world.put(anna);
  await world.preview();
  const ids = (await Promise.all(Object.keys(anna).map(world.record))).sort() as [
    string,
    string,
    string,
  ];
  // all three pairs as suggestions, whichever two the preview chose
  for (const [left, right] of [[ids[0], ids[1]], [ids[1], ids[2]], [ids[0], ids[2]]] as const) {
    await world.sql`
      insert into identity_suggestions (account_scope_id, link, kind, left_id, right_id, confidence, reasons, group_id)
      values (${world.scopeId}, 'same', 'person', ${left}, ${right}, 0.9, '[]', ${
      ids[0]
    }) on conflict do nothing`;
  }
  const of = async (left: string, right: string) =>
    (await world.suggestions()).find((row) => row.left.id === left && row.right.id === right)!.id;
  await dismissSuggestion(world.sql, world.decider, await of(ids[0], ids[2]), "");
  await applySuggestion(world.sql, world.decider, await of(ids[0], ids[1]));
  const before = await world.snapshot();
  await rejects(
    applySuggestion(world.sql, world.decider, await of(ids[1], ids[2])),
    conflict("conflicting_decision"),
  );
  equal(await world.snapshot(), before);
});

test("applied links hold whatever later previews find", async (world) => {
  await world.put({ a1: anna.a1, a2: anna.a2 });
  await world.preview();
  await applySuggestion(world.sql, world.decider, (await world.between("a1", "a2"))!.id);
  await world.put({
    a2: { name: "Boris Nowhere", email: "boris@nowhere.example", phone: null, company: null },
  });
  await world.preview();
  equal((await listClusters(world.sql, world.scopeId, { limit: 10 }))[0]?.members.length, 2);
  equal((await world.suggestions({ status: "applied" })).length, 1);
});

test("records that are gone at the source are no longer proposed, and come back with it", async (world) => {
  await world.put({ a1: anna.a1, a2: anna.a2 });
  await world.preview();
  ok(await world.between("a1", "a2"));
  const gone = (at: string | null) =>
    world.sql`update chatwoot_contacts set deleted_at = ${at}, deleted_reason = ${
      at && "gone"
    } where external_id = 'a2'`;
  await gone("2026-11-20");
  await world.preview();
  equal(await world.between("a1", "a2"), undefined);
  await gone(null);
  await world.preview();
  ok(await world.between("a1", "a2"));
});

test("people who share conversations are told from strangers", async (world) => {
  const pair = { c1: { name: "Олег Тимофеев" }, c2: { name: "Oleg Timofeev" } };
  await world.put(pair);
  await world.preview();
  const apart = await world.between("c1", "c2");
  const [project] = await world.sql<
    { id: string }[]
  >`select id from projects where account_scope_id = ${world.scopeId}`;
  await world.sql`
    insert into chatwoot_conversations (project_id, account_scope_id, connection_id, external_id, inbox_external_id,
      contact_external_id, status, vendor_created_at, last_activity_at, data, content_hash, vendor_updated_at, seen_at)
    values (${
    project!.id
  }, ${world.scopeId}, ${world.connectionId}, '9', '1', 'c1', 'open', now(), now(), '{}', '\\x00', now(), now())`;
  await world.sql`
    insert into chatwoot_messages (project_id, account_scope_id, connection_id, external_id, conversation_external_id,
      direction, private, content_type, sender_kind, sender_external_id, vendor_created_at, data, content_hash, seen_at)
    values (${
    project!.id
  }, ${world.scopeId}, ${world.connectionId}, '1', '9', 'incoming', false, 'text', 'contact', 'c2',
      now(), '{}', '\\x00', now())`;
  await world.preview();
  const together = await world.between("c1", "c2");
  ok((together?.confidence ?? 0) > (apart?.confidence ?? 0));
  ok(together?.reasons.some(({ field, level }) => field === "conversation" && level === "shared"));
});

/** What another connector would give: two companies, a deal, a person it links itself, and a project. */
const others = (sql: IdentityWorld["sql"]): IdentitySource[] => {
  const source = (kind: IdentitySource["kind"], sort: string, rows: object[]): IdentitySource => ({
    source: "attio",
    kind,
    sort,
    select: () =>
      sql`
        select source_id, name, emails, domains, refs
        from jsonb_to_recordset(${
        sql.json(rows as never)
      }) as r (source_id text, name text, emails text[], domains text[], refs text[])`,
  });
  const row = (source_id: string, name: string, own: object = {}) => ({
    source_id,
    name,
    emails: [],
    domains: [],
    refs: [],
    ...own,
  });
  return [
    source("company", "company:", [
      row("1", "Romashka", { domains: ["romashka.ru"] }),
      row("2", "Globex"),
    ]),
    source("deal", "deal:", [
      row("1", "Globex: redesign"),
      row("2", "Romashka site", { refs: ["company:1"] }),
    ]),
    source("project", "project:", [row("1", "Сайт Ромашка"), row("2", "Internal tools")]),
  ];
};

test("people, deals and projects are proposed to companies; known links are not", async (world) => {
  await world.put({ a1: anna.a1, f1: { name: "Free Mail", email: "romashka@mail.ru" } });
  await world.preview(others(world.sql));
  const named = async (link: "works_at" | "deal_of" | "project_of") =>
    (await world.suggestions({ link })).map(({ left, right, confidence, reasons }) => ({
      pair: [left.name, right.name],
      confidence,
      reasons: reasons.map(({ field, level }) => `${field} ${level}`),
    }));
  const [works, ...more] = await named("works_at");
  deepEqual([works?.pair, works?.reasons, more.length], [["Анна Щербакова", "Romashka"], [
    "company exact",
    "domain exact",
  ], 0]);
  ok(works!.confidence > 0.95);
  deepEqual((await named("deal_of")).map(({ pair }) => pair), [["Globex: redesign", "Globex"]]);
  deepEqual((await named("project_of")).map(({ pair }) => pair), [["Сайт Ромашка", "Romashka"]]);
  const companies = await world.suggestions({ link: "same", kind: "company" });
  const joined = companies.flatMap(({ left, right }) => [left, right]).filter(({ name, domains }) =>
    name === "Romashka" || name === "ООО Ромашка" || domains[0] === "romashka.ru"
  );
  equal(new Set(joined.map(({ id }) => id)).size, 3);

  const [proposal] = await world.suggestions({ link: "works_at" });
  const before = await world.snapshot();
  const change = await applySuggestion(world.sql, world.decider, proposal!.id);
  await world.preview(others(world.sql));
  equal((await world.suggestions({ link: "works_at", status: "applied" })).length, 1);
  await undo(world.sql, world.decider, change.id);
  await world
    .sql`update identity_previews p set fingerprint = n.fingerprint from identity_previews n`;
  equal(
    (await world.snapshot()).replace(/identity_previews[^]*/, ""),
    before.replace(/identity_previews[^]*/, ""),
  );
});

test("lists are paged, filtered and counted", async (world) => {
  await world.put({
    ...anna,
    b1: { name: "Boris Unique", email: "boris.unique@globex.com" },
    b2: { name: "Boris Unique", email: "boris.unique@globex.com" },
  });
  await world.preview();
  const all = await world.suggestions();
  const paged: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = await listSuggestions(world.sql, world.scopeId, {}, { limit: 2, after });
    if (page.length === 0) break;
    paged.push(...page.map(({ id }) => id));
    after = page.at(-1)!.id;
  }
  deepEqual(paged, all.map(({ id }) => id));
  deepEqual(
    all.map(({ confidence }) => confidence),
    all.map(({ confidence }) => confidence).sort((a, b) => b - a),
  );
  equal(await countSuggestions(world.sql, world.scopeId, {}), all.length);
  const about = await world.record("b1");
  equal(await countSuggestions(world.sql, world.scopeId, { recordId: about, kind: "person" }), 1);
  equal(await countSuggestions(world.sql, world.scopeId, { least: 0.9999 }), 0);
});

test("another scope's suggestions cannot be seen or decided; two deciders decide once", async (world) => {
  await world.put({ a1: anna.a1, a2: anna.a2 });
  await world.preview();
  const suggestion = await world.between("a1", "a2");
  const other = await identityWorld(world.sql);
  const notFound = (error: unknown) => error instanceof ApiError && error.status === 404;
  await rejects(applySuggestion(other.sql, other.decider, suggestion!.id), notFound);
  await rejects(dismissSuggestion(other.sql, other.decider, suggestion!.id, ""), notFound);
  notEqual(other.scopeId, world.scopeId);
  const results = await Promise.allSettled(
    [1, 2, 3].map(() => applySuggestion(world.sql, world.decider, suggestion!.id)),
  );
  equal(results.filter(({ status }) => status === "fulfilled").length, 1);
  const [change] = await listChanges(world.sql, world.scopeId, { limit: 1 });
  await rejects(undo(other.sql, other.decider, change!.id), notFound);
});

test("a preview stops when asked to", async (world) => {
  const stop = new AbortController();
  stop.abort(new Error("shutting down"));
  const clock = { now: () => 0, sleep: () => Promise.resolve() };
  await rejects(
    previewIdentity({ sql: world.sql, clock, signal: stop.signal }, world.scopeId),
    /shutting down/,
  );
});

test("a page of many suggestions is read from its index", async (world) => {
  const { sql, scopeId } = world;
  await sql`
    insert into identity_records (account_scope_id, kind, source, source_id, content_hash)
    select ${scopeId}, 'person', 'test', n::text, '\\x00' from generate_series(1, 20000) n`;
  await sql`
    insert into identity_suggestions (account_scope_id, link, kind, left_id, right_id, confidence, reasons, group_id)
    select ${scopeId}, 'same', 'person', id, next, (n % 500)::numeric / 1000 + 0.4, '[]', id
    from (select id, lead(id) over (order by id) as next, row_number() over (order by id) as n
          from identity_records where account_scope_id = ${scopeId} and source = 'test') t
    where next is not null`;
  await sql`analyze identity_suggestions`;
  const [middle] = await listSuggestions(sql, scopeId, { least: 0.6 }, { limit: 1 });
  const plan = await sql<{ "QUERY PLAN": string }[]>`
    explain select s.* from identity_suggestions s
    where s.account_scope_id = ${scopeId} and s.status = 'open' and (s.confidence, s.id) < (
      select a.confidence, a.id from identity_suggestions a where a.account_scope_id = ${scopeId} and a.id = ${
    middle!.id
  })
    order by s.confidence desc, s.id desc limit 50`;
  const text = plan.map((row) => row["QUERY PLAN"]).join("\n");
  ok(text.includes("identity_suggestions_page") && !/Sort|Seq Scan/.test(text), text);
});
