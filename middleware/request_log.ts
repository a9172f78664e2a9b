import { Buffer } from "node:buffer";
import type { Middleware } from "fresh";
import { asApiError, fail } from "@/lib/api/mod.ts";
import { sha256 } from "@/lib/auth/mod.ts";
import type { State } from "@/lib/services.ts";
import { editHeaders } from "./edit_headers.ts";

/** Methods that are counted by name. A client may send any word, and each would be a new series. */
const METHODS = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** Tells a session's lines together without naming the session. */
function sessionHash(id: string): string {
  return Buffer.from(sha256(id)).toString("hex").slice(0, 12);
}

/** Whatever fails in what surrounds the routes, error pages included: the client learns no more. */
function lastResort(state: State, error: unknown): Response {
  state.log.error({ err: error }, "request failed");
  return fail(state.requestId, asApiError(error));
}

/** Logs one line for each request when it is answered, counts it, and gives the reply its headers. */
export function requestLog(): Middleware<State> {
  return async function requestLog(ctx) {
    const { state, req } = ctx;
    const began = performance.now();
    const reply = await ctx.next().catch((error) => lastResort(state, error));
    const durationMs = Math.round((performance.now() - began) * 10) / 10;
    const route = ctx.route ?? "(none)";
    const method = METHODS.has(req.method) ? req.method : "OTHER";
    state.services.metrics.request(route, method, reply.status, durationMs / 1000);
    state.log.info({
      method,
      route,
      status: reply.status,
      durationMs,
      session: state.session === null ? null : sessionHash(state.session.id),
      token: state.token === null ? null : sessionHash(state.token.id),
    }, "request");
    return editHeaders(reply, (headers) => {
      for (const [name, value] of state.replyHeaders) {
        if (!headers.has(name)) headers.set(name, value);
      }
      headers.set("x-request-id", state.requestId);
    });
  };
}
