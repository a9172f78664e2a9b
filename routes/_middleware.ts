import { HttpError } from "fresh";
import { asApiError, fail } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { define } from "@/define.ts";
import { wantsPage } from "@/middleware/addresses.ts";
import { guard } from "@/middleware/guard.ts";
import { identify } from "@/middleware/identify.ts";
import { rateLimit } from "@/middleware/rate_limit.ts";

/** Refuses an address with a null character, which no name and no text of ours has. */
const readable = define.middleware(async (ctx) => {
  if (/%00/.test(ctx.req.url)) {
    throw new ApiError(400, "bad_request", "The address holds a character that is not text.");
  }
  return await ctx.next();
});

/** Turns errors into what who asks understands: an error page for people, JSON for programs. */
const answerErrors = define.middleware(async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    const { state } = ctx;
    const known = asApiError(error);
    if (known.status >= 500) state.log.error({ err: error }, "request failed");
    if (!wantsPage(ctx)) return fail(state.requestId, known);
    for (const [name, value] of Object.entries(known.options.headers ?? {})) {
      state.replyHeaders.set(name, value);
    }
    throw new HttpError(known.status as HttpError["status"], known.message, { cause: known });
  }
});

export default [answerErrors, readable, identify, rateLimit, guard];
