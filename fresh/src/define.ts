import type { RouteComponent } from "./component.ts";
import type { RouteData, RouteHandler } from "./handlers.ts";
import type { Middleware } from "./middleware.ts";

/** The data of a page: what its handlers pass to it, if they are named. */
type DataOf<Handler> = [Handler] extends [undefined] ? unknown : RouteData<Handler>;

/** Typed helpers for an application's state, made by {@linkcode createDefine}. */
export interface Define<State> {
  /** Types handlers; answers them unchanged. */
  handlers<Handler extends RouteHandler<unknown, State>>(handlers: Handler): Handler;
  /** Types a page component or app wrapper; `typeof handler` links its data to the handlers. */
  page<
    Handler extends RouteHandler<unknown, State> | undefined = undefined,
  >(
    component: RouteComponent<DataOf<Handler>, State>,
  ): RouteComponent<DataOf<Handler>, State>;
  /** Types a layout. */
  layout(component: RouteComponent<unknown, State>): RouteComponent<unknown, State>;
  /** Types a middleware or a list of them. */
  middleware<M extends Middleware<State>>(middleware: M): M;
}

/**
 * Makes helpers that spare type annotations in middlewares, handlers, pages and layouts.
 *
 * @example
 * ```ts
 * export const define = createDefine<{ user: User | null }>();
 * ```
 */
export function createDefine<State>(): Define<State> {
  return {
    handlers: (handlers) => handlers,
    page: (component) => component,
    layout: (component) => component,
    middleware: (middleware) => middleware,
  };
}
