import type { LayoutConfig, Route, RouteComponent, RouteConfig } from "./component.ts";
import { type FreshConfig, resolveConfig } from "./config.ts";
import type { Entry, ErrorPage } from "./entries.ts";
import { fsEntries } from "./fs_routes.ts";
import { handledMethods, type Method } from "./handlers.ts";
import { type MaybeLazy, ready } from "./lazy.ts";
import { listen, type ListenOptions } from "./listen.ts";
import { type Middleware, type MiddlewareFn, resolveLazy, sequence } from "./middleware.ts";
import { buildRequestHandler, type RequestHandler } from "./request_handler.ts";
import { deferRoute, routeRunner } from "./route.ts";
import { joinMount, joinPattern, placeOf } from "./segments.ts";
import { getSnapshot, type Snapshot } from "./snapshot.ts";
import type { WebSocketHandlers, WebSocketUpgradeOptions } from "./websocket.ts";

/** Something registered with an app: tells what it adds, once it is known where the app is mounted. */
type Step<State> = (base: string, snapshot: Snapshot | null) => Entry<State>[];

/**
 * An application: middlewares, routes, layouts and error pages, applied from top to bottom.
 *
 * @example
 * ```ts
 * const app = new App()
 *   .use(staticFiles())
 *   .get("/", () => new Response("hello"));
 * app.listen();
 * ```
 */
export class App<State = unknown> {
  /** The configuration the app was made with. */
  readonly config: FreshConfig;
  readonly #steps: Step<State>[] = [];

  constructor(config: FreshConfig = {}) {
    resolveConfig(config, null);
    this.config = config;
  }

  /** Adds middlewares for all routes registered from here on. */
  use(...middlewares: MaybeLazy<Middleware<State>>[]): this;
  /** Adds middlewares for the routes at a path and below it. */
  use(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this;
  use(
    first: string | MaybeLazy<Middleware<State>>,
    ...rest: MaybeLazy<Middleware<State>>[]
  ): this {
    const [path, middlewares] = typeof first === "string" ? [first, rest] : ["*", [first, ...rest]];
    const runs = middlewares.map(resolveLazy);
    return this.#add((base) =>
      runs.map((run) => ({ kind: "middleware", place: placeOf(joinMount(base, path)), run }))
    );
  }

  /** Answers GET requests, and HEAD requests that have no handler of their own. */
  get(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["GET"], middlewares);
  }

  /** Answers POST requests. */
  post(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["POST"], middlewares);
  }

  /** Answers PUT requests. */
  put(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["PUT"], middlewares);
  }

  /** Answers PATCH requests. */
  patch(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["PATCH"], middlewares);
  }

  /** Answers DELETE requests. */
  delete(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["DELETE"], middlewares);
  }

  /** Answers HEAD requests. */
  head(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["HEAD"], middlewares);
  }

  /** Answers OPTIONS requests. */
  options(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, ["OPTIONS"], middlewares);
  }

  /** Answers requests of all methods. */
  all(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this {
    return this.#handle(path, null, middlewares);
  }

  /** Answers requests for a WebSocket: upgrades them and calls the handlers for its events. */
  ws(path: string, handlers: WebSocketHandlers, options?: WebSocketUpgradeOptions): this {
    return this.get(path, (ctx) => ctx.upgrade(handlers, options));
  }

  /** Adds a route made of a page component, handlers, or both; it may be loaded lazily. */
  route<Data>(
    path: string,
    route: MaybeLazy<Route<State, Data>>,
    config?: RouteConfig,
  ): this {
    const methods = typeof route === "function"
      ? null
      : handledMethods(route.handler ?? route.handlers, route.component !== undefined);
    const source = deferRoute(route as MaybeLazy<Route<State>>, config);
    const pattern = config?.routeOverride ?? path;
    return this.#route(pattern, methods, routeRunner(source));
  }

  /** Sets the component around every page: `<html>`, `<head>` and `<body>`. */
  appWrapper(component: RouteComponent<never, State>): this {
    return this.#surround("app", "*", component, {});
  }

  /** Adds a layout around the pages at a path and below it. */
  layout(path: string, component: RouteComponent<never, State>, config: LayoutConfig = {}): this {
    return this.#surround("layout", path, component, config);
  }

  /** Sets what answers 404 errors. */
  notFound(page: ErrorPage<State>): this {
    return this.#error("*", 404, page);
  }

  /** Sets what answers errors. */
  onError(page: ErrorPage<State>): this;
  /** Sets what answers the errors of a path and of all below it. */
  onError(path: string, page: ErrorPage<State>): this;
  onError(first: string | ErrorPage<State>, page?: ErrorPage<State>): this {
    if (typeof first !== "string") return this.#error("*", null, first);
    if (page === undefined) throw new TypeError("onError needs something that answers the error");
    return this.#error(first, null, page);
  }

  /** Takes over all that is registered with another app, with `path` before its paths. */
  mountApp(path: string, app: App<State>): this {
    return this.#add((base, snapshot) => {
      const mount = joinPattern(base, path).replace(/\/+\*?$/, "");
      return app.#expand(mount, getSnapshot(app) ?? snapshot);
    });
  }

  /** Adds the routes, middlewares, layouts and error pages of the routes folder. */
  fsRoutes(path = "/"): this {
    return this.#add((base, snapshot) => {
      const mount = joinPattern(base, path).replace(/\/+\*?$/, "");
      return snapshot === null ? [] : fsEntries<State>(snapshot.routes, mount);
    });
  }

  /** Makes the function that answers requests, of all that is registered so far. */
  handler(): RequestHandler {
    const snapshot = getSnapshot(this);
    const config = resolveConfig(this.config, snapshot);
    return buildRequestHandler(this.#expand(config.basePath, snapshot), config, snapshot);
  }

  /** Starts a server. Resolves when it listens; `options.signal` ends it. */
  async listen(options: ListenOptions = {}): Promise<void> {
    await listen(this.handler(), options);
  }

  #expand(base: string, snapshot: Snapshot | null): Entry<State>[] {
    return this.#steps.flatMap((step) => step(base, snapshot));
  }

  #add(step: Step<State>): this {
    this.#steps.push(step);
    return this;
  }

  #handle(path: string, methods: Method[] | null, chain: MaybeLazy<Middleware<State>>[]): this {
    if (chain.length === 0) throw new TypeError(`The route "${path}" needs a handler`);
    return this.#route(path, methods && new Set(methods), sequence(chain.map(resolveLazy)));
  }

  #route(path: string, methods: ReadonlySet<Method> | null, run: MiddlewareFn<State>): this {
    return this.#add((base) => {
      const pattern = joinPattern(base, path);
      return [{ kind: "route", place: placeOf(pattern), pattern, methods, run }];
    });
  }

  #surround(
    kind: "app" | "layout",
    path: string,
    component: RouteComponent<never, State>,
    config: LayoutConfig,
  ): this {
    const surrounding = ready({ component: component as RouteComponent<unknown, State>, config });
    return this.#add((base) => [{ kind, place: placeOf(joinMount(base, path)), surrounding }]);
  }

  #error(path: string, only: number | null, page: ErrorPage<State>): this {
    const place = (base: string) => placeOf(joinMount(base, path));
    return this.#add((base) => [{ kind: "error", place: place(base), only, page: ready(page) }]);
  }
}
