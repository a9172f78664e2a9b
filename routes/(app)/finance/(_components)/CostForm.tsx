import { Button } from "@/components/Button.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";

/** What was sent and could not be taken: the fields, and those that are wrong. */
export interface Refused {
  fields: Readonly<Record<string, string>>;
  errors: Readonly<Record<string, string>>;
}

/** Props of {@link CostForm}. */
export interface CostFormProps {
  t: Translator;
  projects: readonly { id: string; name: string }[];
  currency: string;
  /** `YYYY-MM-DD`. */
  today: string;
  csrfToken: string;
  refused: Refused | null;
}

/** Enters a cost. */
export function CostForm({ t, projects, currency, today, csrfToken, refused }: CostFormProps) {
  const field = (name: string, usual = "") => ({
    ...{ name, id: `cost-${name}`, value: refused?.fields[name] ?? usual },
    ...(refused?.errors[name] === undefined ? {} : { error: refused.errors[name] }),
  });
  return (
    <PostForm
      action="/finance/costs"
      csrfToken={csrfToken}
      hidden={{ action: "add" }}
      layout="row"
      label={t("finance.add")}
    >
      <SelectField
        {...field("project_id", projects[0]?.id)}
        label={t("finance.project")}
        options={projects.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <FormField
        {...field("incurred_on", today)}
        label={t("finance.date")}
        type="date"
        required
      />
      <FormField
        {...field("amount")}
        label={t("finance.amount")}
        hint={t("finance.amountHint")}
        required
      />
      <FormField {...field("currency", currency)} label={t("finance.currency")} maxLength={3} />
      <FormField
        {...field("category")}
        label={t("finance.category")}
        hint={t("finance.categoryHint")}
        maxLength={100}
        required
      />
      <FormField {...field("note")} label={t("finance.note")} maxLength={1000} />
      <Button variant="primary" testId="add-cost">{t("finance.addButton")}</Button>
    </PostForm>
  );
}
