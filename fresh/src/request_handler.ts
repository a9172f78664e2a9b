import { type ErrorPages, errorPages } from "./boundary.ts";
import { forwardedUrl, type ResolvedFreshConfig } from "./config.ts";
import { Context, internalsOf } from "./context.ts";
import { type Entry, type RouteEntry, surroundingsAt } from "./entries.ts";
import { HttpError } from "./error.ts";
import type { Surroundings } from "./internals.ts";
import { type MiddlewareFn, runChain } from "./middleware.ts";
import { readPartialRequest } from "./partial_request.ts";
import { finishResponse } from "./response.ts";
import { buildRouter, type RouteMatch } from "./router.ts";
import { covers, type Place } from "./segments.ts";
import type { Snapshot } from "./snapshot.ts";

/** What an app's `handler()` answers requests with. */
export type RequestHandler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/** All that happens to a request of one route, worked out beforehand. */
interface Plan<State> {
  place: Place;
  chain: readonly MiddlewareFn<State>[];
  surroundings: Surroundings<State>;
}

/** Connection of a request that came by no connection, as in tests. */
const NO_CONNECTION: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};

/**
 * Builds the function that answers requests, from what was registered with an app.
 *
 * @param entries in the order of registration
 */
export function buildRequestHandler<State>(
  entries: readonly Entry<State>[],
  config: ResolvedFreshConfig,
  snapshot: Snapshot | null,
): RequestHandler {
  const pages = errorPages(entries);
  const routes = entries.flatMap((entry, index) =>
    entry.kind === "route"
      ? [{
        pattern: entry.pattern,
        methods: entry.methods,
        target: planRoute(entries, entry, index, pages),
      }]
      : []
  );
  const router = buildRouter(routes);

  return async (req, info = NO_CONNECTION) => {
    const requested = new URL(req.url);
    const received = config.trustProxy ? forwardedUrl(requested, req.headers) : requested;
    const { url, isPartial } = readPartialRequest(received);
    const { match, malformed } = find(() => router.match(req.method, url.pathname));
    const { pattern: route } = match;
    const params = match.found ? match.params : {};
    const ctx = new Context<State>({ req, url, info, config, isPartial, params, route });
    const internals = internalsOf(ctx);
    internals.snapshot = snapshot;
    const plan = match.found ? match.target : planUnmatched(entries, url.pathname, pages);
    internals.surroundings = plan.surroundings;
    if (!match.found && match.allow.length > 0) internals.allow = match.allow;
    try {
      const end = () =>
        Promise.reject(malformed ?? new HttpError(internals.allow === null ? 404 : 405));
      return finishResponse(req, await runChain(ctx, plan.chain, end), internals);
    } catch (error) {
      return finishResponse(req, await pages.lastResort(ctx, error, plan.place), internals);
    }
  };
}

/** Looks a route up; a path that can't be read has none, and `malformed` says why. */
function find<T>(match: () => RouteMatch<T>): { match: RouteMatch<T>; malformed?: HttpError } {
  try {
    return { match: match() };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    return { match: { found: false, allow: [], pattern: null }, malformed: error };
  }
}

/** The chain of a route: what was registered before it for its place, and then the route itself. */
function planRoute<State>(
  entries: readonly Entry<State>[],
  route: RouteEntry<State>,
  index: number,
  pages: ErrorPages<State>,
): Plan<State> {
  const { place } = route;
  const chain = [...chainAt(entries.slice(0, index), place, pages), route.run];
  return { place, chain, surroundings: surroundingsAt(entries, place, index) };
}

/** The chain of a path without a route: middlewares may answer it all the same. */
function planUnmatched<State>(
  entries: readonly Entry<State>[],
  pathname: string,
  pages: ErrorPages<State>,
): Plan<State> {
  const place: Place = { segments: pathname.split("/").filter(Boolean), folder: null };
  const chain = chainAt(entries, place, pages);
  return { place, chain, surroundings: surroundingsAt(entries, place) };
}

function chainAt<State>(
  entries: readonly Entry<State>[],
  place: Place,
  pages: ErrorPages<State>,
): MiddlewareFn<State>[] {
  return entries.flatMap((entry) => {
    if (!covers(entry.place, place)) return [];
    if (entry.kind === "middleware") return [entry.run];
    return entry.kind === "error" ? [pages.boundary(entry, place)] : [];
  });
}
