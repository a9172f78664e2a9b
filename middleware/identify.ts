import { findApiToken, resolveScope } from "@/lib/auth/mod.ts";
import { cookieName, readCookies } from "@/lib/api/mod.ts";
import { negotiateLocale } from "@/lib/i18n/mod.ts";
import { define } from "@/define.ts";

/** Name of the session's cookie, before the prefix it gets on https. */
export const SESSION_COOKIE = "ct_session";

/** Whether people reach the product over https: cookies are then bound to it. */
export function isSecure(publicUrl: string | null, url: URL): boolean {
  return (publicUrl ?? url.origin).startsWith("https:");
}

/**
 * Finds out who asks and what they may see: session, then scope, each exactly once a request.
 * An API token stands for a session with its own scope.
 */
export const identify = define.middleware(async (ctx) => {
  const { state, req } = ctx;
  const { services } = state;
  const { config, auth, sql } = services;
  const token = await findApiToken(sql, req.headers.get("authorization"));
  if (token !== null) {
    state.token = { id: token.id, name: token.name, scopes: token.scopes };
    state.scope = await resolveScope(sql, token.accountScopeId, { projectId: null, theme: null });
  } else {
    const name = cookieName(SESSION_COOKIE, isSecure(config.publicUrl, ctx.url));
    const cookie = readCookies(req.headers.get("cookie")).get(name);
    state.session = cookie === undefined ? null : await auth.sessions.find(cookie);
    if (state.session !== null) {
      state.scope = await resolveScope(sql, state.session.accountScopeId, state.session);
      state.theme = state.session.theme;
    }
  }
  const fallback = state.scope?.locale ?? config.locale;
  state.locale = state.session?.locale ??
    negotiateLocale(req.headers.get("accept-language"), fallback);
  return await ctx.next();
});
