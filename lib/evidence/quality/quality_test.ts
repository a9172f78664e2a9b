import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { answerOf } from "../answer/answer.ts";
import { rephrase } from "../answer/rephrase.ts";
import type { Hit } from "../retrieval/hit.ts";
import { fuse } from "../retrieval/fuse.ts";
import { nothing } from "../retrieval/leg.ts";
import { likeness, withoutNearDuplicates } from "../retrieval/near_duplicates.ts";
import { questionOf } from "../retrieval/question.ts";
import { recencyFactor } from "../retrieval/recency.ts";
import { kindsOf } from "../retrieval/request.ts";
import { coverageOf, phraseMeasure } from "../retrieval/wording.ts";
import { keyOf } from "../search.ts";
import { calibrated, calibrationError, chanceOf, fitQuality, reliability } from "./calibration.ts";
import { featuresOf } from "./features.ts";
import { JUDGED } from "./judged.ts";
import { qualityProxy } from "./proxy.ts";

const proxies: [hits: number, sourceTypes: number, chunks: number, proxy: number][] = [
  [0, 0, 0, 0],
  [10, 3, 5, 100],
  [20, 4, 50, 100],
  [5, 1, 2, 20 + 35 / 3 + 10],
  [1, 1, 1, 4 + 35 / 3 + 5],
];

for (const [hits, sourceTypes, chunks, proxy] of proxies) {
  Deno.test(`proxy of ${hits} hits, ${sourceTypes} kinds of sources, ${chunks} chunks`, () =>
    ok(Math.abs(qualityProxy({ hits, sourceTypes, chunks }) - proxy) < 1e-9));
}

const hit = (rank: number, text: string, terms: string[], own: Partial<Hit> = {}): Hit => ({
  ...{
    rank,
    text,
    chunk: String(rank),
    document: `d${rank}`,
    project_id: "p",
    project: "P",
    kind: "note",
  },
  ...{
    connector: "attio",
    source: "chunks",
    source_table: "attio_notes",
    source_id: "s",
    title: "",
    url: null,
  },
  ...{
    refs: [],
    occurred_at: "2026-01-01T00:00:00.000Z",
    author: null,
    position: 0,
    score: 1 / rank,
    passages: 0,
  },
  similar: 0,
  why: { parts: { bm25: 0.5 / rank }, reasons: {}, recency: 1, terms },
  ...own,
});

const weights = new Map([["launch", 3], ["friday", 5], ["board", 2]]);

Deno.test("features: how much of the question the best hits have, and how they stand out", () => {
  deepEqual(featuresOf([], weights), { coverage: 0, reach: 0, strength: 0, margin: 0 });
  const features = featuresOf(
    [hit(1, "", ["launch"]), hit(2, "", ["friday"]), hit(3, "", [])],
    weights,
  );
  deepEqual(features, { coverage: 0.3, reach: 0.8, strength: 0.5, margin: 1 });
});

Deno.test("an answer is the sentences that say most of what was asked, with their citations", () => {
  const hits = [
    hit(1, "We met. The launch is on Friday.", ["launch", "friday"]),
    hit(2, "The board decides. It rains.", ["board"]),
  ];
  deepEqual(answerOf(hits, weights, 1), {
    enough: true,
    quotes: [{ text: "The launch is on Friday.", citation: 1 }, {
      text: "The board decides.",
      citation: 2,
    }],
    summary: null,
  });
});

Deno.test("below the measured threshold, and without hits, there is not enough evidence", () => {
  const hits = [hit(1, "The launch is on Friday.", ["launch"])];
  equal(answerOf(hits, weights, JUDGED.threshold - 0.01).enough, false);
  equal(answerOf(hits, weights, JUDGED.threshold).enough, true);
  deepEqual(answerOf([], weights, 1), { enough: false, quotes: [], summary: null });
});

