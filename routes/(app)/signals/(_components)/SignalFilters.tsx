import { FilterForm } from "@/components/FilterForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { SIGNAL_KINDS, SIGNAL_STATES } from "@/lib/insights/mod.ts";
import { signalKind } from "../../(_components)/signal_words.ts";
import { type ChosenSignals, isNarrowed } from "./filters.ts";

/** Props of {@link SignalFilters}. */
export interface SignalFiltersProps {
  t: Translator;
  filters: ChosenSignals;
  /** Projects in view; with one alone there is nothing to choose. */
  projects: readonly { id: string; name: string }[];
}

/** Narrows the list; everything chosen is in the address. */
export function SignalFilters({ t, filters, projects }: SignalFiltersProps) {
  return (
    <FilterForm
      t={t}
      label={t("signals.filters")}
      clearHref={isNarrowed(filters) ? "/signals" : undefined}
    >
      {projects.length > 1 && (
        <SelectField
          name="project"
          label={t("signals.project")}
          value={filters.project ?? ""}
          options={[
            { value: "", label: t("signals.anyProject") },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <SelectField
        name="kind"
        label={t("signals.kind")}
        value={filters.kind ?? ""}
        options={[
          { value: "", label: t("signals.anyKind") },
          ...SIGNAL_KINDS.map((kind) => ({ value: kind, label: signalKind(kind, t) })),
        ]}
      />
      <SelectField
        name="severity"
        label={t("signals.severity")}
        value={filters.severity === undefined ? "" : String(filters.severity)}
        options={[
          { value: "", label: t("signals.anySeverity") },
          ...[5, 4, 3, 2].map((severity) => ({
            value: String(severity),
            label: severity === 5 ? "5" : t("signals.atLeast", { severity }),
          })),
        ]}
      />
      <SelectField
        name="state"
        label={t("signals.state")}
        value={filters.state}
        options={SIGNAL_STATES.map((state) => ({
          value: state,
          label: t(`signals.state_${state}`),
        }))}
      />
    </FilterForm>
  );
}
