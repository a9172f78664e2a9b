import { z } from "zod";
import type { Translator } from "@/lib/i18n/mod.ts";
import { type NewCost, readAmount } from "@/lib/insights/mod.ts";
import type { Refused } from "./CostForm.tsx";

/** The fields of the form, as they are sent. */
export const costForm = z.object({
  action: z.literal("add"),
  project_id: z.string().max(100),
  incurred_on: z.string().max(20),
  amount: z.string().max(50),
  currency: z.string().max(10),
  category: z.string().max(200),
  note: z.string().max(2000).default(""),
});

/** The cost of a form, or what of it is wrong, in words beside the fields. */
export function costIn(
  form: z.infer<typeof costForm>,
  projects: ReadonlySet<string>,
  t: Translator,
): { cost: NewCost } | { refused: Refused } {
  const { action: _, ...fields } = form;
  const errors: Record<string, string> = {};
  const amount = readAmount(form.amount);
  const currency = form.currency.trim().toUpperCase();
  const category = form.category.trim();
  const note = form.note.trim();
  const at = /^\d{4}-\d{2}-\d{2}$/.test(form.incurred_on)
    ? Date.parse(`${form.incurred_on}T00:00:00Z`)
    : Number.NaN;
  const real = !Number.isNaN(at) &&
    new Date(at).toISOString().startsWith(form.incurred_on);
  if (!projects.has(form.project_id)) errors.project_id = t("finance.error_unknown_project");
  if (!real) errors.incurred_on = t("finance.error_not_a_date");
  if (amount === null) errors.amount = t("finance.error_not_an_amount");
  if (amount === 0) errors.amount = t("finance.error_zero_amount");
  if (!/^[A-Z]{3}$/.test(currency)) errors.currency = t("finance.error_not_a_currency");
  if (category === "") errors.category = t("finance.error_missing");
  if (category.length > 100) errors.category = t("finance.error_too_long");
  if (note.length > 1000) errors.note = t("finance.error_too_long");
  if (Object.keys(errors).length > 0) return { refused: { fields, errors } };
  const { project_id, incurred_on } = form;
  return {
    cost: {
      ...{ project_id, incurred_on, amount: amount!, currency, category },
      note: note === "" ? null : note,
    },
  };
}
