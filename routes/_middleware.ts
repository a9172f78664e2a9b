import { HttpError } from "fresh";
import { asApiError, fail } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { define } from "@/define.ts";
import { identify } from "@/middleware/identify.ts";
import { guard } from "@/middleware/guard.ts";
import { rateLimit } from "@/middleware/rate_limit.ts";

/** Turns errors into what the client understands: JSON for the API, an error page for people. */
const answerErrors = define.middleware(async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    const known = asApiError(error);
    if (!ctx.url.pathname.startsWith("/api/")) {
      throw error instanceof ApiError
        ? new HttpError(known.status, known.message, { cause: error })
        : error;
    }
    if (known.status === 500) ctx.state.log.error({ err: error }, "request failed");
    return fail(ctx.state.requestId, known);
  }
});

export default [answerErrors, identify, rateLimit, guard];
