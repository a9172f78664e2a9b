import type { Route, RouteComponent, RouteConfig } from "./component.ts";
import { type Context, internalsOf } from "./context.ts";
import { HttpError } from "./error.ts";
import { handledMethods, handlerFor } from "./handlers.ts";
import { type Deferred, deferred, type MaybeLazy } from "./lazy.ts";
import type { MiddlewareFn } from "./middleware.ts";
import { renderRoute } from "./page.ts";

/** The last link of a route's chain: runs its handler and renders its page. */
export function routeRunner<State>(route: Deferred<Route<State>>): MiddlewareFn<State> {
  return async (ctx) => await runRoute(ctx, await route.get());
}

/**
 * Makes a route of what may be a function that loads one.
 *
 * @param config goes before the route's own
 */
export function deferRoute<State>(
  route: MaybeLazy<Route<State>>,
  config: RouteConfig = {},
): Deferred<Route<State>> {
  const configured = (own: Route<State>) => ({ ...own, config: { ...own.config, ...config } });
  return deferred(() => typeof route === "function" ? route().then(configured) : configured(route));
}

/**
 * Runs a route: the handler for the request's method answers, or passes data to the page. A page
 * without a GET handler is rendered without data.
 *
 * @throws {HttpError} 405 when the route answers other methods only
 */
export async function runRoute<State>(
  ctx: Context<State>,
  { component, handlers, handler = handlers, config = {} }: Route<State>,
): Promise<Response> {
  const { method } = ctx.req;
  const page = component as RouteComponent<unknown, State> | undefined;
  const run = handlerFor(handler, method);
  if (run === undefined) {
    const reads = method === "GET" || method === "HEAD";
    if (page !== undefined && reads) return await renderRoute(ctx, page, undefined, {}, config);
    internalsOf(ctx).allow = [...handledMethods(handler, page !== undefined) ?? []];
    throw new HttpError(405);
  }
  const result = await run(ctx);
  if (result instanceof Response) return result;
  if (page === undefined) {
    throw new TypeError(`The handler of "${ctx.route}" returned data, but there is no component`);
  }
  const { data, headers, status } = result;
  return await renderRoute(ctx, page, data, { headers, status }, config);
}
