import type { Middleware } from "fresh";
import { requestIdOf } from "@/lib/api/mod.ts";
import type { State } from "@/lib/services.ts";

/** Gives each request its id and logger, echoes the id, and logs one line when it is answered. */
export function requestLog(): Middleware<State> {
  return async function requestLog(ctx) {
    const { services } = ctx.state;
    const requestId = requestIdOf(ctx.req.headers);
    ctx.state.requestId = requestId;
    ctx.state.log = services.log.child({ requestId });
    ctx.state.session = null;
    ctx.state.token = null;
    ctx.state.scope = null;
    ctx.state.theme = null;
    ctx.state.locale = services.config.locale;
    const began = performance.now();
    const reply = await ctx.next();
    const durationMs = Math.round((performance.now() - began) * 10) / 10;
    const route = ctx.route ?? "(none)";
    services.metrics.request(route, ctx.req.method, reply.status, durationMs / 1000);
    const session = (ctx.state as State).session;
    ctx.state.log.info({
      method: ctx.req.method,
      route,
      status: reply.status,
      durationMs,
      session: session?.id.slice(0, 8) ?? null,
    }, "request");
    reply.headers.set("x-request-id", requestId);
    return reply;
  };
}
