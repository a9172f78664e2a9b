import { HttpError } from "fresh";
import { type Asked, FIGURE_NAMES, type FigureName } from "@/lib/insights/mod.ts";
import type { State } from "@/lib/services.ts";
import { askedDays } from "../../../api/v1/(_contract)/asked_days.ts";
import { narrowedIn } from "../../(_components)/narrow.ts";
import { daysIn, numberIn } from "../../(_components)/query.ts";

/** A calendar day in an address; undefined when it is none. */
export function dayIn(url: URL, name: string): string | undefined {
  const day = url.searchParams.get(name) ?? "";
  const at = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined;
}

/**
 * The figure whose rows an address asks for, its days and projects.
 *
 * @throws {HttpError} 404 for a figure that there is not
 */
export function askedRows(
  state: State,
  url: URL,
  name: string | undefined,
): { figure: FigureName; asked: Asked } {
  const figure = FIGURE_NAMES.find((known) => known === name);
  if (figure === undefined) throw new HttpError(404);
  const days = { days: daysIn(url), from: dayIn(url, "from"), to: dayIn(url, "to") };
  return {
    figure,
    asked: {
      ...askedDays(state, days),
      ...narrowedIn(url, state),
      horizon: numberIn(url, "horizon", 1, 366, 90),
    },
  };
}
