import { HttpError } from "fresh";
import { dayOf, DRILL_NAMES, type DrillName, type DrillPeriod } from "@/lib/portfolio/mod.ts";
import type { ProjectScope } from "@/lib/portfolio/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";
import { narrowedIn } from "../../(_components)/narrow.ts";

/** Which rows an address asks for. */
export interface AskedRows {
  figure: DrillName;
  scope: ProjectScope;
  period: DrillPeriod;
}

/** A day in an address; undefined when it is none. */
function dayIn(url: URL, name: string): string | undefined {
  const day = url.searchParams.get(name) ?? "";
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  // the 31st of a month without one is none either
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined;
}

/**
 * The rows an address asks for.
 *
 * @throws {HttpError} 404 for a figure that there is not
 */
export function askedRows(state: State, url: URL, name: string | undefined): AskedRows {
  const figure = DRILL_NAMES.find((known) => known === name);
  if (figure === undefined) throw new HttpError(404);
  const { request: { timeZone }, now } = viewOf(state);
  return {
    figure,
    scope: narrowedIn(url, state),
    period: {
      ...{ today: dayOf(now, timeZone), timeZone },
      ...{ from: dayIn(url, "from"), to: dayIn(url, "to") },
    },
  };
}
