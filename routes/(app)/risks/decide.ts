import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import { decideAndTell } from "../../api/v1/(_contract)/decide_risk.ts";
import { backTo } from "./(_components)/outcome.ts";

const common = { risk_id: z.guid(), return_to: z.string().max(2000) };
const fields = z.discriminatedUnion("decision", [
  z.object({ ...common, decision: z.enum(["mitigate", "reopen"]) }),
  z.object({
    ...common,
    decision: z.literal("close"),
    reason: z.string().trim().min(1).max(1000),
  }),
]);

/** Decides about a risk; a refusal leads back with its reason. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const { risk_id, return_to, ...decision } = await parseForm(req, fields);
    try {
      const { status } = await decideAndTell(state, risk_id, decision);
      return backTo(return_to, { did: status, about: risk_id });
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 404 && error.status !== 409)) {
        throw error;
      }
      return backTo(return_to, { refused: error.code });
    }
  },
});
