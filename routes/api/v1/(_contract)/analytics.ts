import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import { FIGURE_NAMES } from "@/lib/insights/mod.ts";
import { days, id, next } from "./shapes.ts";

const tag = "Analytics";

const projects = z.string().max(8000).transform((text) => text.split(","))
  .pipe(z.array(id).max(200))
  .optional().meta({ description: "Ids of projects, with commas between; all unless given." });

const value = z.number().nullable();
const compared = z.object({ value, previous: value })
  .meta({ description: "Of the days, and of as many before them." });

const tiles = z.array(
  z.looseObject({ key: z.string(), label: z.string(), value: z.string().nullable() }),
);
const model = z.looseObject({ id: z.string(), title: z.string() });

const talk = {
  inbound: z.int(),
  outbound: z.int(),
  response_median: value.meta({ description: "Minutes." }),
  response_p90: value,
  completed: z.int(),
  lead_median: value.meta({ description: "Days." }),
};

export const readAnalytics = operation({
  name: "readAnalytics",
  method: "GET",
  path: "/analytics",
  tag,
  summary: "Messages, answers and work, by week and by project",
  query: z.object({ days, projects }),
  reply: z.object({
    analytics: z.object({
      as_of: z.string(),
      ...{ inbound: compared, outbound: compared, contacts: compared, completed: compared },
      ...{ response_median: compared, response_p90: compared, lead_median: compared },
      weeks: z.array(z.object({ week: z.iso.date(), ...talk })),
      projects: z.array(z.object({ project_id: id, ...talk })),
      burn_up: z.object({
        weeks: z.array(z.object({ week: z.iso.date(), scope: z.int(), done: z.int() })),
        pace: z.number().meta({ description: "Issues a week, in the last four." }),
        finish: z.iso.date().nullable()
          .meta({ description: "When what is left is done at that pace; null: never." }),
      }),
    }),
  }),
  fails: [404],
});

const amount = z.number();

export const readFinance = operation({
  name: "readFinance",
  method: "GET",
  path: "/finance",
  tag,
  summary: "What was won, is expected, was spent and is left, in the scope's currency",
  query: z.object({ days, projects }),
  reply: z.object({
    finance: z.object({
      as_of: z.string(),
      currency: z.string(),
      ...{ won: compared, won_deals: z.int(), lost: compared, lost_deals: z.int() },
      ...{ pipeline: amount, pipeline_deals: z.int() },
      deals_elsewhere: z.int().meta({ description: "Open deals in other currencies." }),
      deals_undated: z.int().meta({ description: "Open deals no forecast can count." }),
      forecast: z.array(
        z.object({
          days: z.int(),
          deals: z.int(),
          weighted: value.meta({
            description: "By the win rate of each deal's stage; null: no deal is closed yet.",
          }),
        }),
      ),
      costs: compared.meta({ description: "Null: neither entries nor estimates." }),
      margin: compared.meta({ description: "Of the projects whose costs are known." }),
      margin_projects: z.int(),
      stages: z.array(
        z.object({ stage: z.string(), deals: z.int(), value: amount, rate: value }),
      ),
      projects: z.array(z.object({
        ...{ project_id: id, won: amount, pipeline: amount, weighted: value },
        ...{ costs: value, margin: value },
      })),
      weeks: z.array(z.object({ week: z.iso.date(), won: amount, costs: value })),
      months: z.array(
        z.object({ month: z.string(), planned: amount, won: amount, lost: amount }),
      ),
    }),
  }),
  fails: [404],
});

export const listFigureRows = operation({
  name: "listFigureRows",
  method: "GET",
  path: "/analytics/rows/{figure}",
  tag,
  summary: "The rows a figure was counted from",
  description: `\`figure\` is one of ${FIGURE_NAMES.join(", ")}.`,
  query: pageQuery.extend({
    days,
    projects,
    from: z.iso.date().optional().meta({ description: "First day, in place of `days`." }),
    to: z.iso.date().optional().meta({ description: "Last day." }),
    horizon: z.coerce.number().int().min(1).max(366).default(90)
      .meta({ description: "Days a forecast looks ahead." }),
  }),
  reply: z.object({
    rows: z.array(z.object({
      ...{ id, project_id: id, title: z.string(), detail: z.string().nullable(), value },
      ...{ at: z.date().nullable(), url: z.string().nullable() },
    })),
    total: z.object({ count: z.int(), sum: value, median: value, p90: value }),
    next,
  }),
  fails: [404],
});

export const readAnalyticsTiles = operation({
  name: "readAnalyticsTiles",
  method: "GET",
  path: "/analytics/tiles",
  tag,
  summary: "The tiles of Analytics, in the session's language",
  query: z.object({ days }),
  reply: z.object({ tiles }),
});

export const readAnalyticsChart = operation({
  name: "readAnalyticsChart",
  method: "GET",
  path: "/analytics/charts/{name}",
  tag,
  summary: "A chart of Analytics as finished geometry, in the session's language",
  query: z.object({ days }),
  reply: z.object({ model }),
  fails: [404],
});

export const readFinanceTiles = operation({
  name: "readFinanceTiles",
  method: "GET",
  path: "/finance/tiles",
  tag,
  summary: "The tiles of Finance, in the session's language",
  query: z.object({ days }),
  reply: z.object({ tiles }),
});

export const readFinanceChart = operation({
  name: "readFinanceChart",
  method: "GET",
  path: "/finance/charts/{name}",
  tag,
  summary: "A chart of Finance as finished geometry, in the session's language",
  query: z.object({ days }),
  reply: z.object({ model }),
  fails: [404],
});
