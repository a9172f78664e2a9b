import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { PLAYBOOKS, RISK_ORIGINS, RISK_STATUSES, SIGNAL_KINDS } from "@/lib/insights/mod.ts";
import { id, next } from "./shapes.ts";

const tag = "Risks";

const ref = z.object({ table: z.string(), id, words: z.string().optional() });

const risk = z.object({
  id,
  project_id: id,
  origin: z.enum(RISK_ORIGINS).meta({
    description: "A grave signal, one again and again, a deal at risk.",
  }),
  cause: z.string().meta({ description: "What it is about; one open risk each." }),
  kind: z.string(),
  severity: z.int().min(1).max(5),
  probability: z.number(),
  facts: z.looseObject({}),
  evidence: z.array(ref),
  playbook: z.enum(PLAYBOOKS),
  status: z.enum(RISK_STATUSES),
  closed_because: z.enum(["cause_gone", "person"]).nullable(),
  reason: z.string().nullable(),
  decided_at: z.date().nullable(),
  decided_by: z.string().nullable(),
  opened_at: z.date(),
  closed_at: z.date().nullable(),
});

const decided = z.object({ risk: z.object({ id, status: z.enum(RISK_STATUSES) }) });

export const listRisks = operation({
  name: "listRisks",
  method: "GET",
  path: "/risks",
  tag,
  summary: "What may go wrong, the gravest first",
  query: pageQuery.extend({
    project_id: id.optional(),
    status: z.enum(RISK_STATUSES).default("open")
      .meta({ description: "`open` includes those being mitigated." }),
    origin: z.enum(RISK_ORIGINS).optional(),
    kind: z.enum(SIGNAL_KINDS).optional(),
    least: z.coerce.number().int().min(1).max(5).optional()
      .meta({ description: "Severity at least." }),
  }),
  reply: z.object({
    risks: z.array(risk),
    total: z.int(),
    severity: z.number().nullable().meta({ description: "The mean over all pages." }),
    next,
  }),
  fails: [404],
});

export const readRisk = operation({
  name: "readRisk",
  method: "GET",
  path: "/risks/{id}",
  tag,
  summary: "One risk, open or closed",
  reply: z.object({ risk }),
  fails: [404],
});

export const mitigateRisk = operation({
  name: "mitigateRisk",
  method: "POST",
  path: "/risks/{id}/mitigate",
  tag,
  summary: "Tell that work on a risk has begun",
  reply: decided,
  fails: [404, 409],
});

export const closeRisk = operation({
  name: "closeRisk",
  method: "POST",
  path: "/risks/{id}/close",
  tag,
  summary: "Close a risk, with the reason",
  description: "It stays closed until something new is seen of its cause.",
  body: z.strictObject({ reason: z.string().trim().min(1).max(1000) }),
  reply: decided,
  fails: [404, 409],
});

export const reopenRisk = operation({
  name: "reopenRisk",
  method: "POST",
  path: "/risks/{id}/reopen",
  tag,
  summary: "Open a risk again that a person closed or took on",
  reply: decided,
  fails: [404, 409],
});

export const readHealth = operation({
  name: "readHealth",
  method: "GET",
  path: "/projects/{id}/health",
  tag,
  summary: "A client's health with all it is made of, and the trust in its figures",
  reply: z.object({
    health: z.object({
      project_id: id,
      score: z.number(),
      trust: z.number(),
      factors: z.array(z.object({
        of: z.enum(["health", "trust"]),
        factor: z.string(),
        weight: z.number().meta({ description: "Points for each unit of the value." }),
        limit: z.number().meta({ description: "Points it takes off at most." }),
        value: z.number(),
        points: z.number(),
        change: z.number().nullable().meta({ description: "Points more than the day before." }),
        rows: z.int(),
        evidence: z.array(ref),
      })),
      changed_at: z.date(),
    }),
  }),
  fails: [404],
});
