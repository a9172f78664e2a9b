import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import fc from "fast-check";
import type { Sql } from "postgres";
import {
  createHttpClient,
  createLogger,
  manualClock,
  openCache,
  openEventBus,
  VendorError,
} from "../../platform/mod.ts";
import { ago, type EvidenceWorld, evidenceWorld } from "../../../tests/support/evidence_world.ts";
import { embeddedStore } from "../../../tests/support/both_stores.ts";
import { drainEmbeddings } from "./drain.ts";
import { claimChunks, releaseClaims, settleClaims } from "./claims.ts";
import type { Embedder } from "./embedder.ts";
import { localEmbedder } from "./local.ts";
import { remoteEmbedder } from "./remote.ts";
import { indexNameOf } from "./vector_store.ts";
import { nearest } from "../retrieval/legs/vector.ts";
import { retrieve } from "../retrieval/retrieve.ts";
import { measureTuning, readTuning, setTuning } from "../store/tuning.ts";

const one = async (text: string, title = "") => (await localEmbedder.embed([{ title, text }]))[0]!;
const cosine = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, index) => sum + value * b[index]!, 0);

Deno.test("local vectors: the same text the same vector, of length 1; alike for inflected and misspelt words", async () => {
  deepEqual(await one("warehouse integration"), await one("warehouse integration"));
  const asked = await one("warehouse integration");
  const near = cosine(asked, await one("integrations of the warehouses"));
  const typo = cosine(asked, await one("warehuose integration"));
  const far = cosine(asked, await one("invoice for March"));
  ok(near > 0.6 && typo > 0.4 && far < 0.2, `${near} ${typo} ${far}`);
  ok(cosine(await one("сроки проекта"), await one("срок проектов")) > 0.6);
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme", maxLength: 100 }), async (text) => {
      const vector = await one(text);
      const length = Math.sqrt(cosine(vector, vector));
      ok(length === 0 || Math.abs(length - 1) < 1e-3);
    }),
  );
});

/** A loopback endpoint that answers as it is told, and what it was asked. */
async function withEndpoint(
  answer: (inputs: string[], call: number) => Response | Promise<Response>,
  use: (embedder: Embedder, asked: { input: string[]; model: string }[]) => Promise<void>,
  { timeoutMs = 5000, dimensions = 3 } = {},
): Promise<void> {
  const asked: { input: string[]; model: string; authorization: string | null }[] = [];
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, async (req) => {
    const body = await req.json();
    asked.push({ ...body, authorization: req.headers.get("authorization") });
    return await answer(body.input, asked.length);
  });
  const log = createLogger({ level: "silent" });
  const clock = manualClock(Date.now());
  const dataDir = await Deno.makeTempDir();
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
  const events = await openEventBus({ redisUrl: null }, { log, clock });
  const http = createHttpClient({
    ...{ fetch, clock, random: () => 0, cache, log, events },
    accountScopeId: crypto.randomUUID(),
  });
  try {
    await use(
      remoteEmbedder({
        ...{ url: `http://127.0.0.1:${server.addr.port}/v1/embeddings`, key: "secret", model: "m" },
        ...{ dimensions, batch: 100, timeoutMs },
      }, http),
      asked,
    );
  } finally {
    await server.shutdown();
    await events.close();
    await cache.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

const inputs = (...texts: string[]) => texts.map((text) => ({ title: "", text }));
const data = (vectors: (number[] | null)[]) =>
  Response.json({
    data: vectors.flatMap((embedding, index) => embedding === null ? [] : [{ index, embedding }]),
  });
const failsWith = (code: string, errorClass: string) => (error: unknown) =>
  error instanceof VendorError && error.code === code && error.errorClass === errorClass;

Deno.test("a model elsewhere is asked in its protocol; its vectors come back in order and of length 1", () =>
  withEndpoint(
    (texts) =>
      Response.json({
        data: texts.map((_, index) => ({ index, embedding: [index + 1, 0, 0] })).reverse(),
      }),
    async (embedder, asked) => {
      const vectors = await embedder.embed([{ title: "Title", text: "text" }, ...inputs("b")]);
      deepEqual(vectors.map((vector) => [...vector!]), [[1, 0, 0], [1, 0, 0]]);
      deepEqual(asked.map(({ input, model }) => [input, model]), [[["Title\ntext", "b"], "m"]]);
      equal((asked[0] as unknown as { authorization: string }).authorization, "Bearer secret");
      equal(embedder.model, "m:3");
    },
  ));

Deno.test("vectors that a reply leaves out are missing, not shifted", () =>
  withEndpoint(() => data([[1, 0, 0], null, [0, 1, 0]]), async (embedder) => {
    const vectors = await embedder.embed(inputs("a", "b", "c"));
    deepEqual(vectors.map((vector) => vector === null ? null : [...vector]), [[1, 0, 0], null, [
      0,
      1,
      0,
    ]]);
  }));

Deno.test("vectors of another length name the setting", () =>
  withEndpoint(() => data([[1, 0]]), async (embedder) => {
    await rejects(embedder.embed(inputs("a")), failsWith("wrong_dimension", "config"));
  }));

Deno.test("a reply that holds no vectors is refused", () =>
  withEndpoint(() => Response.json({ error: "no" }), async (embedder) => {
    await rejects(embedder.embed(inputs("a")), failsWith("not_embeddings", "decode"));
  }));

Deno.test("what is temporary is tried again", () =>
  withEndpoint(
    (_, call) =>
      call < 3
        ? new Response("", { status: call === 1 ? 503 : 429, headers: { "retry-after": "1" } })
        : data([[1, 0, 0]]),
    async (embedder, asked) => {
      equal((await embedder.embed(inputs("a"))).length, 1);
      equal(asked.length, 3);
    },
  ));

Deno.test("a wrong key stops at once", () =>
  withEndpoint(() => new Response("", { status: 401 }), async (embedder, asked) => {
    await rejects(
      embedder.embed(inputs("a")),
      (error) => error instanceof VendorError && error.errorClass === "config",
    );
    equal(asked.length, 1);
  }));

Deno.test("a model that does not answer in time fails as temporary", () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  return withEndpoint(
    async () => {
      await promise;
      return data([[1, 0, 0]]);
    },
    async (embedder) => {
      await rejects(
        embedder.embed(inputs("a")).finally(resolve),
        (error) => error instanceof VendorError && error.errorClass === "transient",
      );
    },
    { timeoutMs: 20 },
  );
});

