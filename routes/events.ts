import { ApiError } from "@/lib/platform/mod.ts";
import { define } from "@/define.ts";
import { viewOf } from "@/view.ts";

/** Live events of the session's project or scope, as server-sent events; of a script's token as well. */
export const handler = define.handlers({
  GET({ state, req }) {
    const { request } = viewOf(state);
    const stream = state.services.live.open({
      sessionId: (state.session ?? state.token)!.id,
      accountScopeId: request.accountScopeId,
      projectId: request.projectId,
      lastEventId: req.headers.get("last-event-id"),
    });
    if (stream === null) {
      throw new ApiError(429, "too_many_streams", "Too many event streams are open.", {
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
