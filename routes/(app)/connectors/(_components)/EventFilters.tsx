import { FilterForm } from "@/components/FilterForm.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { CONNECTOR_NAMES, EVENT_KINDS, type EventFilter } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { connectorName } from "../../(_components)/sources.ts";
import { kindOf } from "./event_words.ts";

/** Narrows the feed; everything chosen is in the address. */
export function EventFilters({ t, filter }: { t: Translator; filter: EventFilter }) {
  const narrowed = filter.kind !== undefined || filter.connector !== undefined;
  return (
    <FilterForm
      t={t}
      label={t("common.filter")}
      clearHref={narrowed ? "/connectors/events" : undefined}
    >
      <SelectField
        name="kind"
        label={t("events.kind")}
        value={filter.kind ?? ""}
        options={[
          { value: "", label: t("events.anyKind") },
          ...EVENT_KINDS.map((kind) => ({ value: kind, label: kindOf(kind, t).text })),
        ]}
      />
      <SelectField
        name="connector"
        label={t("events.source")}
        value={filter.connector ?? ""}
        options={[
          { value: "", label: t("events.anySource") },
          ...CONNECTOR_NAMES.map((name) => ({ value: name, label: connectorName(name) })),
        ]}
      />
    </FilterForm>
  );
}
