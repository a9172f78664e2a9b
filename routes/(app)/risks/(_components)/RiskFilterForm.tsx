import { FilterForm } from "@/components/FilterForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { RISK_ORIGINS, SIGNAL_KINDS } from "@/lib/insights/mod.ts";
import { kindText } from "../../(_components)/risk_words.ts";
import { isNarrowed, type RiskFilters } from "./filters.ts";

/** Props of {@link RiskFilterForm}. */
export interface RiskFilterFormProps {
  t: Translator;
  filters: RiskFilters;
  /** Projects to choose from. */
  projects: readonly { id: string; name: string }[];
}

/** What the list of risks is narrowed to. */
export function RiskFilterForm({ t, filters, projects }: RiskFilterFormProps) {
  const severities = [5, 4, 3, 2].map((severity) => ({
    value: String(severity),
    label: t("risks.atLeast", { severity }),
  }));
  return (
    <FilterForm
      t={t}
      label={t("risks.filters")}
      clearHref={isNarrowed(filters) ? "/risks" : undefined}
    >
      <SelectField
        name="status"
        label={t("risks.status")}
        value={filters.status}
        options={[
          { value: "open", label: t("risks.showOpen") },
          { value: "mitigating", label: t("risks.showMitigating") },
          { value: "closed", label: t("risks.showClosed") },
        ]}
      />
      {projects.length > 1 && (
        <SelectField
          name="project"
          label={t("risks.project")}
          value={filters.project ?? ""}
          options={[
            { value: "", label: t("shell.allProjects") },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <SelectField
        name="origin"
        label={t("risks.origin")}
        value={filters.origin ?? ""}
        options={[
          { value: "", label: t("risks.anyOrigin") },
          ...RISK_ORIGINS.map((origin) => ({ value: origin, label: t(`risks.origin_${origin}`) })),
        ]}
      />
      <SelectField
        name="kind"
        label={t("risks.kind")}
        value={filters.kind ?? ""}
        options={[
          { value: "", label: t("risks.anyKind") },
          ...SIGNAL_KINDS.map((kind) => ({ value: kind, label: kindText(kind, t) })),
        ]}
      />
      <SelectField
        name="least"
        label={t("risks.severity")}
        value={filters.least === undefined ? "" : String(filters.least)}
        options={[{ value: "", label: t("risks.anySeverity") }, ...severities]}
      />
    </FilterForm>
  );
}
