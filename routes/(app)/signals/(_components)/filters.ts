import {
  SIGNAL_KINDS,
  SIGNAL_STATES,
  type SignalFilter,
  type SignalKind,
  type SignalState,
} from "@/lib/insights/mod.ts";
import { numberIn, uuidIn } from "../../(_components)/query.ts";

/** Signals on a page. */
export const PAGE = 20;

/** How the list is narrowed: all of it is in the address. */
export interface ChosenSignals {
  state: SignalState;
  kind: SignalKind | undefined;
  /** Least severity. */
  severity: number | undefined;
  project: string | undefined;
  offset: number;
}

/** The filters in an address; what cannot be chosen counts as not chosen. */
export function filtersIn(url: URL): ChosenSignals {
  const get = (name: string) => url.searchParams.get(name);
  const severity = numberIn(url, "severity", 1, 5, 0);
  return {
    state: SIGNAL_STATES.find((state) => state === get("state")) ?? "open",
    kind: SIGNAL_KINDS.find((kind) => kind === get("kind")),
    severity: severity === 0 ? undefined : severity,
    project: uuidIn(url, "project"),
    offset: numberIn(url, "offset", 0, 1_000_000, 0),
  };
}

/** What to ask the list for, of the projects in view. */
export function signalFilter(
  { state, kind, severity, project }: ChosenSignals,
  projectIds: readonly string[],
): SignalFilter {
  const chosen = project === undefined ? projectIds : projectIds.filter((id) => id === project);
  return { state, kind, severity, projectIds: chosen };
}

/** Whether anything is narrowed. */
export function isNarrowed({ state, kind, severity, project }: ChosenSignals): boolean {
  return state !== "open" || [kind, severity, project].some((value) => value !== undefined);
}
