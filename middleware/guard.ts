import { MAX_BODY, seeOther } from "@/lib/api/mod.ts";
import { fromOwnPages, isSafe, tokenMatches } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { define } from "@/define.ts";

/** Pages that need no session. Signing in checks its own form token. */
const open = new Set(["/login", "/health", "/ready", "/metrics"]);

/** The CSRF token a request sent: the header, or the field of a small form. */
async function sentToken(req: Request): Promise<string | null> {
  const header = req.headers.get("x-csrf-token");
  if (header !== null) return header;
  if (!/^application\/x-www-form-urlencoded\b/i.test(req.headers.get("content-type") ?? "")) {
    return null;
  }
  if (Number(req.headers.get("content-length") ?? Infinity) > MAX_BODY) return null;
  return new URLSearchParams(await req.clone().text()).get("csrf_token");
}

/** Refuses what comes from another site's page, or without the session's token. */
async function checkCsrf(req: Request, own: string, expected: string | null): Promise<void> {
  const fine = fromOwnPages({
    fetchSite: req.headers.get("sec-fetch-site"),
    origin: req.headers.get("origin"),
    own,
  }) && (expected === null || tokenMatches(await sentToken(req), expected));
  if (!fine) {
    throw new ApiError(
      403,
      "csrf_invalid",
      "The form is out of date or comes from another page. Reload and try again.",
    );
  }
}

/**
 * Lets signed-in people and valid tokens through. Others are sent to sign in, or get 401 from the
 * API. Requests that change something are checked for where they come from; those with an API
 * token are not, since no browser sends it by itself.
 */
export const guard = define.middleware(async (ctx) => {
  const { req, url, state } = ctx;
  const { session, token, services } = state;
  const own = services.config.publicUrl ?? url.origin;
  if (token !== null) {
    if (!isSafe(req.method) && !token.scopes.includes("write")) {
      throw new ApiError(403, "read_only_token", "This token may only read.");
    }
    return await ctx.next();
  }
  if (open.has(url.pathname)) {
    if (!isSafe(req.method)) await checkCsrf(req, own, null);
    return await ctx.next();
  }
  if (session === null || state.scope === null) {
    if (url.pathname.startsWith("/api/") || url.pathname === "/events") {
      throw new ApiError(401, "unauthorized", "Sign in, or send an API token.");
    }
    return seeOther(`/login?return_to=${encodeURIComponent(url.pathname + url.search)}`);
  }
  if (!isSafe(req.method)) await checkCsrf(req, own, session.csrfToken);
  return await ctx.next();
});
