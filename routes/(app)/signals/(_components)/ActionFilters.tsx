import { FilterForm } from "@/components/FilterForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { ACTION_KINDS, ACTION_STATES } from "@/lib/insights/mod.ts";
import type { ChosenActions } from "./action_filters.ts";

/** Props of {@link ActionFilters}. */
export interface ActionFiltersProps {
  t: Translator;
  filters: ChosenActions;
  /** Projects in view; with one alone there is nothing to choose. */
  projects: readonly { id: string; name: string }[];
}

/** Narrows the actions; everything chosen is in the address. */
export function ActionFilters({ t, filters, projects }: ActionFiltersProps) {
  const { state, action, project } = filters;
  const narrowed = state !== "open" || action !== undefined || project !== undefined;
  return (
    <FilterForm
      t={t}
      label={t("signals.actionFilters")}
      clearHref={narrowed ? "/signals/actions" : undefined}
    >
      {projects.length > 1 && (
        <SelectField
          name="project"
          label={t("signals.project")}
          value={project ?? ""}
          options={[
            { value: "", label: t("signals.anyProject") },
            ...projects.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      <SelectField
        name="action"
        label={t("signals.actionName")}
        value={action ?? ""}
        options={[
          { value: "", label: t("signals.anyAction") },
          ...ACTION_KINDS.map((kind) => ({ value: kind, label: t(`signals.action_${kind}`) })),
        ]}
      />
      <SelectField
        name="state"
        label={t("signals.state")}
        value={state}
        options={ACTION_STATES.map((each) => ({
          value: each,
          label: t(`signals.actionState_${each}`),
        }))}
      />
    </FilterForm>
  );
}