Deno.test("quotes are words of the evidence, whatever it is", () => {
  fc.assert(fc.property(fc.array(fc.string({ maxLength: 200 }), { maxLength: 5 }), (texts) => {
    const hits = texts.map((text, index) => hit(index + 1, `${text} launch.`, ["launch"]));
    for (const { text, citation } of answerOf(hits, weights, 1).quotes) {
      ok(hits[citation - 1]!.text.includes(text.replace(/…$/, "").slice(0, 300)));
    }
  }));
});

Deno.test("a model's wording counts only when it cites what is there", async () => {
  const quotes = [{ text: "The launch is on Friday.", citation: 2 }];
  const model = { url: "https://model.example/chat", key: null, model: "m", timeoutMs: 1000 };
  const said = (content: string) =>
    rephrase(
      model,
      {
        requestJson: <T>() =>
          Promise.resolve({
            ...{
              body: { choices: [{ message: { content } }] } as T,
              date: null,
              headers: new Headers(),
              status: 200,
            },
          }),
      },
      "When?",
      quotes,
    );
  equal(await said("On Friday [2]."), "On Friday [2].");
  equal(await said("On Friday."), null);
  equal(await said("On Monday [1]."), null);
  equal(await said("NONE"), null);
});

Deno.test("fitting finds what tells right from wrong, and chances grow with it", () => {
  const rows = Array.from({ length: 200 }, (_, index) => {
    const coverage = index / 200;
    return {
      features: { coverage, reach: 0.5, strength: 0.5, margin: 0.5 },
      right: coverage > 0.5,
    };
  });
  const model = fitQuality(rows);
  const chance = (coverage: number) =>
    chanceOf({ coverage, reach: 0.5, strength: 0.5, margin: 0.5 }, model);
  ok(chance(0.9) > 0.8 && chance(0.1) < 0.2 && Math.abs(chance(0.5) - 0.5) < 0.1);
});

Deno.test("the reliability curve counts what was said against what was right", () => {
  const bins = reliability([
    ...Array.from({ length: 8 }, () => ({ said: 0.82, right: true })),
    ...Array.from({ length: 2 }, () => ({ said: 0.82, right: false })),
    { said: 1, right: true },
    { said: 0, right: false },
  ]);
  deepEqual(bins.map(({ right, count }) => [right, count]), [[0, 1], [0.8, 10], [1, 1]]);
  ok(Math.abs(calibrationError(bins) - 0.02 * 10 / 12) < 1e-9);
  equal(calibrationError([]), 0);
});

Deno.test("ratings draw the figure towards what people found, the more the more there are", () => {
  equal(calibrated(0.85, []), 0.85);
  const one = calibrated(0.85, [{ bin: 8, helpful: 0, useless: 1 }]);
  const many = calibrated(0.85, [{ bin: 8, helpful: 0, useless: 100 }]);
  ok(one < 0.85 && one > 0.8 && many < 0.2);
  equal(
    calibrated(0.85, [{ bin: 3, helpful: 0, useless: 100 }]),
    0.85,
    "others' ratings are not its own",
  );
});

Deno.test("the figures of the judged sets are those of a measurement", () => {
  ok(JUDGED.precision >= 0.9 && JUDGED.threshold > 0 && JUDGED.threshold < 1);
  ok(JUDGED.reliability.length >= 5 && calibrationError(JUDGED.reliability) < 0.08);
});

Deno.test("what legs say adds up, a document's word for each of its chunks", () => {
  const candidates = fuse(
    new Map([
      ["bm25", { chunks: [{ id: "1", score: 0.5 }, { id: "2", score: 0.4 }], documents: [] }],
      ["vector", { chunks: [{ id: "2", score: 0.9 }, { id: "9", score: 0.9 }], documents: [] }],
      ["entity", {
        chunks: [],
        documents: [{ id: "a", score: 1, why: "Anna" }, { id: "c", score: 1, why: null }],
      }],
      ["theme", nothing],
    ]),
    0.2,
    new Map([["1", "a"], ["2", "b"], ["3", "c"]]),
    new Map([["a", "1"], ["c", "3"]]),
  );
  deepEqual(candidates.map(({ chunk, score }) => [chunk, Math.round(score * 100) / 100]), [
    ["1", 0.6],
    ["2", 0.58],
    ["3", 0.1],
  ]);
  equal(candidates[0]!.reasons.entity, "Anna");
});

