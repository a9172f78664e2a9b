import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { CONTINUITY_KINDS, CONTINUITY_STATUSES } from "@/lib/insights/mod.ts";
import { evidenceRows } from "./evidence_rows.ts";
import { id, next } from "./shapes.ts";

const tag = "Promises";

const day = z.iso.date();

const item = z.object({
  id,
  project_id: id,
  kind: z.enum(CONTINUITY_KINDS),
  cause: z.string(),
  quote: z.string().meta({ description: "The words of the promise." }),
  promised_at: z.date(),
  due_on: day.nullable(),
  title: z.string().meta({ description: "Of the issue as it would be made." }),
  description: z.string().meta({ description: "Markdown." }),
  status: z.enum(CONTINUITY_STATUSES),
  reason: z.string().nullable(),
  issue_external_id: z.string().nullable(),
  issue_identifier: z.string().nullable(),
  issue_url: z.string().nullable(),
  decided_at: z.date().nullable(),
  decided_by: z.string().nullable(),
  raised_at: z.date(),
  resolved_at: z.date().nullable(),
});

/** Where an issue is made; ids are Linear's own. */
export const target = z.strictObject({
  connection_id: id,
  team_external_id: z.string().min(1).max(200),
  linear_project_external_id: z.string().min(1).max(200).nullable(),
});

export const listContinuity = operation({
  name: "listContinuity",
  method: "GET",
  path: "/continuity",
  tag,
  summary: "Promises that need an issue, the newest first",
  query: pageQuery.extend({
    project: id.optional().meta({ description: "This project alone, of those in view." }),
    kind: z.enum(CONTINUITY_KINDS).optional(),
    status: z.enum(["open", "applied", "exported", "dismissed"]).default("open"),
  }),
  reply: z.object({
    items: z.array(item),
    total: z.int(),
    late: z.int().meta({ description: "How many of them are past their day." }),
    next,
  }),
});

export const readContinuity = operation({
  name: "readContinuity",
  method: "GET",
  path: "/continuity/{id}",
  tag,
  summary: "A promise with its previewed issue and the rows it was concluded from",
  reply: z.object({ item: item.extend({ evidence: evidenceRows }) }),
  fails: [404],
});

export const listTargets = operation({
  name: "listIssueTargets",
  method: "GET",
  path: "/continuity/targets",
  tag,
  summary: "Teams and projects of Linear in which issues can be made",
  reply: z.object({
    targets: z.array(target.extend({
      team: z.string(),
      team_key: z.string(),
      linear_project: z.string().nullable(),
      project_ids: z.array(id).meta({ description: "Projects whose issues are there." }),
    })),
  }),
});

export const applyContinuity = operation({
  name: "applyContinuity",
  method: "POST",
  path: "/continuity/{id}/apply",
  tag,
  summary: "Make the issue in Linear",
  description:
    "Asked for again, after a lost reply or a crash, it makes no second one. What Linear " +
    "refuses is answered with 422 and the reason; the promise can then be exported.",
  body: z.strictObject({
    target,
    title: z.string().trim().min(1).max(250).optional(),
    due_on: day.nullable().optional(),
  }),
  reply: z.object({
    item: z.object({
      id,
      status: z.literal("applied"),
      issue: z.object({ id: z.string(), identifier: z.string(), url: z.string() }),
    }),
  }),
  status: 201,
  creates: true,
  fails: [404, 409],
});

export const decideContinuity = operation({
  name: "decideContinuity",
  method: "POST",
  path: "/continuity/{id}/decide",
  tag,
  summary: "Say that a promise was taken elsewhere, dismiss it with a reason, or take that back",
  body: z.discriminatedUnion("decision", [
    z.strictObject({ decision: z.enum(["export", "undo"]) }),
    z.strictObject({ decision: z.literal("dismiss"), reason: z.string().trim().min(1).max(1000) }),
  ]),
  reply: z.object({ item: z.object({ id, status: z.enum(CONTINUITY_STATUSES) }) }),
  fails: [404, 409],
});
