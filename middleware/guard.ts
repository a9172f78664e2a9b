import { readBody, seeOther } from "@/lib/api/mod.ts";
import { fromOwnPages, isSafe, tokenMatches } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { define } from "@/define.ts";
import { isForPrograms, isOpen, isWebhook, wantsPage } from "./addresses.ts";

/** The CSRF token a request sent: the header, or the field of a form. */
async function sentToken(req: Request): Promise<string | null> {
  const header = req.headers.get("x-csrf-token");
  if (header !== null) return header;
  if (!/^application\/x-www-form-urlencoded\b/i.test(req.headers.get("content-type") ?? "")) {
    return null;
  }
  const body = await readBody(req.clone() as Request);
  return new URLSearchParams(new TextDecoder().decode(body)).get("csrf_token");
}

/** Refuses what comes from another site's page, or without the session's token. */
async function checkCsrf(req: Request, own: string, expected: string | null): Promise<void> {
  const fine = fromOwnPages({
    fetchSite: req.headers.get("sec-fetch-site"),
    origin: req.headers.get("origin"),
    own,
  }) && (expected === null || tokenMatches(await sentToken(req), expected));
  if (fine) return;
  throw new ApiError(
    403,
    "csrf_invalid",
    "The form is out of date or comes from another page. Reload and try again.",
  );
}

/** Refuses a script what its token is not for. */
function checkTokenScope({ token }: State, method: string): void {
  const needed = isSafe(method) ? "read" : "write";
  if (token === null || token.scopes.includes(needed)) return;
  throw new ApiError(403, "insufficient_scope", `This token has not the scope "${needed}".`);
}

/** Sends people to sign in, back to where they were; programs are told that they have to. */
function askToSignIn(ctx: { req: Request; url: URL; isPartial: boolean }): Response {
  const { req: { method, headers }, url } = ctx;
  const looks = isSafe(method) && !isForPrograms(url.pathname) && !headers.has("authorization");
  if (!looks && !wantsPage(ctx)) {
    throw new ApiError(401, "unauthorized", "Sign in, or send an API token.", {
      headers: { "www-authenticate": "Bearer" },
    });
  }
  // a form that was posted is gone: what it belonged to has to be asked for anew
  const back = isSafe(method) ? url.pathname + url.search : "/";
  return seeOther(`/login?return_to=${encodeURIComponent(back)}`);
}

/**
 * Lets signed-in people and valid tokens through. Others are sent to sign in, or get 401 from what
 * is for programs. Requests that change something are checked for where they come from; those with
 * an API token are not, since no browser sends it by itself.
 */
export const guard = define.middleware(async (ctx) => {
  const { req, url, state } = ctx;
  const own = state.services.config.publicUrl ?? url.origin;
  const safe = isSafe(req.method);
  if (isWebhook(url.pathname)) return await ctx.next();
  if (isOpen(url.pathname)) {
    if (!safe) await checkCsrf(req, own, null);
    return await ctx.next();
  }
  if (state.scope === null) return askToSignIn(ctx);
  if (state.token !== null) checkTokenScope(state, req.method);
  else if (!safe) await checkCsrf(req, own, state.session!.csrfToken);
  return await ctx.next();
});
