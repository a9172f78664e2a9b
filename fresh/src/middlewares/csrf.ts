import type { Context } from "../context.ts";
import { HttpError } from "../error.ts";
import type { MiddlewareFn } from "../middleware.ts";

/** Settings of {@linkcode csrf}. */
export interface CsrfOptions<State = unknown> {
  /**
   * Origins that may send requests that change something: one, several, or a function that decides.
   * Default: the application's own.
   */
  origin?: string | string[] | ((origin: string, ctx: Context<State>) => boolean);
}

const SAFE_METHODS = ["GET", "HEAD", "OPTIONS"];

/**
 * Refuses requests that change something unless they come from the site itself, or from an origin
 * that is allowed.
 *
 * Browsers say where a request comes from in `Sec-Fetch-Site`, older ones in `Origin`. A request
 * that says neither is refused, too.
 *
 * The middleware throws an `HttpError` of status 403 for what it refuses.
 */
export function csrf<State>(options: CsrfOptions<State> = {}): MiddlewareFn<State> {
  const { origin: allowed } = options;

  const isAllowed = (origin: string, ctx: Context<State>) => {
    if (allowed === undefined) return origin === ctx.url.origin;
    if (typeof allowed === "function") return allowed(origin, ctx);
    return [allowed].flat().includes(origin);
  };

  return async function csrf(ctx) {
    const { headers, method } = ctx.req;
    if (SAFE_METHODS.includes(method)) return await ctx.next();
    if (headers.get("sec-fetch-site") === "same-origin") return await ctx.next();
    const origin = headers.get("origin");
    if (origin !== null && isAllowed(origin, ctx)) return await ctx.next();
    throw new HttpError(403);
  };
}
