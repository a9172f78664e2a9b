/**
 * Measures search at size: `deno run -A bench/search.ts [--scope 100000] [--all 1000000] [--embedded 20000]`.
 * On PostgreSQL: how fast chunks are made from issues, with their terms and (in memory, where the server has no
 * extension) their vectors; how long questions take cold and cached in a scope of `--scope` chunks while the
 * database holds `--all`. On the embedded store: recall@10 of the index of vectors after tuning.
 */
import { parseArgs } from "node:util";
import { createEvidence, localEmbedder, refreshEvidence } from "@/lib/evidence/mod.ts";
import {
  createLogger,
  openCache,
  openEventBus,
  type Sql,
  systemClock,
} from "@/lib/platform/mod.ts";
import { seededRandom } from "@/sim/random.ts";
import { embeddedStore, servedStore } from "../tests/support/both_stores.ts";
import { makeProject, makeScope } from "../tests/support/sync_world.ts";
import { report } from "./support/figure.ts";
import { words } from "./support/words.ts";

const { values } = parseArgs({
  options: {
    scope: { type: "string", default: "100000" },
    all: { type: "string", default: "1000000" },
    embedded: { type: "string", default: "20000" },
    questions: { type: "string", default: "200" },
  },
});

/** Projects of a scope: an agency of middle size. */
const PROJECTS = 50;

/** Words of an issue's text: about one chunk. */
const WORDS = 130;

const { signal } = new AbortController();

