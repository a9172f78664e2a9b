import { z } from "zod";
import { operation } from "@/lib/api/mod.ts";
import { days, id, next } from "./shapes.ts";

const tag = "Portfolio";

export const readOverview = operation({
  name: "readOverview",
  method: "GET",
  path: "/portfolio/overview",
  tag,
  summary: "Everything the dashboard counts, as numbers",
  query: z.object({ days }),
  reply: z.object({ overview: z.looseObject({ as_of: z.string() }) }),
});

export const readTiles = operation({
  name: "readTiles",
  method: "GET",
  path: "/portfolio/tiles",
  tag,
  summary: "The dashboard's tiles, in the session's language",
  query: z.object({ days }),
  reply: z.object({
    tiles: z.array(
      z.looseObject({ key: z.string(), label: z.string(), value: z.string().nullable() }),
    ),
  }),
});

export const readChart = operation({
  name: "readChart",
  method: "GET",
  path: "/portfolio/charts/{name}",
  tag,
  summary: "One of the dashboard's charts as finished geometry, in the session's language",
  query: z.object({ days }),
  reply: z.object({ model: z.looseObject({ id: z.string(), title: z.string() }) }),
  fails: [404],
});

export const listThreads = operation({
  name: "listThreads",
  method: "GET",
  path: "/portfolio/threads",
  tag,
  summary: "Conversations of the chosen project or of the scope, newest activity first",
  query: z.object({
    status: z.string().max(30).optional(),
    inbox: z.string().max(40).optional(),
    q: z.string().trim().max(200).optional()
      .meta({ description: "Part of a contact's name or address, or of a message." }),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    older: id.optional().meta({ description: "Those before this conversation." }),
    newer: id.optional().meta({ description: "Those after this conversation." }),
  }),
  reply: z.object({
    threads: z.array(z.looseObject({
      id,
      external_id: z.string(),
      project_id: id,
      contact: z.string().nullable(),
      status: z.string(),
      last_activity_at: z.date(),
      messages: z.int(),
    })),
    total: z.int(),
    next,
  }),
});
