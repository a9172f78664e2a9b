import { Button } from "@/components/Button.tsx";
import { search } from "@/components/icon/shapes.ts";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";

/** Before a question is asked: what can be asked; or why nothing can. */
export function NothingYet({ t, indexed }: { t: Translator; indexed: boolean }) {
  if (!indexed) {
    return (
      <EmptyState
        icon={search}
        title={t("search.nothingIndexed")}
        why={t("search.nothingIndexedWhy")}
        action={<Button href="/connectors">{t("search.openConnectors")}</Button>}
      />
    );
  }
  return (
    <EmptyState
      icon={search}
      title={t("search.emptyTitle")}
      why={t("search.emptyWhy")}
      steps={[t("search.emptyStepAsk"), t("search.emptyStepCheck"), t("search.emptyStepRate")]}
    />
  );
}

/** Nothing matches: why, and what to try. */
export function NothingFound({ t, signsOnly }: { t: Translator; signsOnly: boolean }) {
  return (
    <EmptyState
      icon={search}
      title={t("search.noneTitle")}
      why={signsOnly ? t("search.noneSigns") : t("search.noneWhy")}
      steps={[t("search.noneWiden"), t("search.noneShort"), t("search.noneSync")]}
      action={<Button href="/search">{t("common.clear")}</Button>}
    />
  );
}
