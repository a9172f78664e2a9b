import { deepEqual, equal, match, ok } from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { jsonSchemaOf, type Operation } from "@/lib/api/mod.ts";
import { systemClock } from "@/lib/platform/mod.ts";
import * as contract from "@/routes/api/v1/(_contract)/evidence.ts";
import { startWorker } from "@/workers/mod.ts";
import { waitUntil } from "../../ops/services/process.ts";
import type { TestProduct } from "../support/app.ts";
import { evidenceWorld } from "../support/evidence_world.ts";
import { type Answer, script, signIn } from "../support/visitor.ts";

/** Compares a reply with what the API's document says of it. */
function promised({ reply, status = 200 }: Operation, answer: Answer): void {
  equal(answer.status, status, answer.text);
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  const { ok: _, request_id: __, ...body } = answer.json();
  const validate = ajv.compile(jsonSchemaOf(reply, "output"));
  ok(validate(body), `${JSON.stringify(validate.errors)} ${answer.text}`);
}

interface Reply {
  query_run_id: string;
  cached: boolean;
  degraded: string[];
  answer: { enough: boolean; quotes: { text: string; citation: number }[] };
  hits: { document: string; title: string; project_id: string; source: string }[];
  quality: number;
}

/** Asking for evidence, rating it, and what the index tells of itself. */
export async function evidenceSteps(test: Deno.TestContext, product: TestProduct): Promise<void> {
  const { services } = product.processes[0]!;
  const other = product.processes.at(-1)!;
  const { sql, defaultScopeId } = services;
  const world = await evidenceWorld(sql, defaultScopeId);
  const foreign = await evidenceWorld(sql);
  await world.contact("1", { name: "Anna Petrova" });
  await world.conversation("10", { contact: "1" });
  await world.message("100", "10", "When will the warehouse integration be ready?");
  await world.message("101", "10", "We promise the warehouse integration for Friday.", {
    author: "Bo",
    incoming: false,
  });
  await world.message("102", "10", "Raise the price of the warehouse.", {
    author: "Bo",
    private: true,
  });
  await world.issue("1", "Warehouse integration", {
    identifier: "ENG-1",
    description: "Stock is reserved for 20 minutes.",
  });
  await foreign.issue("9", "Warehouse integration of somebody else");
  await foreign.index();
  const worker = await startWorker({ ...services, clock: systemClock });
  const visitor = await signIn(product);
  const ask = async (body: Record<string, unknown>, process = product.processes[0]!) => {
    const answer = await visitor.api("POST", "/lightrag/query", body, { process });
    promised(contract.queryEvidence, answer);
    return answer.json<Reply & Record<string, unknown>>();
  };
  const question = "warehouse integration Friday promise";
  try {
    await test.step("the index is made on request", async () => {
      promised(contract.refreshIndex, await visitor.api("POST", "/lightrag/refresh"));
      worker.wake();
      ok(
        await waitUntil(
          async () =>
            (await sql`select 1 from evidence_documents where kind = 'private'`).length > 0,
          60_000,
        ),
      );
      ok(
        await waitUntil(
          async () => (await sql`select 1 from job_runs where status = 'running'`).length === 0,
          60_000,
        ),
      );
      const status = await visitor.api("GET", "/lightrag/status");
      promised(contract.readStatus, status);
      const { documents, queued } =
        status.json<{ status: { documents: Record<string, number>; queued: number } }>().status;
      // deals are other steps'
      const { conversation, issue, private: notes } = documents;
      deepEqual([conversation, issue, notes, queued], [1, 1, 1, 0]);
    });

    await test.step("a question gets its answer with citations, and evidence of its scope alone", async () => {
      const reply = await ask({ query: question });
      equal(reply.answer.enough, true);
      const [quote] = reply.answer.quotes;
      match(quote!.text, /We promise the warehouse integration for Friday/);
      equal(reply.hits[quote!.citation - 1]!.source, "messages");
      deepEqual(reply.hits.map(({ title }) => title), ["Anna Petrova", "Warehouse integration"]);
      ok(reply.hits.every(({ project_id }) => project_id === world.projects.a));
      deepEqual((await ask({ query: "penguins of madagascar" })).answer, {
        enough: false,
        quotes: [],
        summary: null,
      });
    });

    await test.step("asked again it is the same from the cache, in any process, with a run of its own", async () => {
      const query = `${question} again`;
      const first = await ask({ query });
      const second = await ask({ query });
      deepEqual([first.cached, second.cached], [false, true]);
      deepEqual(second.hits, first.hits);
      ok(first.query_run_id !== second.query_run_id);
      if (other.services.config.mode === "served") {
        equal((await ask({ query }, other)).cached, true);
      }
      await services.changed(defaultScopeId, ["messages"]);
      ok(await waitUntil(async () => !(await ask({ query })).cached, 10_000), "a change drops it");
    });

    await test.step("filters, and what cannot be used is named", async () => {
      deepEqual(
        (await ask({ query: "warehouse", sourceFilter: "issues" })).hits.map(({ source }) =>
          source
        ),
        ["issues"],
      );
      deepEqual((await ask({ query: "warehouse", sourceFilter: ["deals"] })).hits, []);
      equal((await ask({ query: "warehouse price", includePrivate: true })).hits.length, 3);
      deepEqual((await ask({ query: "warehouse", projectId: world.projects.b })).hits, []);
      deepEqual((await ask({ query: "warehouse", to: "2020-01-01T00:00:00Z" })).hits, []);
      const [there] = await sql`select enable_evidence_vectors() as vectors`;
      deepEqual((await ask({ query: "warehouse" })).degraded, there!.vectors ? [] : ["vector"]);
    });

    await test.step("bad questions are refused with what is wrong, odd ones answered", async () => {
      const bad: [body: Record<string, unknown>, path: string][] = [
        [{}, "query"],
        [{ query: "" }, "query"],
        [{ query: "   " }, "query"],
        [{ query: "x".repeat(4001) }, "query"],
        [{ query: "a\u0000b" }, "query"],
        [{ query: "a", topK: 0 }, "topK"],
        [{ query: "a", topK: 51 }, "topK"],
        [{ query: "a", sourceLimit: 26 }, "sourceLimit"],
        [{ query: "a", sourceFilter: "mails" }, "sourceFilter"],
        [{ query: "a", projectId: "1" }, "projectId"],
        [{ query: "a", projectId: foreign.projects.a }, "projectId"],
        [{ query: "a", from: "yesterday" }, "from"],
      ];
      for (const [body, path] of bad) {
        const answer = await visitor.api("POST", "/lightrag/query", body);
        equal(answer.status, 400, `${JSON.stringify(body).slice(0, 60)}: ${answer.text}`);
        const { error, details } = answer.json<{ error: string; details: { path: string }[] }>();
        deepEqual([error, details[0]!.path.split(".")[0]], ["validation_error", path]);
      }
      for (
        const query of [
          "?!",
          "a & b | !c",
          "'; drop table x; --",
          "%",
          "_",
          "🙂",
          "שלום",
          "\u202e",
          "x".repeat(4000),
        ]
      ) {
        ok(Array.isArray((await ask({ query })).hits), query.slice(0, 20));
      }
    });

    await test.step("answers and hits are rated, once a person, and audited", async () => {
      const reply = await ask({ query: question });
      const run = reply.query_run_id;
      const rate = (body: Record<string, unknown>) =>
        visitor.api("POST", "/lightrag/feedback", { query_run_id: run, ...body });
      promised(contract.rateEvidence, await rate({ rating: -1, comment: "Not what I meant" }));
      promised(contract.rateEvidence, await rate({ rating: 1 }));
      promised(
        contract.rateEvidence,
        await rate({ rating: 1, document_id: reply.hits[0]!.document }),
      );
      const rows = await sql`
        select rating, comment, document_id is null as whole from lightrag_feedback where query_run_id = ${run} order by whole`;
      deepEqual(rows.map(({ rating, comment, whole }) => [rating, comment, whole]), [
        [1, null, false],
        [1, "Not what I meant", true],
      ]);
      equal((await rate({ rating: 2 })).status, 400);
      equal((await rate({ rating: 1, document_id: crypto.randomUUID() })).status, 404);
      equal((await rate({ rating: 1, query_run_id: crypto.randomUUID() })).status, 404);
      equal((await rate({ rating: 1, comment: "x".repeat(2001) })).status, 400);
      const [audit] = await sql`
        select count(*)::int as n from audit_events where action = 'evidence.rated' and entity_id = ${run}`;
      equal(audit!.n, 3);
      const quality = await visitor.api("GET", "/lightrag/quality?days=7");
      promised(contract.readQuality, quality);
      const { feedback, people } = quality.json<
        { quality: { feedback: { helpful: number }; people: { bins: { count: number }[] } } }
      >().quality;
      deepEqual([feedback.helpful, people.bins.length], [1, 1]);
    });

    await test.step("questions are saved and forgotten, each person's own", async () => {
      const made = await visitor.api("POST", "/lightrag/questions", { query: question });
      promised(contract.saveQuestion, made);
      const { id } = made.json<{ question: { id: string } }>().question;
      equal(
        (await visitor.api("POST", "/lightrag/questions", { query: question })).json<
          { question: { id: string } }
        >().question.id,
        id,
      );
      const listed = await visitor.api("GET", "/lightrag/questions");
      promised(contract.listQuestions, listed);
      const { saved, recent } = listed.json<
        { saved: { query: string }[]; recent: { query: string }[] }
      >();
      deepEqual(saved.map(({ query }) => query), [question]);
      ok(recent.length > 3 && new Set(recent.map(({ query }) => query)).size === recent.length);
      const reader = await script(product, ["read"]);
      deepEqual((await reader.visitor.api("GET", "/lightrag/questions")).json().saved, []);
      equal((await reader.visitor.api("POST", "/lightrag/query", { query: "a" })).status, 403);
      promised(contract.forgetQuestion, await visitor.api("DELETE", `/lightrag/questions/${id}`));
      equal((await visitor.api("DELETE", `/lightrag/questions/${id}`)).status, 404);
    });

    await test.step("thoroughness is set, and chosen by measuring where there are vectors", async () => {
      const set = await visitor.api("PUT", "/lightrag/tuning", { ef_search: 42 });
      promised(contract.changeTuning, set);
      equal((await visitor.api("PUT", "/lightrag/tuning", { ef_search: 5 })).status, 400);
      const tuned = await visitor.api("PUT", "/lightrag/tuning", { tune: true });
      const [there] = await sql`select enable_evidence_vectors() as vectors`;
      if (there!.vectors) promised(contract.changeTuning, tuned);
      else deepEqual([tuned.status, tuned.json().error], [409, "no_vectors"]);
      promised(
        contract.changeTuning,
        await visitor.api("PUT", "/lightrag/tuning", { ef_search: null }),
      );
      const read = await visitor.api("GET", "/lightrag/tuning");
      promised(contract.readTuning, read);
      equal(read.json<{ tuning: { own: boolean } }>().tuning.own, false);
    });

    await test.step("on the page: an answer, marked words, rating, saving and the file, without scripts", async () => {
      const address = `/search?q=${encodeURIComponent(question)}`;
      const page = await visitor.open(address, other);
      equal(page.status, 200);
      match(page.text, /data-testid="answer"/);
      match(page.text, /<mark\s*>promise<\/mark>/);
      match(page.text, /href="#evidence-1"/);
      const [, run] = /name="query_run_id" value="([^"]+)"/.exec(page.text)!;
      const rated = await visitor.post("/search/feedback", {
        query_run_id: run!,
        rating: "1",
        return_to: address,
      });
      equal(rated.status, 303);
      match((await visitor.open(rated.headers.get("location")!)).text, /Thank you, noted/);
      equal(
        (await visitor.post("/search/save", { query: question, return_to: address })).status,
        303,
      );
      match((await visitor.open("/search")).text, /data-testid="saved-questions"/);
      const file = await visitor.open(`/search/export?q=warehouse&source=issues`);
      match(file.headers.get("content-disposition")!, /evidence-warehouse-issues\.csv/);
      match(file.text, /1,issues,.*Warehouse integration/);
      for (
        const odd of [
          "/search?q=%F0%9F%99%82",
          "/search?q=a&source=mails&project=1&from=x&to=2026-02-31",
        ]
      ) {
        equal((await visitor.open(odd)).status, 200, odd);
      }
      match(
        (await visitor.open("/search?q=a&source=mails")).text,
        /Not understood, and left out: source/,
      );
      match((await visitor.open(`/search?q=${"x".repeat(4001)}`)).text, /at most 4,000 characters/);
      for (const path of ["/search/quality", "/search/state"]) {
        equal((await visitor.open(path)).status, 200);
      }
      const away = await visitor.post("/search/save", {
        query: "x",
        return_to: "https://evil.example/",
      });
      match(away.headers.get("location")!, /^\/\?done=saved$/);
    });
  } finally {
    await worker.stop();
    await sql`delete from account_scopes where id = ${foreign.scopeId}`;
  }
}
