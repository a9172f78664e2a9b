import { z } from "zod";
import { operation } from "@/lib/api/mod.ts";
import { EF_RANGE, LEGS, SOURCE_FILTERS } from "@/lib/evidence/mod.ts";
import { days, done, id } from "./shapes.ts";

const tag = "Evidence";

const leg = z.enum(LEGS);
const percent = z.number().min(0).max(100);

/** A kind of sources that a search can be narrowed to. */
export const sourceFilter = z.enum(SOURCE_FILTERS).meta({
  description: "Conversations, issues, deals; `chunks` are all other documents: notes.",
});

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** A question: 1 to 4,000 characters. */
export const questionText = z.string().trim().min(1, "Ask something").max(4000);

/** What a search is asked with. */
export const search = z.strictObject({
  query: questionText,
  topK: z.int().min(1).max(50).default(10),
  sourceLimit: z.int().min(1).max(25).default(8)
    .meta({ description: "Most hits of each kind of sources." }),
  sourceFilter: z.union([
    sourceFilter.transform((one) => [one]),
    z.array(sourceFilter).min(1).max(4),
  ])
    .optional(),
  projectId: id.optional()
    .meta({ description: "One project of the scope; else the session's chosen one, or all." }),
  from: moment.optional().meta({ description: "Said at this time or later." }),
  to: moment.optional().meta({ description: "Said before this time." }),
  person: z.string().trim().min(1).max(200).optional()
    .meta({ description: "Part of the name of somebody who speaks in it." }),
  includePrivate: z.boolean().default(false).meta({ description: "Private notes as well." }),
});

const hit = z.object({
  rank: z.int(),
  document: id,
  chunk: z.string(),
  project_id: id,
  project: z.string(),
  kind: z.string(),
  source: sourceFilter,
  connector: z.enum(["chatwoot", "linear", "attio"]),
  source_table: z.string(),
  source_id: id,
  refs: z.array(id).meta({ description: "The source rows its text is of." }),
  position: z.int(),
  title: z.string(),
  url: z.string().nullable(),
  text: z.string(),
  author: z.string().nullable(),
  occurred_at: z.string(),
  score: z.number(),
  why: z.object({
    parts: z.partialRecord(z.enum([...LEGS, "phrase", "coverage"]), z.number())
      .meta({ description: "What each way of finding added to the score." }),
    reasons: z.partialRecord(leg, z.string()),
    recency: z.number().meta({ description: "By what the sum was multiplied because of its age." }),
    terms: z.array(z.string()),
  }),
  passages: z.int().meta({ description: "Further passages of the same document that were found." }),
  similar: z.int().meta({ description: "Other documents that say the same, left out." }),
});

export const queryEvidence = operation({
  name: "queryEvidence",
  method: "POST",
  path: "/lightrag/query",
  tag,
  summary: "Evidence for a question, ranked, and the answer in it with its citations",
  description:
    "At most 60 a minute. The same question within five minutes gets the same reply with a run of its " +
    "own, unless rows have changed. Ways of finding that cannot be used are named in `degraded`.",
  body: search,
  reply: z.object({
    query_run_id: id,
    as_of: z.string(),
    cached: z.boolean(),
    answer: z.object({
      enough: z.boolean().meta({ description: "False: the evidence says too little." }),
      quotes: z.array(z.object({ text: z.string(), citation: z.int() })),
      summary: z.string().nullable(),
    }),
    hits: z.array(hit),
    quality: percent.meta({
      description: "Chance that one of the three best hits answers, in percent.",
    }),
    quality_proxy: percent.meta({
      description: "40·min(1, hits/10) + 35·min(1, source types/3) + 25·min(1, chunks/5)",
    }),
    features: z.record(z.string(), z.number()),
    degraded: z.array(leg),
    terms: z.array(z.string()),
    duration_ms: z.number(),
  }),
});

export const readStatus = operation({
  name: "readEvidenceStatus",
  method: "GET",
  path: "/lightrag/status",
  tag,
  summary: "What the index holds, and what is still to come",
  reply: z.object({
    status: z.looseObject({
      documents: z.record(z.string(), z.int()),
      chunks: z.int(),
      terms: z.int(),
      queued: z.int(),
      queued_since: z.date().nullable(),
      indexed_at: z.date().nullable(),
      vectors: z.object({
        available: z.boolean(),
        serving_model: z.string().nullable(),
        configured_model: z.string(),
        ready: z.int(),
        pending: z.int(),
        processing: z.int(),
        failed: z.int(),
      }),
    }),
  }),
});

