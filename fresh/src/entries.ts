import type { Route } from "./component.ts";
import { covers, depth, type Place } from "./segments.ts";
import type { Method } from "./handlers.ts";
import type { Surrounding, Surroundings } from "./internals.ts";
import type { Deferred } from "./lazy.ts";
import type { MiddlewareFn } from "./middleware.ts";

/** What answers errors: a middleware, or a route with a component. */
export type ErrorPage<State> = MiddlewareFn<State> | Route<State>;

/** A middleware for all routes of a place. */
export interface MiddlewareEntry<State> {
  kind: "middleware";
  place: Place;
  run: MiddlewareFn<State>;
}

/** A layout or an app wrapper around all pages of a place. */
export interface SurroundingEntry<State> {
  kind: "layout" | "app";
  place: Place;
  surrounding: Deferred<Surrounding<State>>;
}

/** An error page for all errors of a place; or, with `only`, for those of one HTTP status. */
export interface ErrorEntry<State> {
  kind: "error";
  place: Place;
  only: number | null;
  page: Deferred<ErrorPage<State>>;
}

/** A route: methods null for all of them. */
export interface RouteEntry<State> {
  kind: "route";
  place: Place;
  pattern: string;
  methods: ReadonlySet<Method> | null;
  run: MiddlewareFn<State>;
}

/** One thing registered with an app, placed where the app is mounted. */
export type Entry<State> =
  | MiddlewareEntry<State>
  | SurroundingEntry<State>
  | ErrorEntry<State>
  | RouteEntry<State>;

/**
 * What surrounds a page of a place. Layouts count when registered before the page, those further
 * down the path lie further in; of the app wrappers, the one furthest down counts.
 *
 * @param before how many of the entries were registered before the page
 */
export function surroundingsAt<State>(
  entries: readonly Entry<State>[],
  place: Place,
  before = entries.length,
): Surroundings<State> {
  const layouts = entries.slice(0, before)
    .filter((entry) => entry.kind === "layout" && covers(entry.place, place))
    .toSorted((a, b) => depth(a.place) - depth(b.place)) as SurroundingEntry<State>[];
  const app = furthestDown(
    entries.filter((entry) => entry.kind === "app" && covers(entry.place, place)),
  ) as SurroundingEntry<State> | undefined;
  return { app: app?.surrounding ?? null, layouts: layouts.map((entry) => entry.surrounding) };
}

/**
 * The error page that answers an error of a place when none did on the way.
 *
 * @param shown the error pages that were shown already
 */
export function errorEntryAt<State>(
  entries: readonly Entry<State>[],
  place: Place,
  status: number,
  shown: readonly unknown[],
): ErrorEntry<State> | undefined {
  const pages = entries.filter((entry): entry is ErrorEntry<State> =>
    entry.kind === "error" && covers(entry.place, place) && !shown.includes(entry)
  );
  return furthestDown(pages.filter((entry) => entry.only === status)) ??
    furthestDown(pages.filter((entry) => entry.only === null));
}

/** The entry furthest down the path; the last one registered among equals. */
function furthestDown<E extends Entry<never> | { place: Place }>(entries: E[]): E | undefined {
  return entries.toSorted((a, b) => depth(a.place) - depth(b.place)).at(-1);
}
