import { Button } from "@/components/Button.tsx";
import { users } from "@/components/icon/shapes.ts";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { withQuery } from "../../(_components)/query.ts";
import { type ChosenFilters, isNarrowed } from "./filters.ts";

/** Props of {@link NoSuggestions}. */
export interface NoSuggestionsProps {
  t: Translator;
  filters: ChosenFilters;
  /** Suggestions on all pages. */
  total: number;
  /** Records have been compared before. */
  looked: boolean;
  url: URL;
}

/** Why there is nothing to decide, and what to do. */
export function NoSuggestions({ t, filters, total, looked, url }: NoSuggestionsProps) {
  if (total > 0) {
    return (
      <EmptyState
        title={t("identity.emptyPage")}
        action={
          <Button href={withQuery(url, { offset: undefined })}>{t("identity.firstPage")}</Button>
        }
      />
    );
  }
  if (isNarrowed(filters) || filters.state !== "open") {
    return (
      <EmptyState
        title={t("identity.emptyFiltered")}
        action={<Button href="/identity">{t("common.clear")}</Button>}
      />
    );
  }
  if (looked) {
    return (
      <EmptyState icon={users} title={t("identity.emptyNone")} why={t("identity.emptyNoneWhy")} />
    );
  }
  return (
    <EmptyState
      icon={users}
      title={t("identity.emptyFirst")}
      why={t("identity.intro")}
      steps={[
        t("identity.emptyStepConnect"),
        t("identity.emptyStepSync"),
        t("identity.emptyStepDecide"),
      ]}
      action={<Button href="/connectors">{t("identity.emptyStepConnect")}</Button>}
    />
  );
}
