import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { DRILL_NAMES } from "@/lib/portfolio/mod.ts";
import { days, id, next } from "./shapes.ts";

/** Groups of tiles: what the dashboard opens with, what a client's page does, the talk below. */
export const TILE_PARTS = ["portfolio", "client", "talk"] as const;

const tag = "Portfolio";

const projects = z.string().max(8000).transform((text) => text.split(",")).pipe(
  z.array(id).max(200),
)
  .optional().meta({ description: "Ids of projects, with commas between; all unless given." });

const client = z.looseObject({
  project_id: id,
  name: z.string(),
  health: z.number().nullable(),
  client_value: z.int().nullable(),
  open_risks: z.int(),
});

export const readOverview = operation({
  name: "readOverview",
  method: "GET",
  path: "/portfolio/overview",
  tag,
  summary: "Everything the dashboard counts, as numbers",
  query: z.object({ days, projects }),
  reply: z.object({
    overview: z.looseObject({
      as_of: z.string(),
      refreshed_at: z.string().nullable()
        .meta({ description: "The figures of clients are as of then." }),
      clients: z.array(client),
    }),
  }),
  fails: [404],
});

export const readTrends = operation({
  name: "readTrends",
  method: "GET",
  path: "/portfolio/trends",
  tag,
  summary: "What the dashboard's charts show, as numbers",
  query: z.object({ days, projects }),
  reply: z.object({ trends: z.looseObject({ as_of: z.string() }) }),
  fails: [404],
});

export const readControlTower = operation({
  name: "readControlTower",
  method: "GET",
  path: "/control-tower",
  tag,
  summary: "Everything about one project that is looked at first",
  query: z.object({
    project_id: id.optional().meta({ description: "The chosen project unless given." }),
  }),
  reply: z.object({ control_tower: z.looseObject({ as_of: z.string(), client }) }),
  fails: [404],
});

const day = z.iso.date();

export const listRows = operation({
  name: "listPortfolioRows",
  method: "GET",
  path: "/portfolio/rows/{figure}",
  tag,
  summary: "The rows a figure was counted from",
  description:
    `As many as the figure says, or adding up to it. Figures: ${DRILL_NAMES.join(", ")}. ` +
    "`from` and `to` are days of the scope; a state is that of the end of `to`, of now unless given.",
  query: pageQuery.extend({ projects, from: day.optional(), to: day.optional() }),
  reply: z.object({
    rows: z.array(z.object({
      id,
      project_id: id.nullable(),
      title: z.string(),
      detail: z.string().nullable(),
      value: z.number().nullable(),
      at: z.date().nullable(),
      url: z.string().nullable(),
    })),
    total: z.object({ count: z.int(), sum: z.number().nullable(), mean: z.number().nullable() }),
    next,
  }),
  fails: [404],
});

export const readTiles = operation({
  name: "readTiles",
  method: "GET",
  path: "/portfolio/tiles",
  tag,
  summary: "The dashboard's tiles, in the session's language",
  query: z.object({
    days,
    part: z.enum(TILE_PARTS).default("portfolio"),
    project_id: id.optional(),
  }),
  reply: z.object({
    tiles: z.array(
      z.looseObject({ key: z.string(), label: z.string(), value: z.string().nullable() }),
    ),
  }),
  fails: [404],
});

const chart = z.looseObject({ id: z.string(), title: z.string() });

export const readCharts = operation({
  name: "readCharts",
  method: "GET",
  path: "/portfolio/charts",
  tag,
  summary: "The dashboard's charts as finished geometry, by name, in the session's language",
  query: z.object({ days, project_id: id.optional() }),
  reply: z.looseObject({ messages: chart, responses: chart }),
  fails: [404],
});

export const readChart = operation({
  name: "readChart",
  method: "GET",
  path: "/portfolio/charts/{name}",
  tag,
  summary: "One of the dashboard's charts as finished geometry, in the session's language",
  query: z.object({ days, project_id: id.optional() }),
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
