import type { LayoutConfig, Route, RouteComponent, RouteConfig } from "./component.ts";
import type { ErrorPage } from "./entries.ts";
import type { RouteHandler } from "./handlers.ts";
import type { Surrounding } from "./internals.ts";
import { type MiddlewareFn, sequence } from "./middleware.ts";

/** What a file below the routes folder may export. */
interface RouteModule {
  default?: unknown;
  handler?: unknown;
  handlers?: unknown;
  config?: RouteConfig;
}

/**
 * The route a module holds: its component is the default export, its handlers are `handler` or
 * `handlers`.
 *
 * @throws {TypeError} when it holds neither, or something else in their place
 */
export function routeOf<State>(module: RouteModule, id: string): Route<State> {
  const component = componentOf<State>(module, id);
  const handler = module.handler ?? module.handlers;
  if (handler !== undefined && typeof handler !== "function" && typeof handler !== "object") {
    throw new TypeError(`The handlers of "${id}" must be a function or functions by method`);
  }
  if (component === undefined && handler === undefined) {
    throw new TypeError(`The route file "${id}" exports neither a component nor handlers`);
  }
  return { component, handler: handler as RouteHandler<unknown, State>, config: module.config };
}

/** The error page a module holds: a route, as far as its exports go. */
export function errorPageOf<State>(module: RouteModule, id: string): ErrorPage<State> {
  return routeOf(module, id);
}

/**
 * The layout or app wrapper a module holds.
 *
 * @throws {TypeError} when its default export is no component
 */
export function surroundingOf<State>(module: RouteModule, id: string): Surrounding<State> {
  const component = componentOf<State>(module, id);
  if (component === undefined) throw new TypeError(`"${id}" exports no component as default`);
  const config: LayoutConfig = module.config ?? {};
  return { component: component as RouteComponent<unknown, State>, config };
}

/**
 * The middlewares a module holds, as one.
 *
 * @throws {TypeError} when its default export is neither a function nor a list of functions
 */
export function middlewareOf<State>(module: RouteModule, id: string): MiddlewareFn<State> {
  const list = [module.default].flat();
  if (list.length === 0 || list.some((middleware) => typeof middleware !== "function")) {
    throw new TypeError(`"${id}" must export a middleware, or a list of them, as default`);
  }
  return sequence(list as MiddlewareFn<State>[]);
}

function componentOf<State>(
  module: RouteModule,
  id: string,
): RouteComponent<never, State> | undefined {
  const component = module.default;
  if (component !== undefined && typeof component !== "function") {
    throw new TypeError(`The default export of "${id}" is no component`);
  }
  return component as RouteComponent<never, State> | undefined;
}