Deno.test("near duplicates are left out for the first of them, unless they stay whatever they say", () => {
  const set = (text: string) => new Set(text.split(" "));
  equal(likeness(set("a b c d"), set("a b c e")), 0.6);
  const kept = withoutNearDuplicates(["a b c", "a b c", "x y", "a b c"], set);
  deepEqual(kept, [{ item: "a b c", similar: 2 }, { item: "x y", similar: 0 }]);
  equal(withoutNearDuplicates(["a", "a"], () => null).length, 2);
});

Deno.test("what was said now counts a tenth more, half of that after sixty days", () => {
  const now = Date.parse("2026-03-01T00:00:00Z");
  equal(recencyFactor(new Date(now), now), 1.1);
  equal(recencyFactor(new Date("2027-01-01"), now), 1.1);
  ok(Math.abs(recencyFactor(new Date(now - 60 * 86_400_000), now) - 1.05) < 1e-9);
  fc.assert(fc.property(fc.nat(10_000), (days) => {
    const factor = recencyFactor(new Date(now - days * 86_400_000), now);
    ok(factor > 1 - 1e-9 && factor <= 1.1);
  }));
});

Deno.test("wording: pairs of neighbours that are neighbours there, and weights that are there", () => {
  const measure = phraseMeasure("warehouse integration is ready");
  equal(measure("The integration of the warehouse"), 0);
  equal(measure("warehouse integrations, soon"), 0.5);
  equal(measure("Is the warehouse integration ready?"), 1);
  equal(phraseMeasure("one")("one"), 0);
  equal(coverageOf(["launch", "friday", "launch"], weights), 0.8);
  equal(coverageOf(["x"], new Map()), 0);
});

const questions: [text: string, identifiers: string[]][] = [
  ["What of ENG-123 and eng-123?", ["eng-123"]],
  ["branch-3.3 and CVE-2022-42003", []],
  ["x-1", ["x-1"]],
  ["", []],
];

for (const [text, identifiers] of questions) {
  Deno.test(`short names in ${JSON.stringify(text)}`, () =>
    deepEqual(questionOf(text).identifiers, identifiers));
}

Deno.test("kinds of documents that filters mean", () => {
  deepEqual(kindsOf({}), ["conversation", "issue", "deal", "note"]);
  deepEqual(kindsOf({ private: true, sources: ["messages"] }), ["conversation", "private"]);
});

Deno.test("a result is kept under its project, question and filters", () => {
  const scope = { accountScopeId: "s", projectIds: ["p1"] };
  const request = { query: "When?", topK: 10, sourceLimit: 8, filters: {} };
  const key = keyOf(scope, request, "m");
  ok(/^lightrag:p1:[\w-]{22}$/.test(key), key);
  equal(keyOf(scope, { ...request, query: "  When? " }, "m"), key);
  const others = [
    keyOf(scope, { ...request, query: "when" }, "m"),
    keyOf(scope, { ...request, topK: 11 }, "m"),
    keyOf(scope, { ...request, sourceLimit: 9 }, "m"),
    keyOf(scope, request, "other"),
    keyOf(scope, { ...request, filters: { private: true } }, "m"),
    keyOf(scope, { ...request, filters: { person: "a" } }, "m"),
    keyOf(scope, { ...request, filters: { sources: ["deals"] } }, "m"),
    keyOf(scope, { ...request, filters: { from: new Date(0) } }, "m"),
    keyOf({ ...scope, projectIds: ["p2"] }, request, "m"),
  ];
  equal(new Set([key, ...others]).size, others.length + 1);
  ok(keyOf({ ...scope, projectIds: ["p1", "p2"] }, request, "m").startsWith("lightrag:scope-s:"));
});
