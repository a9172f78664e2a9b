import assert from "node:assert/strict";
import * as fresh from "./mod.ts";
import type {
  Context,
  CORSOptions,
  CSPOptions,
  CsrfOptions,
  Define,
  FreshConfig,
  FreshContext,
  HandlerByMethod,
  HandlerFn,
  Island,
  LayoutConfig,
  Lazy,
  ListenOptions,
  MaybeLazy,
  Method,
  Middleware,
  MiddlewareFn,
  PageProps,
  PageResponse,
  ResolvedFreshConfig,
  RouteConfig,
  RouteData,
  RouteHandler,
} from "./mod.ts";

/** Every documented type: the test's name stands for what the compiler checks. */
export type Documented = [
  Context<unknown>,
  CORSOptions,
  CSPOptions,
  CsrfOptions,
  Define<unknown>,
  FreshConfig,
  FreshContext,
  HandlerByMethod<unknown, unknown>,
  HandlerFn<unknown, unknown>,
  Island,
  LayoutConfig,
  Lazy<unknown>,
  ListenOptions,
  MaybeLazy<unknown>,
  Method,
  Middleware<unknown>,
  MiddlewareFn<unknown>,
  PageProps,
  PageResponse<unknown>,
  ResolvedFreshConfig,
  RouteConfig,
  RouteData<unknown>,
  RouteHandler<unknown, unknown>,
];

Deno.test("fresh - exports what is documented and nothing else", () => {
  assert.deepEqual(Object.keys(fresh).sort(), [
    "App",
    "HttpError",
    "cors",
    "createDefine",
    "csp",
    "csrf",
    "ipFilter",
    "page",
    "staticFiles",
    "trailingSlashes",
  ]);
});
