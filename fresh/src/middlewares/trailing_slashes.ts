import type { MiddlewareFn } from "../middleware.ts";

/**
 * Redirects to the URL that ends with a slash, or to the one that doesn't. The root is left alone.
 *
 * The redirect has status 307, so that a form is sent again and not lost.
 */
export function trailingSlashes<State>(mode: "always" | "never"): MiddlewareFn<State> {
  return async function trailingSlashes(ctx) {
    const { pathname, search } = ctx.url;
    const bare = pathname.replace(/\/+$/, "");
    const isRoot = bare === "" || bare === ctx.config.basePath;
    const wanted = mode === "always" ? `${bare}/` : bare;
    if (isRoot || pathname === wanted) return await ctx.next();
    return ctx.redirect(wanted + search, 307);
  };
}
