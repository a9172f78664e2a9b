import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { AGREEMENT_KINDS, AGREEMENT_STATUSES } from "@/lib/insights/mod.ts";
import { evidenceRows } from "./evidence_rows.ts";
import { id, next } from "./shapes.ts";

const tag = "Agreements";

const agreement = z.object({
  id,
  project_id: id,
  kind: z.enum(AGREEMENT_KINDS),
  cause: z.string(),
  quote: z.string().meta({ description: "What was proposed, and the words that took it." }),
  agreed_at: z.date(),
  agreed_by: z.string().nullable(),
  status: z.enum(AGREEMENT_STATUSES),
  reason: z.string().nullable(),
  decided_at: z.date().nullable(),
  decided_by: z.string().nullable(),
  raised_at: z.date(),
  resolved_at: z.date().nullable(),
});

export const listAgreements = operation({
  name: "listAgreements",
  method: "GET",
  path: "/agreements",
  tag,
  summary: "What was agreed in chats, the newest first",
  query: pageQuery.extend({
    project: id.optional().meta({ description: "This project alone, of those in view." }),
    kind: z.enum(AGREEMENT_KINDS).optional(),
    status: z.enum(["standing", ...AGREEMENT_STATUSES]).default("standing")
      .meta({ description: "`standing`: noted or confirmed." }),
    q: z.string().trim().max(200).optional().meta({ description: "Part of the words." }),
  }),
  reply: z.object({ agreements: z.array(agreement), total: z.int(), next }),
});

export const readAgreement = operation({
  name: "readAgreement",
  method: "GET",
  path: "/agreements/{id}",
  tag,
  summary: "An agreement with the messages that say it",
  reply: z.object({ agreement: agreement.extend({ evidence: evidenceRows }) }),
  fails: [404],
});

export const decideAgreement = operation({
  name: "decideAgreement",
  method: "POST",
  path: "/agreements/{id}/decide",
  tag,
  summary: "Confirm an agreement, dismiss it with a reason, or take that back",
  body: z.discriminatedUnion("decision", [
    z.strictObject({ decision: z.enum(["confirm", "undo"]) }),
    z.strictObject({ decision: z.literal("dismiss"), reason: z.string().trim().min(1).max(1000) }),
  ]),
  reply: z.object({ agreement: z.object({ id, status: z.enum(AGREEMENT_STATUSES) }) }),
  fails: [404, 409],
});
