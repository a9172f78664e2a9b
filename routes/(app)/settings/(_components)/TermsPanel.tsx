import { Button } from "@/components/Button.tsx";
import { CheckboxField } from "@/components/form/CheckboxField.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { PostForm } from "@/components/form/PostForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import type { ScopeTerms } from "@/lib/auth/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/** ISO days of the week. */
const DAYS = [1, 2, 3, 4, 5, 6, 7];

/** Name of a day of the week: 1 January 2024 was a Monday. */
function dayName(day: number, t: Translator): string {
  const format = new Intl.DateTimeFormat(t.locale, { weekday: "short", timeZone: "UTC" });
  return format.format(Date.UTC(2024, 0, day));
}

/** Props of {@link TermsPanel}. */
export interface TermsPanelProps {
  t: Translator;
  terms: ScopeTerms;
  csrfToken: string;
}

/** When the scope works, and what its money is counted in. */
export function TermsPanel({ t, terms, csrfToken }: TermsPanelProps) {
  return (
    <Panel title={t("finance.terms")} id="terms">
      <div class="stack">
        <p class="meta">{t("finance.termsWhy")}</p>
        <PostForm action="/settings/terms" csrfToken={csrfToken} layout="stack">
          <fieldset class="form-row">
            <legend class="field-label">{t("finance.days")}</legend>
            {DAYS.map((day) => (
              <CheckboxField
                key={day}
                name={`day_${day}`}
                label={dayName(day, t)}
                checked={terms.business_days.includes(day)}
              />
            ))}
          </fieldset>
          <div class="form-row">
            <FormField
              name="business_from"
              label={t("finance.opens")}
              type="time"
              value={terms.business_from}
              required
            />
            <FormField
              name="business_to"
              label={t("finance.closes")}
              type="time"
              value={terms.business_to}
              required
            />
            <FormField
              name="currency"
              label={t("finance.currency")}
              value={terms.currency}
              maxLength={3}
              required
            />
            <FormField
              name="hourly_rate"
              label={t("finance.hourlyRate")}
              hint={t("finance.hourlyRateHint")}
              value={terms.hourly_rate === null ? "" : String(terms.hourly_rate)}
            />
            <Button testId="save-terms">{t("common.save")}</Button>
          </div>
        </PostForm>
      </div>
    </Panel>
  );
}
