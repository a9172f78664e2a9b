import { z } from "zod";
import { operation } from "@/lib/api/mod.ts";
import { CONNECTOR_NAMES, EVENT_CURSOR, EVENT_KINDS } from "@/lib/connectors/mod.ts";
import { id, next } from "./shapes.ts";

const kind = z.enum(EVENT_KINDS);
const connector = z.enum(CONNECTOR_NAMES);

export const listEvents = operation({
  name: "listEvents",
  method: "GET",
  path: "/connectors/events",
  tag: "Connectors",
  summary: "What happened, in the chosen project or in the scope, newest first",
  query: z.object({
    kind: kind.optional(),
    connector: connector.optional(),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().regex(EVENT_CURSOR).optional()
      .meta({ description: "Where the previous page ended, from its `next` address." }),
  }),
  reply: z.object({
    events: z.array(z.object({
      id,
      kind,
      connector: connector.nullable()
        .meta({ description: "Null: work of the product itself." }),
      project_id: id,
      source_table: z.string(),
      source_id: id,
      occurred_at: z.date(),
      author: z.string().nullable(),
      snippet: z.string().nullable(),
      url: z.string().nullable().meta({ description: "Page at the vendor." }),
      data: z.record(z.string(), z.unknown()),
    })),
    next,
  }),
});
