import { limitHeaders, type LIMITS, type LimitState } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { define } from "@/define.ts";
import { isProbe, isWebhook } from "./addresses.ts";
import { clientIpOf } from "./client_ip.ts";

/** Tells the client where it stands; refuses it when that is at the end. */
function apply(state: State, limit: LimitState): void {
  const headers = limitHeaders(limit);
  for (const [name, value] of Object.entries(headers)) state.replyHeaders.set(name, value);
  if (limit.allowed) return;
  throw new ApiError(429, "rate_limited", "Too many requests. Wait a little.", { headers });
}

/**
 * Counts what costs more than a look, once the request is known to be valid.
 *
 * @throws {ApiError} 429 when the scope has asked for too much of it
 */
export async function limitCostly(state: State, kind: keyof typeof LIMITS): Promise<void> {
  const { auth } = state.services;
  if (state.scope !== null) apply(state, await auth.limit(kind, state.scope.accountScopeId));
}

/** Limits requests a minute: per session or token when there is one, else per address. */
export const rateLimit = define.middleware(async (ctx) => {
  const { state, url } = ctx;
  if (isProbe(url.pathname)) return await ctx.next();
  const { auth } = state.services;
  if (isWebhook(url.pathname)) {
    // a vendor rings for a whole workspace from one address; paths anybody can invent
    apply(state, await auth.limit("webhook", clientIpOf(ctx)));
    return await ctx.next();
  }
  const who = state.session?.id ?? state.token?.id;
  apply(
    state,
    who === undefined
      ? await auth.limit("anonymous", clientIpOf(ctx))
      : await auth.limit("session", who),
  );
  return await ctx.next();
});
