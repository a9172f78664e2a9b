import { limitHeaders } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { define } from "@/define.ts";

/** Probes of the operator, which must not be refused. */
const probes = new Set(["/health", "/ready", "/metrics"]);

/** The address a request comes from, behind trusted proxies the client's. */
export function clientIpOf(
  ctx: {
    info: Deno.ServeHandlerInfo;
    req: Request;
    state: { services: { auth: { clientIp(peer: string, forwarded: string | null): string } } };
  },
): string {
  const { remoteAddr } = ctx.info;
  const peer = "hostname" in remoteAddr ? remoteAddr.hostname : "127.0.0.1";
  return ctx.state.services.auth.clientIp(peer, ctx.req.headers.get("x-forwarded-for"));
}

/** Limits requests a minute: per session or token when there is one, else per address. */
export const rateLimit = define.middleware(async (ctx) => {
  if (probes.has(ctx.url.pathname)) return await ctx.next();
  const { session, token, services } = ctx.state;
  const who = session?.id ?? token?.id;
  const limit = who === undefined
    ? await services.auth.limit("anonymous", clientIpOf(ctx))
    : await services.auth.limit("session", who);
  const headers = limitHeaders(limit);
  if (!limit.allowed) {
    throw new ApiError(429, "rate_limited", "Too many requests. Wait a little.", { headers });
  }
  const reply = await ctx.next();
  for (const [name, value] of Object.entries(headers)) reply.headers.set(name, value);
  return reply;
});
