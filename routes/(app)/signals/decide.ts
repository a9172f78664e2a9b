import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm } from "@/lib/api/mod.ts";
import { decideSignal, decideSignals } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { isUuid } from "../(_components)/query.ts";
import { decisionFields, decisionIn, outcomes } from "./(_components)/form.ts";
import { backTo, decideAndReturn } from "./(_components)/outcome.ts";

/** Signals are chosen by fields named `signal-<id>`, or are one named `signal_id`. */
const fields = z.looseObject({ ...decisionFields, signal_id: z.guid().optional() });

/** Decides about one signal, or about all that are chosen. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const form = await parseForm(req, fields);
    const { return_to, signal_id } = form;
    const decision = decisionIn(form);
    if (decision === null) return backTo(return_to, { refused: "needs_reason" });
    const chosen = Object.keys(form).filter((name) => name.startsWith("signal-"))
      .map((name) => name.slice("signal-".length)).filter(isUuid).slice(0, 200);
    const did = outcomes[decision.decision];
    const { sql } = state.services;
    if (signal_id === undefined && chosen.length === 0) {
      return backTo(return_to, { refused: "nothing_chosen" });
    }
    return await decideAndReturn(state, return_to, async () => {
      if (signal_id !== undefined) {
        await decideSignal(sql, actorOf(state), signal_id, decision);
        return backTo(return_to, { did, signals: signal_id });
      }
      const { decided, skipped } = await decideSignals(sql, actorOf(state), chosen, decision);
      return backTo(return_to, {
        did,
        signals: decided.map(({ id }) => id).join(","),
        skipped: skipped === 0 ? undefined : String(skipped),
      });
    });
  },
});
