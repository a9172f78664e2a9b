import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import {
  ACTION_KINDS,
  ACTION_STATES,
  ACTION_STATUSES,
  SIGNAL_KINDS,
  SIGNAL_STATES,
  SIGNAL_STATUSES,
} from "@/lib/insights/mod.ts";
import { id, next } from "./shapes.ts";

const tag = "Signals";

const kind = z.enum(SIGNAL_KINDS);
const severity = z.int().min(1).max(5);
const reason = z.string().trim().min(1).max(1000);
const project = id.optional().meta({ description: "This project alone, of those in view." });

const facts = z.object({
  count: z.int().meta({ description: "Rows behind it, as many as its evidence has." }),
  more: z.boolean().optional().meta({ description: "There are more rows than are kept." }),
  contact: z.string().nullable().optional(),
  owner: z.string().nullable().optional(),
  name: z.string().nullable().optional(),
  identifier: z.string().optional(),
  since: z.string().optional().meta({ description: "A time, or a due date." }),
  minutes: z.number().optional()
    .meta({ description: "Median minutes of office hours until a first answer." }),
  answers: z.int().optional(),
  waiting: z.int().optional().meta({ description: "Questions without an answer." }),
  mood: z.number().optional().meta({ description: "-1 upset to 1 glad." }),
  issues: z.int().optional().meta({ description: "Overdue issues." }),
  stage: z.string().nullable().optional(),
  value: z.number().nullable().optional(),
  currency: z.string().nullable().optional(),
}).meta({ description: "The figures its sentence is made of." });

const decided = {
  reason: z.string().nullable(),
  decided_at: z.date().nullable(),
  decided_by: z.string().nullable(),
};

const action = z.object({
  id,
  project_id: id,
  signal_id: id,
  action: z.enum(ACTION_KINDS),
  priority: severity,
  due_on: z.iso.date(),
  owner: z.string().nullable(),
  draft: z.string().meta({ description: "Words to begin with, in the scope's language." }),
  status: z.enum(ACTION_STATUSES),
  ...decided,
  closed_at: z.date().nullable().meta({ description: "Its signal is over." }),
  signal_kind: kind,
});

const signal = z.object({
  id,
  project_id: id,
  kind,
  cause: z.string().meta({ description: "What it is about: one open signal a cause." }),
  severity,
  confidence: z.number().min(0).max(1),
  facts,
  occurred_at: z.date(),
  status: z.enum(SIGNAL_STATUSES),
  ...decided,
  raised_at: z.date(),
  resolved_at: z.date().nullable().meta({ description: "The cause is gone." }),
  actions: z.array(action),
});

const decision = z.discriminatedUnion("decision", [
  z.strictObject({ decision: z.enum(["accept", "done", "undo"]) }),
  z.strictObject({ decision: z.literal("dismiss"), reason }),
]);

const state = z.enum(SIGNAL_STATES).default("open").meta({
  description: "`open`: needs attention; `resolved`: the cause is gone.",
});

export const listSignals = operation({
  name: "listSignals",
  method: "GET",
  path: "/signals",
  tag,
  summary: "What was noticed, the worst first",
  query: pageQuery.extend({
    project,
    kind: kind.optional(),
    severity: z.coerce.number().int().min(1).max(5).optional()
      .meta({ description: "Least severity." }),
    state,
  }),
  reply: z.object({ signals: z.array(signal), total: z.int(), next }),
});

export const readSignal = operation({
  name: "readSignal",
  method: "GET",
  path: "/signals/{id}",
  tag,
  summary: "A signal with what to do about it",
  reply: z.object({ signal }),
  fails: [404],
});

export const listSignalEvidence = operation({
  name: "listSignalEvidence",
  method: "GET",
  path: "/signals/{id}/evidence",
  tag,
  summary: "The rows behind a signal, newest first",
  description: "As many as `facts.count` says.",
  query: pageQuery,
  reply: z.object({
    rows: z.array(z.object({
      table: z.string(),
      id,
      source: z.enum(["chatwoot", "linear", "attio"]),
      author: z.string().nullable(),
      at: z.date(),
      snippet: z.string(),
      words: z.string().nullable().meta({ description: "The sentence that says it." }),
      url: z.string().nullable().meta({ description: "Page at the vendor." }),
    })),
    total: z.int(),
    next,
  }),
  fails: [404],
});

export const decideSignal = operation({
  name: "decideSignal",
  method: "POST",
  path: "/signals/{id}/decide",
  tag,
  summary: "Accept a signal, be done with it, dismiss it with a reason, or take that back",
  body: decision,
  reply: z.object({ signal: z.object({ id, status: z.enum(SIGNAL_STATUSES) }) }),
  fails: [404, 409],
});

const many = { ids: z.array(id).min(1).max(200) };

export const decideSignals = operation({
  name: "decideSignals",
  method: "POST",
  path: "/signals/decide",
  tag,
  summary: "Decide about many signals together",
  description: "Those whose state does not allow it are left as they are, and counted.",
  body: z.discriminatedUnion("decision", [
    z.strictObject({ decision: z.enum(["accept", "done", "undo"]), ...many }),
    z.strictObject({ decision: z.literal("dismiss"), reason, ...many }),
  ]),
  reply: z.object({
    signals: z.array(z.object({ id, status: z.enum(SIGNAL_STATUSES) })),
    skipped: z.int(),
  }),
});

export const listActions = operation({
  name: "listActions",
  method: "GET",
  path: "/actions",
  tag,
  summary: "What to do next, the most pressing first",
  query: pageQuery.extend({
    project,
    action: z.enum(ACTION_KINDS).optional(),
    state: z.enum(ACTION_STATES).default("open"),
  }),
  reply: z.object({ actions: z.array(action), total: z.int(), next }),
});

export const readAction = operation({
  name: "readAction",
  method: "GET",
  path: "/actions/{id}",
  tag,
  summary: "An action with its draft",
  reply: z.object({ action }),
  fails: [404],
});

export const decideAction = operation({
  name: "decideAction",
  method: "POST",
  path: "/actions/{id}/decide",
  tag,
  summary: "Accept an action, be done with it, dismiss it with a reason, or take that back",
  body: decision,
  reply: z.object({ action: z.object({ id, status: z.enum(ACTION_STATUSES) }) }),
  fails: [404, 409],
});
