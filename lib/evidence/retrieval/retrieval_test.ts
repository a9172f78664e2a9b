import { deepEqual, equal, ok } from "node:assert/strict";
import type { Sql } from "postgres";
import { ago, evidenceWorld } from "../../../tests/support/evidence_world.ts";
import { testOnStores } from "../../../tests/support/scratch_stores.ts";
import { idfOf } from "./legs/bm25.ts";
import { retrieve } from "./retrieve.ts";
import { signalKindsIn } from "./legs/theme.ts";
import { termsOf } from "../text/terms.ts";

/** Our id of an issue. */
async function idOf(sql: Sql, externalId: string): Promise<string> {
  const [row] = await sql<{ id: string }[]>`
    select id from linear_issues where external_id = ${externalId}`;
  return row!.id;
}

const close = (actual: number, expected: number) =>
  ok(Math.abs(actual - expected) < 1e-6, `${actual} is not ${expected}`);

/** Fails each statement with a text, as a database would that lacks what it needs. */
function failing(sql: Sql, text: string): Sql {
  const wrap = <T extends object>(target: T): T =>
    new Proxy(target, {
      apply(callee, self, args) {
        const [strings] = args;
        if (Array.isArray(strings) && strings.join("").includes(text)) {
          return Promise.reject(new Error("the database cannot do this"));
        }
        return Reflect.apply(callee as never, self, args);
      },
    });
  return wrap(sql);
}