export const refreshIndex = operation({
  name: "refreshEvidence",
  method: "POST",
  path: "/lightrag/refresh",
  tag,
  summary: "Bring the index in line with the sources, soon",
  reply: done,
  status: 202,
});

/** A rating: useless, neither, helpful. */
export const rating = z.union([z.literal(-1), z.literal(0), z.literal(1)]);

export const rateEvidence = operation({
  name: "rateEvidence",
  method: "POST",
  path: "/lightrag/feedback",
  tag,
  summary: "Say whether an answer, or one of its hits, was helpful",
  description: "Said again, it takes the place of what was said before.",
  body: z.strictObject({
    query_run_id: id,
    document_id: id.nullable().default(null).meta({
      description: "A hit's document; null: the answer.",
    }),
    rating,
    comment: z.string().trim().min(1).max(2000).nullable().default(null),
  }),
  reply: z.object({ id }),
  status: 201,
  creates: true,
  fails: [404],
});

const efSearch = z.int().min(EF_RANGE.least).max(EF_RANGE.most);

const measured = z.object({
  at: z.string(),
  questions: z.int(),
  vectors: z.int(),
  exact_p50_ms: z.number(),
  points: z.array(z.object({
    ef_search: z.int(),
    recall: z.number().meta({ description: "Recall@10 against comparing all vectors." }),
    p50_ms: z.number(),
    p95_ms: z.number(),
  })),
});

const tuning = z.object({
  ef_search: z.int(),
  own: z.boolean(),
  default_ef_search: z.int(),
  serving_model: z.string().nullable(),
  measured: measured.nullable(),
});

export const readTuning = operation({
  name: "readEvidenceTuning",
  method: "GET",
  path: "/lightrag/tuning",
  tag,
  summary: "How thoroughly the index of vectors is searched, and what was measured",
  reply: z.object({ tuning }),
});

export const changeTuning = operation({
  name: "changeEvidenceTuning",
  method: "PUT",
  path: "/lightrag/tuning",
  tag,
  summary: "Set how thoroughly the index is searched, or have the fastest that finds 95 % chosen",
  body: z.union([
    z.strictObject({
      ef_search: efSearch.nullable().meta({ description: "Null: the usual one." }),
    }),
    z.strictObject({ tune: z.literal(true) }),
  ]),
  reply: z.object({ tuning }),
  fails: [409],
});

const bin = z.object({ said: z.number(), right: z.number(), count: z.int() });

export const readQuality = operation({
  name: "readEvidenceQuality",
  method: "GET",
  path: "/lightrag/quality",
  tag,
  summary: "How good answers have been, and how right the figures that say so",
  query: z.object({ days }),
  reply: z.object({
    quality: z.looseObject({
      runs: z.int(),
      mean_quality: z.number().nullable(),
      mean_proxy: z.number().nullable(),
      feedback: z.object({ helpful: z.int(), neutral: z.int(), useless: z.int() }),
      people: z.object({ bins: z.array(bin), error: z.number().nullable() }),
      judged: z.looseObject({ bins: z.array(bin), error: z.number().nullable() }),
    }),
  }),
});

const question = z.object({ id, query: z.string(), created_at: z.date() });

export const listQuestions = operation({
  name: "listSavedQuestions",
  method: "GET",
  path: "/lightrag/questions",
  tag,
  summary: "Saved questions, and those asked last",
  reply: z.object({
    saved: z.array(question),
    recent: z.array(z.object({ query: z.string(), at: z.date() })),
  }),
});

export const saveQuestion = operation({
  name: "saveQuestion",
  method: "POST",
  path: "/lightrag/questions",
  tag,
  summary: "Keep a question",
  body: z.strictObject({ query: questionText }),
  reply: z.object({ question }),
  status: 201,
  creates: true,
  fails: [409],
});

export const forgetQuestion = operation({
  name: "forgetQuestion",
  method: "DELETE",
  path: "/lightrag/questions/{id}",
  tag,
  summary: "Forget a saved question",
  reply: done,
  fails: [404],
});
