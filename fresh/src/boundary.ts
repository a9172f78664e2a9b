import type { RouteComponent } from "./component.ts";
import { type Context, internalsOf } from "./context.ts";
import { type Entry, type ErrorEntry, errorEntryAt, surroundingsAt } from "./entries.ts";
import { errorStatus } from "./error.ts";
import { defaultErrorResponse, withErrorDetails } from "./error_page.ts";
import { handlerFor } from "./handlers.ts";
import type { MiddlewareFn } from "./middleware.ts";
import { renderRoute } from "./page.ts";
import type { Place } from "./segments.ts";

/** Answers errors of an app with the error pages registered for their place. */
export interface ErrorPages<State> {
  /** The link of a chain that catches what is thrown further in. */
  boundary(entry: ErrorEntry<State>, place: Place): MiddlewareFn<State>;
  /** Answers what no boundary did; never throws. */
  lastResort(ctx: Context<State>, error: unknown, place: Place): Promise<Response>;
}

/** Prepares the error pages among the entries. */
export function errorPages<State>(entries: readonly Entry<State>[]): ErrorPages<State> {
  const surroundings = new Map(
    entries.filter((entry) => entry.kind === "error")
      .map((entry) => [entry, surroundingsAt(entries, entry.place)]),
  );

  async function show(ctx: Context<State>, error: unknown, entry: ErrorEntry<State>) {
    return await withErrorDetails(ctx, error, await answer(ctx, error, entry));
  }

  async function answer(ctx: Context<State>, error: unknown, entry: ErrorEntry<State>) {
    internalsOf(ctx).shown.push(entry);
    ctx.error = error;
    ctx.next = () => Promise.reject(error);
    internalsOf(ctx).surroundings = surroundings.get(entry)!;
    const page = await entry.page.get();
    if (typeof page === "function") return await page(ctx);
    const handler = handlerFor(page.handler ?? page.handlers, ctx.req.method);
    const component = page.component as RouteComponent<unknown, State> | undefined;
    // A handler decides itself what is worth logging; a component only shows.
    if (handler === undefined) logServerError(ctx, error);
    const result = await handler?.(ctx);
    if (result instanceof Response) return result;
    if (component === undefined) throw error;
    const init = { headers: result?.headers, status: result?.status };
    return await renderRoute(ctx, component, result?.data, init, page.config ?? {});
  }

  function next(ctx: Context<State>, error: unknown, place: Place) {
    return errorEntryAt(entries, place, errorStatus(error), internalsOf(ctx).shown);
  }

  return {
    boundary: (entry, place) => async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        const status = errorStatus(error);
        const passes = entry.only !== null && entry.only !== status;
        if (passes || internalsOf(ctx).shown.includes(entry)) throw error;
        // A page for exactly this status is preferred to one for all errors.
        const exact = entry.only === null ? next(ctx, error, place) : entry;
        return await show(ctx, error, exact?.only === status ? exact : entry);
      }
    },
    async lastResort(ctx, error, place) {
      let latest = error;
      for (;;) {
        const entry = next(ctx, latest, place);
        if (entry === undefined) break;
        try {
          return await show(ctx, latest, entry);
        } catch (thrown) {
          if (thrown !== latest) logServerError(ctx, latest);
          latest = thrown;
        }
      }
      logServerError(ctx, latest);
      ctx.error = latest;
      return defaultErrorResponse(ctx, latest);
    },
  };
}

/** Logs an error that is the server's fault: nobody else will. */
function logServerError<State>(ctx: Context<State>, error: unknown): void {
  const { logged } = internalsOf(ctx);
  if (errorStatus(error) < 500 || logged.includes(error)) return;
  logged.push(error);
  console.error(error);
}