testOnStores("finding evidence", {
  "BM25 is what the formula says": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.note("1", "First", "alpha alpha beta");
    await world.note("2", "Second", "alpha gamma");
    await world.note("3", "Third", "delta");
    await world.index();
    const { hits, weights } = await world.ask("alpha beta");
    deepEqual(hits.map(({ title }) => title), ["First", "Second"]);
    close(weights.get("alpha")!, idfOf(3, 2));
    close(weights.get("beta")!, idfOf(3, 1));
    // a title's word counts three times, so that texts have 6, 5 and 4 terms
    const saturated = (count: number, length: number) =>
      count * 2.5 / (count + 1.5 * (0.4 + 0.6 * length / 5));
    const most = 2.5 * (idfOf(3, 2) + idfOf(3, 1));
    close(
      hits[0]!.why.parts.bm25!,
      (idfOf(3, 2) * saturated(2, 6) + idfOf(3, 1) * saturated(1, 6)) / most,
    );
    close(hits[1]!.why.parts.bm25!, idfOf(3, 2) * saturated(1, 5) / most);
  },

  "identifiers, parts of names and inflected words are found, in both languages": async (
    { sql },
  ) => {
    const world = await evidenceWorld(sql);
    await world.issue("1", "Broken login", { identifier: "ENG-123" });
    await world.issue("2", "getFileStatus is slow", { identifier: "ENG-124" });
    await world.note("1", "Договор", "Обсудили продление договора на год.");
    await world.index();
    for (
      const [query, first] of [
        ["ENG-123", "Broken login"],
        ["eng-123?", "Broken login"],
        ["file status", "getFileStatus is slow"],
        ["getfilestatus", "getFileStatus is slow"],
        ["о продлении договоров", "Договор"],
      ] as const
    ) equal((await world.titles(query))[0], first, query);
  },

  "two scopes with the same texts never see each other's": async ({ sql }) => {
    const [one, two] = [await evidenceWorld(sql), await evidenceWorld(sql)];
    for (const world of [one, two]) {
      await world.contact("1", { name: "Anna Petrova" });
      await world.conversation("10", { contact: "1" });
      await world.message("100", "10", "We promised the launch by Friday.");
      await world.issue("1", "Launch on Friday");
      await world.index();
    }
    for (const [own, other] of [[one, two], [two, one]] as const) {
      const { hits } = await own.ask("launch on Friday with Anna");
      equal(hits.length, 2);
      ok(hits.every(({ project_id }) => project_id === own.projects.a));
      // a project of another scope, asked for under one's own
      deepEqual((await own.ask("launch", { projects: [other.projects.a] })).hits, []);
      deepEqual((await own.ask("launch", { scopeId: other.scopeId })).hits, []);
    }
  },

  "filters narrow by source, time and person; private notes are left out unless asked for": async (
    { sql },
  ) => {
    const world = await evidenceWorld(sql);
    await world.conversation("10");
    await world.message("100", "10", "The budget is fixed.", { at: ago(20), author: "Anna" });
    await world.message("101", "10", "Budget will grow, I think.", { private: true, author: "Bo" });
    await world.issue("1", "Budget page", { at: ago(2) });
    await world.deal("1", "Budget renewal");
    await world.note("1", "Budget call", "Budget is decided in December.");
    await world.index();
    const kinds = async (filters: Parameters<typeof world.ask>[1] = {}) =>
      (await world.ask("budget", filters)).hits.map(({ kind }) => kind).toSorted();
    deepEqual(await kinds(), ["conversation", "deal", "issue", "note"]);
    deepEqual(await kinds({ filters: { sources: ["messages"] } }), ["conversation"]);
    deepEqual(await kinds({ filters: { sources: ["deals", "chunks"] } }), ["deal", "note"]);
    deepEqual(await kinds({ filters: { from: ago(3) } }), ["issue"]);
    deepEqual(await kinds({ filters: { to: ago(10) } }), ["conversation"]);
    deepEqual(await kinds({ filters: { person: "ann" } }), ["conversation"]);
    deepEqual(await kinds({ filters: { person: "100%_" } }), []);
    deepEqual(await kinds({ filters: { private: true, sources: ["messages"] } }), [
      "conversation",
      "private",
    ]);
    deepEqual(await kinds({ topK: 2 }).then((all) => all.length), 2);
  },

  "so many hits of each kind of sources": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    for (let index = 1; index <= 6; index++) {
      await world.issue(String(index), `Launch number ${index}`);
    }
    await world.note("1", "Launch", "The launch was discussed.");
    await world.index();
    const { hits } = await world.ask("launch", { sourceLimit: 3 });
    deepEqual(hits.map(({ kind }) => kind).toSorted(), ["issue", "issue", "issue", "note"]);
  },

  "what says the same is shown once, but two issues are two": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    for (const id of ["1", "2", "3"]) {
      await world.note(id, "Call", "They ask for the export to Excel again.");
    }
    for (const id of ["1", "2"]) await world.issue(id, "Export to Excel");
    await world.index();
    const { hits } = await world.ask("export to excel");
    deepEqual(hits.map(({ kind, similar }) => [kind, similar]).toSorted(), [["issue", 0], [
      "issue",
      0,
    ], ["note", 2]]);
  },

  "newer evidence comes before older that says as much": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.issue("1", "Launch plan", { at: ago(300) });
    await world.issue("2", "Launch plan", { at: ago(1), identifier: "ENG-9" });
    await world.index();
    const { hits } = await world.ask("launch plan");
    deepEqual(hits.map(({ source_id }) => source_id), [await idOf(sql, "2"), await idOf(sql, "1")]);
    ok(hits[0]!.why.recency > 1.09 && hits[1]!.why.recency < 1.005);
  },

  "misspelt names are found by their spelling": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.contact("1", { name: "Anna Shcherbakova", company: "Brightside" });
    await world.conversation("10", { contact: "1" });
    await world.message("100", "10", "Please send the invoice.");
    await world.index();
    const { hits } = await world.ask("Shcherbakva");
    equal(hits.length, 1);
    ok(hits[0]!.why.parts.trigram! > 0);
    equal(hits[0]!.why.reasons.trigram, "Anna Shcherbakova · Brightside");
  },

  "names lead to what they are about, and one step further": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.contact("1", { name: "Anna Petrova" });
    await world.conversation("10", { contact: "1" });
    await world.message("100", "10", "The new shop looks fine.", { author: "A. P." });
    const record = (kind: string, source: string, id: string, name: string) =>
      sql`
        insert into identity_records (account_scope_id, kind, source, source_id, name, content_hash)
        values (${world.scopeId}, ${kind}, ${source}, ${id}, ${name}, '') returning id`
        .then(([row]) => row!.id as string);
    const person = await record(
      "person",
      "chatwoot",
      `contact:${world.connections.chatwoot}:1`,
      "Anna Petrova",
    );
    const company = await record(
      "company",
      "attio",
      `company:${world.connections.attio}:9`,
      "Romashka",
    );
    await world.index();
    deepEqual((await world.ask("Romashka")).hits, [], "nothing links the company yet");
    const [suggestion] = await sql`
      insert into identity_suggestions (account_scope_id, link, kind, left_id, right_id, confidence, reasons, group_id,
        status, decided_at, decided_by)
      values (${world.scopeId}, 'works_at', 'person', ${person}, ${company}, 0.9, '[]', ${person}, 'applied', now(), 'owner')
      returning id`;
    await sql`
      insert into identity_links (account_scope_id, link, left_id, right_id, suggestion_id, applied_at, applied_by)
      values (${world.scopeId}, 'works_at', ${person}, ${company}, ${
      suggestion!.id
    }, now(), 'owner')`;
    const { hits } = await world.ask("what about Romashka?");
    equal(hits.length, 1);
    equal(hits[0]!.why.reasons.entity, "Romashka");
    const own = (await world.ask("что говорит Anna")).hits[0]!;
    ok(own.why.parts.entity! > 0);
  },

  "labels and open signals are found as themes": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.conversation("10", { labels: ["billing"] });
    await world.message("100", "10", "Fourteen hours are listed, mine say nine.");
    await world.conversation("11");
    const message = await world.message("110", "11", "Nothing moves since Monday.");
    await world.index();
    const labelled = await world.ask("billing");
    equal(labelled.hits[0]!.why.reasons.theme, "bill");
    await sql`
      insert into signals (project_id, account_scope_id, kind, cause, severity, confidence, evidence, occurred_at)
      values (${world.projects.a}, ${world.scopeId}, 'delivery_risk', 'conversation:11', 4, 0.82,
        ${sql.json([{ table: "chatwoot_messages", id: message }])}, now())`;
    const noticed = await world.ask("какие риски?");
    deepEqual(noticed.hits.map(({ why }) => why.reasons.theme), ["delivery_risk"]);
  },

  "a leg that fails is named, and the others answer": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.issue("1", "Launch plan");
    await world.index();
    const scope = { accountScopeId: world.scopeId, projectIds: [world.projects.a] };
    const request = { query: "launch paln", topK: 5, sourceLimit: 5, filters: {} };
    for (
      const [leg, text] of [["entity", "with named as materialized"], ["theme", "with labelled"], [
        "trigram",
        "with titled",
      ]] as const
    ) {
      const told: string[] = [];
      const found = await retrieve(
        {
          ...{ sql: failing(sql, text), now: ago(0).getTime(), vectors: null },
          onFailure: (leg) => told.push(leg),
        },
        scope,
        request,
      );
      deepEqual(found.degraded, ["vector", leg]);
      deepEqual(told, ["vector", leg]);
      equal(found.hits.length, 1, leg);
    }
    const without = await retrieve(
      { sql: failing(sql, "with asked"), now: 0, vectors: null },
      scope,
      {
        ...request,
        query: "Launch plan",
      },
    );
    deepEqual([without.degraded, without.hits.length], [["bm25", "vector"], 1]);
  },

  "whatever is asked, the answer is hits or none": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.issue("1", "Launch 100% of user_id");
    await world.index();
    const questions = [
      ...[
        "?",
        "!!! ... ---",
        "'; drop table projects; --",
        "a & b | !c <-> (d)",
        "% _ \\",
        "🙂🙂",
        "שלום עולם",
      ],
      ...[
        "مرحبا",
        "\u202eevil",
        "x".repeat(4000),
        "а ".repeat(2000),
        "ENG-",
        "-",
        "null",
        "NaN",
        "<script>",
        "{}[]",
      ],
      "launch ".repeat(500),
    ];
    for (const question of questions) {
      ok(Array.isArray((await world.ask(question)).hits), question.slice(0, 40));
    }
    equal((await world.titles("100%"))[0], "Launch 100% of user_id");
    deepEqual(await world.titles("%"), []);
    deepEqual(await world.titles("_"), []);
  },

  "a common question of a large scope is answered as by reading all": async ({ sql }) => {
    const world = await evidenceWorld(sql);
    await world.issue("1", "alpha", { description: "common common alpha" });
    for (let index = 2; index < 30; index++) {
      await world.issue(String(index), "common words", { identifier: `X-${index}` });
    }
    await world.index();
    const whole = await world.ask("common alpha");
    equal(whole.hits[0]!.title, "alpha");
    // the plan reads postings by their key, and chunks by their numbers
    const plan = await sql`
      explain select p.nos from unnest(array['common', 'alpha']) as q (term)
      join evidence_postings p on p.term = q.term and p.space = any (array[1, 2, 3])`;
    ok(plan.some((row) => String(row["QUERY PLAN"]).includes("evidence_postings")));
  },
});

Deno.test("words by which signals are asked for, in both languages", () => {
  deepEqual(signalKindsIn(termsOf("Which deals are stalled?")), ["deal_stalled"]);
  deepEqual(signalKindsIn(termsOf("где просрочки")), ["delivery_overdue"]);
  deepEqual(signalKindsIn(termsOf("hello there")), []);
});
