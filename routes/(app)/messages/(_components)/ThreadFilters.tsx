import { FilterForm } from "@/components/FilterForm.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ThreadFilter } from "@/lib/portfolio/mod.ts";
import { STATUSES, threadStatus } from "../../(_components)/threads.ts";

/** Narrows the list of conversations; everything chosen is in the address. */
export function ThreadFilters(
  { t, filter, inboxes }: {
    t: Translator;
    filter: ThreadFilter;
    inboxes: readonly { external_id: string; name: string }[];
  },
) {
  const narrowed = filter.status !== undefined || filter.inbox !== undefined ||
    filter.text !== undefined;
  return (
    <FilterForm t={t} label={t("common.filter")} clearHref={narrowed ? "/messages" : undefined}>
      <FormField
        id="q"
        name="q"
        type="search"
        label={t("common.search")}
        value={filter.text}
        placeholder={t("messages.searchHint")}
      />
      <SelectField
        id="status"
        name="status"
        label={t("messages.status")}
        value={filter.status ?? ""}
        options={[
          { value: "", label: t("messages.anyStatus") },
          ...STATUSES.map((status) => ({ value: status, label: threadStatus(status, t).text })),
        ]}
      />
      <SelectField
        id="inbox"
        name="inbox"
        label={t("messages.inbox")}
        value={filter.inbox ?? ""}
        options={[
          { value: "", label: t("messages.anyInbox") },
          ...inboxes.map((inbox) => ({ value: inbox.external_id, label: inbox.name })),
        ]}
      />
    </FilterForm>
  );
}
