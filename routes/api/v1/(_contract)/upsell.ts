import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { THEMES, UPSELL_STATUSES } from "@/lib/insights/mod.ts";
import { evidenceRows } from "./evidence_rows.ts";
import { id, next } from "./shapes.ts";

const tag = "Sales";

const item = z.object({
  id,
  project_id: id,
  kind: z.enum(["words", "deal"]).meta({ description: "A client's words, or an open deal." }),
  cause: z.string(),
  score: z.int().min(0).max(100)
    .meta({ description: "How much it is worth a look, beside the scope's own deals." }),
  confidence: z.number().min(0).max(1),
  value: z.number().nullable(),
  currency: z.string().nullable(),
  facts: z.object({
    themes: z.array(z.enum(THEMES)).optional().meta({ description: "What the words ask for." }),
    messages: z.int().optional(),
    contact: z.string().nullable().optional(),
    name: z.string().nullable().optional(),
    stage: z.string().nullable().optional(),
    stage_since: z.string().nullable().optional(),
    quarter: z.int().nullable().optional()
      .meta({ description: "Quarter of the scope's deals by value, 1 the smallest." }),
    next_step: z.string().nullable().optional(),
    next_step_due: z.string().nullable().optional(),
  }),
  occurred_at: z.date(),
  status: z.enum(UPSELL_STATUSES),
  reason: z.string().nullable(),
  decided_at: z.date().nullable(),
  decided_by: z.string().nullable(),
  raised_at: z.date(),
  resolved_at: z.date().nullable().meta({
    description: "The words are old, or the deal is closed.",
  }),
});

export const listUpsell = operation({
  name: "listUpsell",
  method: "GET",
  path: "/upsell",
  tag,
  summary: "Chances to sell, the best first",
  query: pageQuery.extend({
    project: id.optional().meta({ description: "This project alone, of those in view." }),
    kind: z.enum(["words", "deal"]).optional(),
    status: z.enum(["open", "accepted", "dismissed", "done"]).default("open"),
  }),
  reply: z.object({
    items: z.array(item),
    total: z.int(),
    worth: z.array(z.object({ currency: z.string(), value: z.number() }))
      .meta({ description: "What they are worth as far as it is known, by currency." }),
    next,
  }),
});

export const readUpsell = operation({
  name: "readUpsell",
  method: "GET",
  path: "/upsell/{id}",
  tag,
  summary: "A chance to sell with the rows it was concluded from",
  reply: z.object({ item: item.extend({ evidence: evidenceRows }) }),
  fails: [404],
});

export const decideUpsell = operation({
  name: "decideUpsell",
  method: "POST",
  path: "/upsell/{id}/decide",
  tag,
  summary: "Pursue a chance, be done with it, dismiss it with a reason, or take that back",
  body: z.discriminatedUnion("decision", [
    z.strictObject({ decision: z.enum(["accept", "done", "undo"]) }),
    z.strictObject({ decision: z.literal("dismiss"), reason: z.string().trim().min(1).max(1000) }),
  ]),
  reply: z.object({ item: z.object({ id, status: z.enum(UPSELL_STATUSES) }) }),
  fails: [404, 409],
});
