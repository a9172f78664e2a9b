import { FilterForm } from "@/components/FilterForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { ABOUT, RECORD_SOURCES } from "@/lib/identity/mod.ts";
import { type ChosenFilters, isNarrowed, LEAST } from "./filters.ts";
import { sourceName } from "./words.ts";

/** Narrows the suggestions; everything chosen is in the address. */
export function SuggestionFilters({ t, filters }: { t: Translator; filters: ChosenFilters }) {
  const { state, kind, source, least } = filters;
  const narrowed = isNarrowed(filters) || state !== "open";
  const percentages = least === undefined || LEAST.some((each) => each === least)
    ? LEAST
    : [...LEAST, least].sort((a, b) => a - b);
  return (
    <FilterForm
      t={t}
      label={t("identity.filters")}
      clearHref={narrowed ? "/identity" : undefined}
    >
      <SelectField
        name="state"
        label={t("identity.state")}
        value={state}
        options={[
          { value: "open", label: t("identity.stateOpen") },
          { value: "applied", label: t("identity.stateApplied") },
          { value: "dismissed", label: t("identity.stateDismissed") },
        ]}
      />
      <SelectField
        name="kind"
        label={t("identity.kind")}
        value={kind ?? ""}
        options={[
          { value: "", label: t("identity.anyKind") },
          ...ABOUT.map((value) => ({ value, label: t(`identity.kind_${value}`) })),
        ]}
      />
      <SelectField
        name="source"
        label={t("identity.source")}
        value={source ?? ""}
        options={[
          { value: "", label: t("identity.anySource") },
          ...RECORD_SOURCES.map((value) => ({ value, label: sourceName(value, t) })),
        ]}
      />
      <SelectField
        name="least"
        label={t("identity.confidence")}
        value={least === undefined ? "" : String(least)}
        options={[
          { value: "", label: t("identity.anyConfidence") },
          ...percentages.map((value) => ({
            value: String(value),
            label: t("identity.atLeast", { percent: t.format.percent(value) }),
          })),
        ]}
      />
    </FilterForm>
  );
}
