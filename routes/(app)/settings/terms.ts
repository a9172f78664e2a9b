import { z } from "zod";
import { define } from "@/define.ts";
import { parseForm, seeOther } from "@/lib/api/mod.ts";
import { changeTerms } from "@/lib/auth/mod.ts";
import { readAmount } from "@/lib/insights/mod.ts";
import { actorOf } from "@/view.ts";
import { termFields } from "../../api/v1/(_contract)/terms.ts";

const { business_from, business_to, currency, hourly_rate } = termFields;
const ticked = z.literal("on").optional();

const fields = z.object({
  ...{ business_from, business_to, currency },
  hourly_rate: z.string().max(20).transform((text) => {
    const plain = text.trim();
    return plain === "" ? null : readAmount(plain) ?? Number.NaN;
  }).pipe(hourly_rate),
  ...{ day_1: ticked, day_2: ticked, day_3: ticked, day_4: ticked },
  ...{ day_5: ticked, day_6: ticked, day_7: ticked },
}).transform(({ business_from, business_to, currency, hourly_rate, ...days }) => ({
  ...{ business_from, business_to, currency, hourly_rate },
  business_days: Object.entries(days).flatMap(([name, value]) =>
    value === undefined ? [] : [Number(name.slice(-1))]
  ),
})).refine(({ business_days }) => business_days.length > 0, {
  ...{ path: ["business_days"], message: "Choose at least one day" },
});

/** Changes office hours, currency and hourly rate of the scope. */
export const handler = define.handlers({
  async POST({ state, req }) {
    const terms = await parseForm(req, fields);
    const actor = actorOf(state);
    await changeTerms(state.services.sql, actor, terms);
    await state.services.changed(actor.accountScopeId, ["terms"]);
    return seeOther("/settings?done=saved");
  },
});
