import type { Sql } from "../../platform/mod.ts";
import { type Asked, daysBefore } from "./asked.ts";
import { type BurnUp, countBurnUp } from "./burn_up.ts";
import type { FigureName } from "./figures.ts";
import { type Measure, measure, measureBy, NOTHING } from "./measure.ts";
import { mondaysIn } from "./weeks.ts";

/** A figure with the one of as many days before. */
export interface Compared {
  value: number | null;
  previous: number | null;
}

/** A week in numbers. */
export interface WorkWeek {
  /** Monday. */
  week: string;
  inbound: number;
  outbound: number;
  /** Minutes until an answer; null without one. */
  response_median: number | null;
  response_p90: number | null;
  completed: number;
  /** Days; null where nothing was completed. */
  lead_median: number | null;
}

/** A project in numbers. */
export interface ProjectWork {
  project_id: string;
  inbound: number;
  outbound: number;
  response_median: number | null;
  response_p90: number | null;
  completed: number;
  lead_median: number | null;
}

/** How the talk with clients and the work for them went. */
export interface WorkReport {
  inbound: Compared;
  outbound: Compared;
  contacts: Compared;
  response_median: Compared;
  response_p90: Compared;
  completed: Compared;
  lead_median: Compared;
  weeks: WorkWeek[];
  projects: ProjectWork[];
  burn_up: BurnUp;
}

const NAMES = ["inbound", "outbound", "contacts", "replies", "completed"] as const;
const PARTS = ["inbound", "outbound", "replies", "completed"] as const;

async function all<Name extends FigureName, Result>(
  names: readonly Name[],
  read: (name: Name) => Promise<Result>,
): Promise<Record<Name, Result>> {
  const entries = await Promise.all(names.map(async (name) => [name, await read(name)] as const));
  return Object.fromEntries(entries) as Record<Name, Result>;
}

/** What is told of a part: a project, or a week. */
function told(by: Record<(typeof PARTS)[number], Map<string, Measure>>, key: string) {
  const of = (name: (typeof PARTS)[number]) => by[name].get(key) ?? NOTHING;
  const { median: response_median, p90: response_p90 } = of("replies");
  const { count: completed, median: lead_median } = of("completed");
  return {
    ...{ inbound: of("inbound").count, outbound: of("outbound").count },
    ...{ response_median, response_p90, completed, lead_median },
  };
}

/** Counts messages, people, answers and work of the days, beside as many days before. */
export async function reportWork(sql: Sql, asked: Asked): Promise<WorkReport> {
  const before = { ...asked, ...daysBefore(asked) };
  const [now, then, weekly, own, burn_up] = await Promise.all([
    all(NAMES, (name) => measure(sql, name, asked)),
    all(NAMES, (name) => measure(sql, name, before)),
    all(PARTS, (name) => measureBy(sql, name, asked, "week")),
    all(PARTS, (name) => measureBy(sql, name, asked, "project")),
    countBurnUp(sql, asked),
  ]);
  const compared = (name: (typeof NAMES)[number], field: keyof Measure): Compared => ({
    value: now[name][field],
    previous: then[name][field],
  });
  return {
    inbound: compared("inbound", "count"),
    outbound: compared("outbound", "count"),
    contacts: compared("contacts", "count"),
    response_median: compared("replies", "median"),
    response_p90: compared("replies", "p90"),
    completed: compared("completed", "count"),
    lead_median: compared("completed", "median"),
    weeks: mondaysIn(asked).map((week) => ({ week, ...told(weekly, week) })),
    projects: asked.projectIds.map((id) => ({ project_id: id, ...told(own, id) })),
    burn_up,
  };
}
