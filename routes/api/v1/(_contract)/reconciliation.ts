import { z } from "zod";
import { operation } from "@/lib/api/mod.ts";
import { days, id } from "./shapes.ts";

const tag = "Connectors";

const comparison = z.looseObject({
  connection_id: id,
  at: z.date(),
  total: z.int(),
  missing: z.int(),
  completeness_pct: z.number(),
  streams: z.record(
    z.string(),
    z.looseObject({
      source: z.int(),
      local: z.int(),
      missing: z.int(),
      extra: z.int(),
      missing_ids: z.array(z.string()),
      extra_ids: z.array(z.string()),
    }),
  ),
  joins: z.record(z.string(), z.object({ total: z.int(), joined: z.int() })),
});

export const readReconciliation = operation({
  name: "readReconciliation",
  method: "GET",
  path: "/connectors/reconciliation",
  tag,
  summary: "What the sources count beside what is here, and completeness day by day",
  query: z.object({ days }),
  reply: z.object({
    latest: z.array(comparison),
    trend: z.array(z.object({
      connection_id: id,
      day: z.string(),
      completeness_pct: z.number(),
      total: z.int(),
      missing: z.int(),
    })),
  }),
});

const ids = z.array(z.string());

export const readReconciliationDiff = operation({
  name: "readReconciliationDiff",
  method: "GET",
  path: "/connectors/reconciliation/diff",
  tag,
  summary: "What changed since the comparison before, or since a moment, with the ids behind it",
  query: z.object({ since: z.iso.datetime({ offset: true }).optional() }),
  reply: z.object({
    diffs: z.array(z.object({
      connection_id: id,
      current: comparison,
      previous: comparison.nullable(),
      completeness_delta: z.number(),
      total_delta: z.int(),
      missing_delta: z.int(),
      streams: z.array(z.object({
        stream: z.string(),
        newly_missing: ids,
        no_longer_missing: ids,
        newly_extra: ids,
        no_longer_extra: ids,
      })),
    })),
  }),
});
