import { Button } from "@/components/Button.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { type ChosenFilters, LEAST } from "./filters.ts";

/** The confidence that is offered first for linking many, percent. */
const USUAL = 95;

/** Asks from which confidence on to link all; a page says how many that are before anything is done. */
export function BulkForm({ t, filters }: { t: Translator; filters: ChosenFilters }) {
  const { kind, source, least = USUAL } = filters;
  const kept = Object.entries({ kind, source }).filter(([, value]) => value !== undefined);
  return (
    <details class="more-actions">
      <summary>{t("identity.bulk")}</summary>
      <form class="form-row" method="get" action="/identity/bulk" aria-label={t("identity.bulk")}>
        {kept.map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)}
        <SelectField
          id="bulk-least"
          name="least"
          label={t("identity.confidence")}
          hint={t("identity.bulkWhy")}
          value={String(Math.max(USUAL, least))}
          options={LEAST.map((value) => ({
            value: String(value),
            label: t("identity.atLeast", { percent: t.format.percent(value) }),
          }))}
        />
        <Button>{t("identity.bulkLook")}</Button>
      </form>
    </details>
  );
}
