import type { Context } from "../context.ts";
import type { MiddlewareFn } from "../middleware.ts";
import { editHeaders } from "../response.ts";

/** Settings of {@linkcode cors}. */
export interface CORSOptions<State = unknown> {
  /**
   * Origins that may read responses: one, several, or a function that answers the origin to allow,
   * nothing to allow none. Default: `*`, all of them.
   */
  origin?:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => string | undefined | null);
  /** Methods a preflight request allows. Default: GET, HEAD, PUT, POST, DELETE, PATCH. */
  allowMethods?: string[];
  /** Request headers a preflight request allows. Default: those it asks for. */
  allowHeaders?: string[];
  /** Seconds a preflight request's answer may be kept. */
  maxAge?: number;
  /** Whether requests may carry cookies. Default: false. */
  credentials?: boolean;
  /** Response headers scripts may read. */
  exposeHeaders?: string[];
}

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/**
 * Tells browsers which other origins may read responses, and answers preflight requests.
 *
 * @example
 * ```ts
 * app.use("/api", cors({ origin: "https://example.com", maxAge: 600 }));
 * ```
 */
export function cors<State>(options: CORSOptions<State> = {}): MiddlewareFn<State> {
  const { origin = "*", allowMethods = METHODS, allowHeaders = [], exposeHeaders = [] } = options;

  const allowedOrigin = (requested: string, ctx: Context<State>) => {
    if (typeof origin === "function") return origin(requested, ctx) ?? null;
    if (typeof origin === "string") return origin;
    return origin.includes(requested) ? requested : null;
  };

  const setCommon = (headers: Headers, ctx: Context<State>) => {
    const allowed = allowedOrigin(ctx.req.headers.get("origin") ?? "", ctx);
    if (allowed) headers.set("access-control-allow-origin", allowed);
    // What a cache may hand to one origin is not for the others.
    if (origin !== "*") headers.append("vary", "Origin");
    if (options.credentials) headers.set("access-control-allow-credentials", "true");
    if (exposeHeaders.length > 0) {
      headers.set("access-control-expose-headers", exposeHeaders.join(","));
    }
  };

  const preflight = (ctx: Context<State>) => {
    const headers = new Headers();
    setCommon(headers, ctx);
    if (options.maxAge !== undefined) {
      headers.set("access-control-max-age", String(options.maxAge));
    }
    headers.set("access-control-allow-methods", allowMethods.join(","));
    const asked = ctx.req.headers.get("access-control-request-headers");
    const names = allowHeaders.length > 0 ? allowHeaders.join(",") : asked;
    if (names) headers.set("access-control-allow-headers", names);
    if (allowHeaders.length === 0) headers.append("vary", "Access-Control-Request-Headers");
    return new Response(null, { status: 204, headers });
  };

  return async function cors(ctx) {
    const { headers, method } = ctx.req;
    if (method === "OPTIONS" && headers.has("access-control-request-method")) {
      return preflight(ctx);
    }
    return editHeaders(await ctx.next(), (headers) => setCommon(headers, ctx));
  };
}
