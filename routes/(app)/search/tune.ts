import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { EF_RANGE, setTuning } from "@/lib/evidence/mod.ts";
import { limitCostly } from "@/middleware/rate_limit.ts";
import { actorOf, viewOf } from "@/view.ts";
import { backAfter } from "./(_components)/told.tsx";

const fields = z.union([
  z.object({ tune: z.literal("1") }),
  z.object({
    ef_search: z.union([
      z.literal("").transform(() => null),
      z.coerce.number().int().min(EF_RANGE.least).max(EF_RANGE.most),
    ]),
  }),
]);

/** Sets how thoroughly vectors are searched, or measures and chooses. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const asked = await parseForm(req, fields);
    const { evidence, sql } = state.services;
    const actor = actorOf(state);
    return await backAfter("/search/state", async () => {
      if ("tune" in asked) {
        await limitCostly(state, "sync");
        const { best, measured } = await evidence.measure(viewOf(state).scope);
        await setTuning(sql, actor, best, measured);
      } else await setTuning(sql, actor, asked.ef_search);
      await evidence.forget(actor.accountScopeId);
      return { done: "tuned" };
    });
  },
});