/** Makes a scope of issues that are about one chunk each, spread over its projects. */
async function fill(sql: Sql, chunks: number, seed: number): Promise<string> {
  const scopeId = await makeScope(sql, `bench-${seed}`);
  const projects: string[] = [];
  for (let index = 0; index < PROJECTS; index++) {
    projects.push(await makeProject(sql, scopeId, `p${index}`));
  }
  const [connection] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${scopeId}, 'linear', 'http://127.0.0.1', ${String(seed)}) returning id`;
  const random = seededRandom(seed);
  for (let from = 0; from < chunks; from += 2000) {
    const rows = Array.from({ length: Math.min(2000, chunks - from) }, (_, index) => ({
      external_id: String(from + index),
      project_id: projects[(from + index) % PROJECTS],
      identifier: `ENG-${from + index}`,
      title: words(random, 8),
      description: words(random, WORDS),
    }));
    await sql`
      insert into linear_issues (project_id, account_scope_id, connection_id, external_id, identifier, title,
        description, url, priority, team_external_id, state_external_id, vendor_created_at, data, content_hash,
        vendor_updated_at, seen_at)
      select project_id, ${scopeId}, ${
      connection!.id
    }, external_id, identifier, title, description, '', 0, 't', 's',
        now(), '{}', '', now(), now()
      from jsonb_to_recordset(${
      sql.json(rows as never)
    }) as r (external_id text, project_id uuid, identifier text, title text, description text)`;
  }
  return scopeId;
}

const index = (sql: Sql, scopeId: string) =>
  refreshEvidence({ sql, clock: systemClock, embedder: localEmbedder, signal }, scopeId);

function quantile(times: readonly number[], q: number): number {
  const sorted = times.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}

/** Makes evidence search over a store, with a cache of its own. */
async function searchOver(sql: Sql) {
  const log = createLogger({ level: "error" });
  const dataDir = await Deno.makeTempDir();
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock: systemClock });
  const events = await openEventBus({ redisUrl: null }, { log, clock: systemClock });
  const evidence = createEvidence({
    ...{ sql, cache, events, log, clock: systemClock },
    http: { requestJson: () => Promise.reject(new Error("nobody is asked")) },
    config: { embeddings: null, answerModel: null, efSearch: 100 },
  });
  return {
    evidence,
    async close() {
      evidence.close();
      await events.close();
      await cache.close();
      await Deno.remove(dataDir, { recursive: true });
    },
  };
}

/** Seconds that embedding takes here for so many chunks of this kind. */
async function embeddingSeconds(chunks: number): Promise<number> {
  const random = seededRandom(7);
  const inputs = Array.from(
    { length: 2000 },
    () => ({ title: words(random, 8), text: words(random, WORDS) }),
  );
  const began = performance.now();
  await localEmbedder.embed(inputs);
  return (performance.now() - began) / 1000 * chunks / inputs.length;
}

async function onPostgres(): Promise<void> {
  const store = await servedStore.open();
  const { sql } = store;
  try {
    const [own, all] = [Number(values.scope), Number(values.all)];
    const scopeId = await fill(sql, own, 1);
    const began = performance.now();
    const { chunksMade, vectors } = await index(sql, scopeId);
    const seconds = (performance.now() - began) / 1000;
    report("search", "chunks indexed a second", chunksMade / seconds, "/s", { least: 1000 });
    if (!vectors) {
      const all = seconds + await embeddingSeconds(chunksMade);
      report("search", "the same with vectors made, not stored", chunksMade / all, "/s", {
        least: 1000,
      });
    }
    for (let held = chunksMade, seed = 2; held < all; seed++) {
      const more = await index(sql, await fill(sql, Math.min(own, all - held), seed));
      held += more.chunksMade;
    }
    await sql`vacuum analyze`;
    const [held] = await sql<{ n: number }[]>`select sum(chunks)::int as n from evidence_spaces`;
    report("search", "chunks in all", held!.n, "");
    const projects = await sql<
      { id: string }[]
    >`select id from projects where account_scope_id = ${scopeId}`;
    const scope = { accountScopeId: scopeId, projectIds: projects.map(({ id }) => id) };
    const { evidence, close } = await searchOver(sql);
    const random = seededRandom(99);
    const questions = Array.from(
      { length: Number(values.questions) },
      () => words(random, 3 + Math.floor(random() * 8)),
    );
    const times = async () => {
      const all: number[] = [];
      for (const query of questions) {
        const request = { query, topK: 10, sourceLimit: 8, filters: {} };
        const began = performance.now();
        await evidence.search(scope, request, "bench");
        all.push(performance.now() - began);
      }
      return all;
    };
    // connections and plans are made by questions that are not measured
    for (const query of ["one two", "launch of the shop", "invoice and contract"]) {
      await evidence.search(scope, { query, topK: 10, sourceLimit: 8, filters: {} }, "bench");
    }
    const cold = await times();
    report("search", "cold, median", quantile(cold, 0.5), "ms", { most: 40 });
    report("search", "cold, 95 %", quantile(cold, 0.95), "ms", { most: 120 });
    const cached = await times();
    report("search", "cached, median", quantile(cached, 0.5), "ms", { most: 5 });
    report("search", "cached, 95 %", quantile(cached, 0.95), "ms");
    await close();
  } finally {
    await store.close();
  }
}

async function onEmbedded(): Promise<void> {
  const store = await embeddedStore.open();
  const { sql } = store;
  try {
    const scopeId = await fill(sql, Number(values.embedded), 1);
    const began = performance.now();
    const { embedded } = await index(sql, scopeId);
    report(
      "search",
      "embedded store: chunks indexed and embedded a second",
      embedded / ((performance.now() - began) / 1000),
      "/s",
    );
    await sql`analyze`;
    const projects = await sql<
      { id: string }[]
    >`select id from projects where account_scope_id = ${scopeId}`;
    const scope = { accountScopeId: scopeId, projectIds: projects.map(({ id }) => id) };
    const { evidence, close } = await searchOver(sql);
    const { best, measured } = await evidence.measure(scope);
    const chosen = measured.points.find(({ ef_search }) => ef_search === best)!;
    report(
      "search",
      `recall@10 of ${measured.vectors} vectors at ef_search ${best}`,
      chosen.recall,
      "",
      { least: 0.95 },
    );
    report("search", "nearest vectors by the index, median", chosen.p50_ms, "ms");
    report("search", "nearest vectors one by one, median", measured.exact_p50_ms, "ms");
    await close();
  } finally {
    await store.close();
  }
}

if (Number(values.scope) > 0) await onPostgres();
if (Number(values.embedded) > 0) await onEmbedded();
