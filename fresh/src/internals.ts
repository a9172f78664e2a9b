import type { Deferred } from "./lazy.ts";
import type { LayoutConfig, RouteComponent } from "./component.ts";
import type { Snapshot } from "./snapshot.ts";

/** A component that surrounds pages, with its own settings. */
export interface Surrounding<State> {
  component: RouteComponent<unknown, State>;
  config: LayoutConfig;
}

/** What surrounds the pages of a route: the app wrapper and the layouts, outermost first. */
export interface Surroundings<State> {
  app: Deferred<Surrounding<State>> | null;
  layouts: readonly Deferred<Surrounding<State>>[];
}

/** What a request carries along that is not shown on `ctx`. */
export interface RequestInternals<State> {
  /** The build the application runs from; null without one. */
  snapshot: Snapshot | null;
  /** What surrounds a page rendered now. */
  surroundings: Surroundings<State>;
  /** Nonce of the page that was rendered; null when none was. */
  nonce: string | null;
  /** Methods the requested path would have answered, when it refused this one. */
  allow: readonly string[] | null;
  /** Error pages that were shown for this request: none is shown twice. */
  shown: unknown[];
  /** Errors of this request that were logged: none is logged twice. */
  logged: unknown[];
}

/** The internals a request starts with. */
export function newInternals<State>(): RequestInternals<State> {
  return {
    snapshot: null,
    surroundings: { app: null, layouts: [] },
    nonce: null,
    allow: null,
    shown: [],
    logged: [],
  };
}
