import { deepEqual, equal, notEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import type { Sql } from "postgres";
import {
  ago,
  type EvidenceWorld,
  evidenceWorld,
  indexSnapshot,
  statisticsOff,
} from "../../../tests/support/evidence_world.ts";
import { testOnStores } from "../../../tests/support/scratch_stores.ts";

/** A world with a row of each kind, indexed. */
async function filled(world: EvidenceWorld): Promise<void> {
  await world.contact("1", { name: "Anna Petrova", company: "Romashka" });
  await world.conversation("10", { contact: "1", labels: ["delivery"] });
  await world.message("100", "10", "When will the warehouse integration be ready?", { at: ago(3) });
  await world.message("101", "10", "We promise it by Friday.", { author: "Bo", incoming: false });
  await world.message("102", "10", "Third change this month, raise the price.", {
    ...{ author: "Bo", incoming: false, private: true },
  });
  await world.issue("1", "Warehouse: reserve stock", {
    description: "Reservation holds 20 minutes.",
  });
  await world.comment("1", "1", "Blocked by the access to the staging warehouse.");
  await world.deal("1", "Support plan", { stage: "Negotiation" });
  await world.note("1", "Who decides", "The managing director signs.");
  await world.index();
}

const count = async (sql: Sql, table: string) =>
  (await sql<{ n: number }[]>`select count(*)::int as n from ${sql(table)}`)[0]!.n;

testOnStores("the index of evidence", {
  "each source row becomes a document with its words, what is private apart": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await filled(world);
    const rows = await sql`
      select d.kind, d.title, d.people, d.themes, c.text, c.author
      from evidence_documents d join evidence_chunks c on c.document_id = d.id order by d.kind`;
    deepEqual(rows.map(({ kind, title, people, text }) => [kind, title, people.toSorted(), text]), [
      [
        "conversation",
        "Anna Petrova · Romashka",
        ["Anna", "Anna Petrova", "Bo"],
        "Anna: When will the warehouse integration be ready?\nBo: We promise it by Friday.",
      ],
      ["deal", "Support plan", [], "Support plan Negotiation"],
      [
        "issue",
        "Warehouse: reserve stock",
        ["Bo"],
        "Reservation holds 20 minutes.\nBo: Blocked by the access to the staging warehouse.",
      ],
      ["note", "Who decides", [], "The managing director signs."],
      [
        "private",
        "Anna Petrova · Romashka",
        ["Anna Petrova", "Bo"],
        "Bo: Third change this month, raise the price.",
      ],
    ]);
    deepEqual(rows[0]!.themes, ["deliveri", "open"]);
    deepEqual(await statisticsOff(sql), []);
  },

  "indexing again what has not changed changes no row": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await filled(world);
    const before = await indexSnapshot(sql);
    const again = await world.index();
    deepEqual([again.looked, again.changed, again.chunksMade], [0, 0, 0]);
    equal(await indexSnapshot(sql), before);
    // looked at again, as after a sync that wrote the same: still the same rows
    await sql`update linear_issues set content_hash = 'other'`;
    const looked = await world.index();
    deepEqual([looked.looked, looked.changed], [1, 0]);
    equal(await indexSnapshot(sql), before);
    // what a sync only marks as seen is not looked at
    await sql`update chatwoot_messages set seen_at = now()`;
    equal((await world.index()).looked, 0);
  },

  "an edit makes new chunks of what it touches alone": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.conversation("10");
    const words =
      "about the launch of the shop, with some words more to make it long enough for chunks.";
    for (let index = 0; index < 40; index++) {
      await world.message(String(index), "10", `Message ${index} ${words}`, {
        at: ago(50 - index),
      });
    }
    await world.index();
    const chunks = () =>
      sql<{ id: string }[]>`select id::text from evidence_chunks order by position`;
    const before = (await chunks()).map(({ id }) => id);
    await world.message("40", "10", "One more about penguins.");
    const { chunksMade, chunksGone } = await world.index();
    const after = (await chunks()).map(({ id }) => id);
    ok(before.length >= 4);
    deepEqual(after.slice(0, before.length - 1), before.slice(0, -1));
    ok(chunksMade <= 2 && chunksGone <= 1, `${chunksMade} made, ${chunksGone} gone`);
    deepEqual((await world.ask("penguins")).hits.length, 1);
    deepEqual(await statisticsOff(sql), []);
  },

  "what the source deletes is gone at once, before any index run": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await filled(world);
    equal((await world.titles("warehouse reservation")).includes("Warehouse: reserve stock"), true);
    await sql`update linear_issues set deleted_at = now(), deleted_reason = 'trashed'`;
    equal(
      (await world.titles("warehouse reservation")).includes("Warehouse: reserve stock"),
      false,
    );
    await sql`
      update chatwoot_messages set deleted_at = now(), deleted_reason = 'deleted' where external_id = '101'`;
    deepEqual(await world.titles("promise Friday"), []);
    await world.index();
    deepEqual(await world.titles("promise Friday"), []);
    deepEqual(
      (await world.titles("warehouse integration")).length,
      1,
      "what else was said is back",
    );
    deepEqual(await statisticsOff(sql), []);
    await sql`update linear_issues set deleted_at = null, deleted_reason = null`;
    await world.index();
    equal((await world.titles("warehouse reservation")).includes("Warehouse: reserve stock"), true);
  },

  "a message that becomes private is found no more": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await filled(world);
    await sql`update chatwoot_messages set private = true, content_hash = 'x' where external_id = '101'`;
    deepEqual(await world.titles("promise Friday"), []);
    await world.index();
    deepEqual(await world.titles("promise Friday"), []);
    equal((await world.titles("promise Friday", { filters: { private: true } })).length, 1);
  },

  "a conversation that moves takes its words to its new project": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await filled(world);
    await sql`update chatwoot_conversations set project_id = ${world.projects.b}`;
    deepEqual((await world.titles("promise Friday")).length, 0, "gone before the next run");
    await world.index();
    deepEqual((await world.titles("promise Friday")).length, 0);
    equal((await world.titles("promise Friday", { projects: [world.projects.b] })).length, 1);
    deepEqual(await statisticsOff(sql), []);
  },

  "a project or connection that goes takes all of it along": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await filled(world);
    await sql`delete from connections where id = ${world.connections.linear}`;
    equal((await sql`select 1 from evidence_documents where source = 'linear'`).length, 0);
    await sql`delete from projects where id = ${world.projects.a}`;
    for (
      const table of [
        "evidence_documents",
        "evidence_chunks",
        "evidence_postings",
        "evidence_stale_buckets",
      ]
    ) {
      equal(await count(sql, table), 0, table);
    }
  },

  "several workers at once index everything once": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    const { a, b } = world.projects;
    await sql`
      insert into linear_issues (project_id, account_scope_id, connection_id, external_id, identifier, title, url,
        priority, team_external_id, state_external_id, vendor_created_at, vendor_updated_at, seen_at, data, content_hash)
      select case n % 2 when 0 then ${a}::uuid else ${b}::uuid end, ${world.scopeId}, ${world.connections.linear},
        n::text, 'E-' || n, 'Issue ' || n || ' about word' || n % 7, '', 0, 't', 's', now(), now(), now(), '{}', ''
      from generate_series(1, 900) as n`;
    const done = await Promise.all([world.index(), world.index(), world.index()]);
    equal(done.reduce((sum, { changed }) => sum + changed, 0), 900);
    equal(await count(sql, "evidence_documents"), 900);
    equal(await count(sql, "evidence_queue"), 0);
    deepEqual(await statisticsOff(sql), []);
  },

  "what fails half way is done by the next run": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.issue("1", "Warehouse: reserve stock");
    await sql`alter table evidence_postings add constraint broken check (term <> 'warehous')`;
    try {
      await world.index().then(() => ok(false, "it should have failed"), () => {});
      equal(await count(sql, "evidence_documents"), 0);
      equal(await count(sql, "evidence_queue"), 1);
    } finally {
      await sql`alter table evidence_postings drop constraint broken`;
    }
    equal((await world.index()).changed, 1);
  },

  "statistics hold whatever is made, changed, moved and deleted": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    const { a, b } = world.projects;
    const change = fc.record({
      id: fc.integer({ min: 1, max: 6 }).map(String),
      what: fc.constantFrom("write", "write", "delete", "back", "move", "index"),
      words: fc.constantFrom("alpha beta", "beta gamma gamma", "delta", "альфа бета"),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 12 }), async (changes) => {
        for (const { id, what, words } of changes) {
          const own = sql`connection_id = ${world.connections.linear} and external_id = ${id}`;
          if (what === "write") await world.issue(id, words, { description: words });
          else if (what === "index") await world.index();
          else if (what === "move") {
            await sql`update linear_issues set project_id = case when project_id = ${a} then ${b}::uuid else ${a}::uuid end
              where ${own}`;
          } else {
            const gone = what === "delete";
            await sql`update linear_issues set deleted_at = ${gone ? ago(0) : null},
              deleted_reason = ${gone ? "deleted" : null} where ${own}`;
          }
        }
        await world.index();
        deepEqual(await statisticsOff(sql), []);
        const [off] = await sql<{ n: number }[]>`
          select count(*)::int as n from linear_issues i
          full join evidence_documents d on d.source_id = i.id and d.project_id = i.project_id
          where (i.deleted_at is null) <> (d.id is not null)`;
        equal(off!.n, 0, "a document for each row that is there, in its project");
      }),
      { numRuns: 12 },
    );
    notEqual(await count(sql, "evidence_postings"), 0);
  },
});
