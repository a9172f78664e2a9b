import { HttpError } from "fresh";
import { define } from "@/define.ts";

/** Live events of the session's project or scope, as server-sent events. */
export const handler = define.handlers({
  GET({ state, req }) {
    const { session, scope, services } = state;
    if (session === null || scope === null) throw new HttpError(401);
    const stream = services.live.open({
      sessionId: session.id,
      accountScopeId: scope.accountScopeId,
      projectId: scope.projectId,
      lastEventId: req.headers.get("last-event-id"),
    });
    if (stream === null) {
      return new Response("Too many event streams are open.", {
        status: 429,
        headers: { "retry-after": "60" },
      });
    }
    return new Response(stream, {
      headers: {
        "content-type": "text/event-stream",
        "cache-control": "no-store",
        "x-accel-buffering": "no",
      },
    });
  },
});
