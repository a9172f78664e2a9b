import { limitHeaders, type LIMITS, type LimitState } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { define } from "@/define.ts";
import { isProbe, isWebhook } from "./addresses.ts";
import { clientIpOf } from "./client_ip.ts";

/** What costs more than a look, and has a limit of its own beside the general one. */
const costly: Record<string, keyof typeof LIMITS> = {
  "POST /connectors/sync": "sync",
  "POST /api/v1/connectors/sync": "sync",
};

/** Tells the client where it stands; refuses it when that is at the end. */
function apply(state: State, limit: LimitState): void {
  const headers = limitHeaders(limit);
  for (const [name, value] of Object.entries(headers)) state.replyHeaders.set(name, value);
  if (limit.allowed) return;
  throw new ApiError(429, "rate_limited", "Too many requests. Wait a little.", { headers });
}

/** Limits requests a minute: per session or token when there is one, else per address. */
export const rateLimit = define.middleware(async (ctx) => {
  const { state, url, req } = ctx;
  if (isProbe(url.pathname)) return await ctx.next();
  const { auth } = state.services;
  if (isWebhook(url.pathname)) {
    // a vendor rings for a whole workspace from one address
    apply(state, await auth.limit("webhook", url.pathname));
    return await ctx.next();
  }
  const who = state.session?.id ?? state.token?.id;
  apply(
    state,
    who === undefined
      ? await auth.limit("anonymous", clientIpOf(ctx))
      : await auth.limit("session", who),
  );
  const kind = costly[`${req.method} ${url.pathname.replace(/\/+$/, "")}`];
  if (kind !== undefined && state.scope !== null) {
    apply(state, await auth.limit(kind, state.scope.accountScopeId));
  }
  return await ctx.next();
});
