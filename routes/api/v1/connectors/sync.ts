import { z } from "zod";
import { define } from "@/define.ts";
import { parseBody, succeed } from "@/lib/api/mod.ts";
import { limitHeaders } from "@/lib/auth/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { actorOf } from "@/view.ts";
import { requestRun, SYNC_JOB } from "@/workers/mod.ts";

const order = z.strictObject({ mode: z.enum(["incremental", "full"]).default("incremental") });

/** Makes a sync due at once; DELETE asks the running one to stop. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { accountScopeId } = actorOf(state);
    const { mode } = await parseBody(req, order);
    const { services } = state;
    const limit = await services.auth.limit("sync", accountScopeId);
    if (!limit.allowed) {
      throw new ApiError(429, "rate_limited", "Too many syncs were asked for. Wait a little.", {
        headers: limitHeaders(limit),
      });
    }
    await requestRun(services.sql, accountScopeId, SYNC_JOB, { mode });
    services.wake();
    return succeed(state.requestId, {}, { status: 202 });
  },
  async DELETE({ state }) {
    return succeed(state.requestId, {
      stopping: await state.services.connectors.stop(actorOf(state)),
    });
  },
});