/** A model that counts its calls and answers as told. */
function scripted(
  model: string,
  answer: (texts: string[], call: number) => (number[] | null)[],
  batch = 3,
): Embedder & { calls: number } {
  const embedder = {
    ...{ model, dimensions: 4, weight: 0.3, batch, calls: 0 },
    embed: (list: readonly { text: string }[]) => {
      const vectors = answer(list.map(({ text }) => text), ++embedder.calls);
      return Promise.resolve(
        vectors.map((vector) => vector === null ? null : Float32Array.from(vector)),
      );
    },
  };
  return embedder;
}

const states = async (sql: Sql) =>
  Object.fromEntries(
    (await sql<{ key: string; n: number }[]>`
      select model || ' ' || status as key, count(*)::int as n from evidence_vectors group by 1`)
      .map(({ key, n }) => [key, n]),
  );

async function issues(world: EvidenceWorld, from: number, to: number): Promise<void> {
  for (let index = from; index <= to; index++) {
    await world.issue(String(index), `Issue ${index} of the shop`);
  }
}

Deno.test("vectors on the embedded store", async (test) => {
  const store = await embeddedStore.open();
  const { sql } = store;
  const emptied = async () => {
    await sql`delete from account_scopes`;
    return await evidenceWorld(sql);
  };
  try {
    await test.step("the whole backlog is embedded, in batches, and a rerun embeds nothing", async () => {
      const world = await emptied();
      await issues(world, 1, 8);
      const model = scripted("one", (texts) => texts.map(() => [1, 0, 0, 0]));
      const done = await world.index({ embedder: model });
      deepEqual([done.embedded, done.switched, model.calls], [8, true, 3]);
      deepEqual(await states(sql), { "one ready": 8 });
      const again = await world.index({ embedder: model });
      deepEqual([again.embedded, again.switched, model.calls], [0, false, 3]);
    });

    await test.step("the vectors of the model before serve until the new one has all", async () => {
      const world = await emptied();
      await issues(world, 1, 4);
      await world.index({ embedder: scripted("one", (texts) => texts.map(() => [1, 0, 0, 0])) });
      const serving = async () => (await readTuning(sql, world.scopeId, 100)).serving_model;
      const slow = scripted("two", (texts, call) => {
        if (call > 1) throw new VendorError("rate_limited", "rate_limited", "Later");
        return texts.map(() => [0, 1, 0, 0]);
      });
      const first = await world.index({ embedder: slow });
      deepEqual([first.embedded, first.switched, first.stopped?.code], [3, false, "rate_limited"]);
      equal(await serving(), "one");
      deepEqual(await states(sql), { "one ready": 4, "two ready": 3, "two pending": 1 });
      slow.calls = 0;
      equal((await world.index({ embedder: slow })).switched, true);
      equal(await serving(), "two");
      deepEqual(await states(sql), { "two ready": 4 });
    });

    await test.step("a chunk that cannot be embedded fails after five tries; what is nobody's fault does not count", async () => {
      const world = await emptied();
      await issues(world, 1, 2);
      const picky = scripted(
        "one",
        (texts) => texts.map((text) => text.includes("2") ? null : [1, 0, 0, 0]),
      );
      await world.index({ embedder: picky });
      deepEqual(await states(sql), { "one ready": 1, "one failed": 1 });
      equal(picky.calls, 5);
      await issues(world, 3, 3);
      const denied = scripted("one", () => {
        throw new VendorError("config", "unauthorized", "The key is wrong");
      });
      equal((await world.index({ embedder: denied })).stopped?.code, "unauthorized");
      const [row] =
        await sql`select attempts, lease_until from evidence_vectors where status = 'pending'`;
      deepEqual([row!.attempts, row!.lease_until], [0, null]);
    });

    await test.step("a claim is one worker's, until its lease has run out", async () => {
      const world = await emptied();
      await issues(world, 1, 2);
      await world.index({
        embedder: scripted("one", () => {
          throw new VendorError("rate_limited", "rate_limited", "Later");
        }),
      });
      const of = (owner: string, now: Date) => ({
        accountScopeId: world.scopeId,
        model: "one",
        owner,
        now,
      });
      const [a, b] = [crypto.randomUUID(), crypto.randomUUID()];
      const mine = await claimChunks(sql, of(a, ago(1)), 10);
      equal(mine.length, 2);
      equal((await claimChunks(sql, of(b, ago(1)), 10)).length, 0);
      const later = await claimChunks(sql, of(b, ago(0)), 10);
      equal(later.length, 2, "taken over");
      const vectors = mine.map(({ id }) => ({ id, vector: Float32Array.from([1, 0, 0, 0]) }));
      equal(await settleClaims(sql, of(a, ago(0)), vectors), 0, "the first owner is too late");
      equal(await settleClaims(sql, of(b, ago(0)), vectors.slice(0, 1)), 1);
      await releaseClaims(sql, of(b, ago(0)), [later[1]!.id], "broken");
      deepEqual(await states(sql), { "one ready": 1, "one pending": 1 });
      const { signal } = new AbortController();
      const embedder = scripted("one", (texts) => texts.map(() => [0, 1, 0, 0]));
      const done = await drainEmbeddings({
        sql,
        clock: manualClock(ago(0).getTime()),
        embedder,
        signal,
      }, world.scopeId);
      equal(done.embedded, 1);
    });

    await test.step("the index of cosines is used, the nearest are found, and thoroughness is measured", async () => {
      const world = await emptied();
      const { a } = world.projects;
      await sql`
        insert into linear_issues (project_id, account_scope_id, connection_id, external_id, identifier, title, url,
          priority, team_external_id, state_external_id, vendor_created_at, vendor_updated_at, seen_at, data, content_hash)
        select ${a}, ${world.scopeId}, ${world.connections.linear}, n::text, 'E-' || n,
          'Issue about word' || n % 97 || ' and thing' || n % 89, '', 0, 't', 's', now(), now(), now(), '{}', ''
        from generate_series(1, 400) as n`;
      await world.index();
      await sql`analyze evidence_vectors`;
      const scope = { accountScopeId: world.scopeId, projectIds: [a] };
      const probe = `[${Array.from({ length: 256 }, (_, index) => index % 7).join(",")}]`;
      // so few vectors are compared as fast one by one: what is asked is whether the index can serve
      const plan = await sql.begin(async (tx) => {
        await tx`set local enable_seqscan = off`;
        await tx`set local enable_bitmapscan = off`;
        await tx`set local enable_sort = off`;
        const own = { sql: tx as unknown as typeof sql, scope };
        return await tx`explain ${nearest(own, localEmbedder, probe, 10)}`;
      });
      ok(
        plan.some((row) => String(row["QUERY PLAN"]).includes(indexNameOf(localEmbedder.model))),
        plan.map((row) => row["QUERY PLAN"]).join("\n"),
      );
      const vectors = { embedder: localEmbedder, efSearch: 100 };
      const found = await retrieve(
        { sql, now: ago(0).getTime(), vectors, legs: ["vector"] },
        scope,
        {
          ...{ query: "word42 thing17", topK: 5, sourceLimit: 5, filters: {} },
        },
      );
      deepEqual(found.degraded, []);
      ok(/word42|thing17/.test(found.hits[0]!.title), found.hits[0]!.title);
      let now = 0;
      const clock = { ...manualClock(0), now: () => ++now };
      const { best, measured } = await measureTuning({ sql, clock }, scope, localEmbedder);
      equal(measured.vectors, 400);
      const chosen = measured.points.find(({ ef_search }) => ef_search === best)!;
      ok(chosen.recall >= 0.95, JSON.stringify(measured.points));
      const asker = { accountScopeId: world.scopeId, actor: "owner", requestId: null };
      await setTuning(sql, asker, best, measured);
      const tuning = await readTuning(sql, world.scopeId, 100);
      deepEqual([tuning.ef_search, tuning.own, tuning.measured?.questions], [
        best,
        true,
        measured.questions,
      ]);
    });
  } finally {
    await store.close();
  }
});
