import type { Context } from "./context.ts";
import type { MaybeLazy } from "./lazy.ts";

/** A middleware: answers the request, or hands on to the next one with `ctx.next()`. */
export type MiddlewareFn<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** What a `_middleware` file may export: one middleware or several. */
export type Middleware<State> = MiddlewareFn<State> | MiddlewareFn<State>[];

/**
 * Runs middlewares in order, each of them around those after it.
 *
 * `ctx.next` means the rest of the chain to whichever middleware is running: it is set before
 * each call and put back after it.
 *
 * @param end what the last middleware's `ctx.next()` calls
 */
export async function runChain<State>(
  ctx: Context<State>,
  chain: readonly MiddlewareFn<State>[],
  end: () => Promise<Response>,
  index = 0,
): Promise<Response> {
  const middleware = chain[index];
  if (middleware === undefined) return await end();
  const outer = ctx.next;
  ctx.next = () => runChain(ctx, chain, end, index + 1);
  try {
    return await middleware(ctx);
  } finally {
    ctx.next = outer;
  }
}

/**
 * Makes a middleware of what may be a function that loads one (`async () => (await import(…)).default`).
 *
 * Both are functions, so the first call tells: a result that is itself a function, or a list of
 * them, is the middleware, and is kept. A function that takes a parameter is never a loader.
 */
export function resolveLazy<State>(
  middleware: MaybeLazy<Middleware<State>>,
): MiddlewareFn<State> {
  if (Array.isArray(middleware)) return sequence(middleware);
  if (middleware.length > 0) return middleware as MiddlewareFn<State>;
  const call = middleware as (ctx: Context<State>) => unknown;
  let loaded: MiddlewareFn<State> | null = null;
  return async (ctx) => {
    if (loaded !== null) return await loaded(ctx);
    const result = await call(ctx);
    if (typeof result !== "function" && !Array.isArray(result)) return result as Response;
    loaded = sequence([result].flat() as MiddlewareFn<State>[]);
    return await loaded(ctx);
  };
}

/** Joins middlewares into one. */
export function sequence<State>(middlewares: MiddlewareFn<State>[]): MiddlewareFn<State> {
  const [only] = middlewares;
  if (only !== undefined && middlewares.length === 1) return only;
  return (ctx) => runChain(ctx, middlewares, ctx.next);
}
