import { findApiToken, resolveScope } from "@/lib/auth/mod.ts";
import { cookieName, readCookies } from "@/lib/api/mod.ts";
import { negotiateLocale } from "@/lib/i18n/mod.ts";
import type { State } from "@/lib/services.ts";
import { define } from "@/define.ts";
import { isProbe } from "./addresses.ts";

/** Name of the session's cookie, before the prefix it gets on https. */
export const SESSION_COOKIE = "ct_session";

/** Whether people reach the product over https: cookies are then bound to it. */
export function isSecure(publicUrl: string | null, url: URL): boolean {
  return (publicUrl ?? url.origin).startsWith("https:");
}

/** A script: its token has its own scope. One that is not valid is nobody, whatever cookie it has. */
async function identifyScript(state: State, authorization: string): Promise<void> {
  const { sql } = state.services;
  state.token = await findApiToken(sql, authorization);
  if (state.token === null) return;
  const { accountScopeId } = state.token;
  state.scope = await resolveScope(sql, accountScopeId, { projectId: null, theme: null });
}

/** A person: the session of the cookie. */
async function identifyPerson(state: State, req: Request, url: URL): Promise<void> {
  const { config, auth, sql } = state.services;
  const name = cookieName(SESSION_COOKIE, isSecure(config.publicUrl, url));
  const cookie = readCookies(req.headers.get("cookie")).get(name);
  state.session = cookie === undefined ? null : await auth.sessions.find(cookie);
  if (state.session === null) return;
  state.scope = await resolveScope(sql, state.session.accountScopeId, state.session);
  state.theme = state.session.theme;
}

/** Finds out who asks and what they may see: session or token, then scope, each exactly once a request. */
export const identify = define.middleware(async (ctx) => {
  const { state, req, url } = ctx;
  if (isProbe(url.pathname)) return await ctx.next();
  const authorization = req.headers.get("authorization");
  if (/^Bearer\b/i.test(authorization ?? "")) await identifyScript(state, authorization!);
  else await identifyPerson(state, req, url);
  const fallback = state.scope?.locale ?? state.services.config.locale;
  state.locale = state.session?.locale ??
    negotiateLocale(req.headers.get("accept-language"), fallback);
  return await ctx.next();
});
