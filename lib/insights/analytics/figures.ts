import type { Fragment, Reading } from "./asked.ts";
import { costs, forecast, lost, pipeline, won } from "./money_rows.ts";
import { contacts, inbound, outbound, replies } from "./talk_rows.ts";
import { completed } from "./work_rows.ts";

/**
 * The rows behind each figure: id, project, title, detail, value, time, address, and their order. Every
 * figure is counted from these very rows, so that what it opens is what it says.
 */
export const FIGURES = {
  ...{ inbound, outbound, contacts, replies, completed },
  ...{ won, lost, pipeline, forecast, costs },
} as const satisfies Record<string, (asked: Reading) => Fragment>;

/** A figure by its name. */
export type FigureName = keyof typeof FIGURES;

/** The names of all figures. */
export const FIGURE_NAMES = Object.keys(FIGURES) as [FigureName, ...FigureName[]];
