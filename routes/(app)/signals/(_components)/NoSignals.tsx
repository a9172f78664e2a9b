import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { circleCheck } from "@/components/icon/shapes.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link NoSignals}. */
export interface NoSignalsProps {
  t: Translator;
  /** Whether filters leave nothing. */
  narrowed: boolean;
  /** Whether the rows were looked through at all. */
  looked: boolean;
}

/** Why there is nothing to see. */
export function NoSignals({ t, narrowed, looked }: NoSignalsProps) {
  if (narrowed) {
    return (
      <EmptyState
        title={t("signals.emptyFiltered")}
        action={<Button href="/signals">{t("common.clear")}</Button>}
      />
    );
  }
  if (looked) {
    return (
      <EmptyState
        icon={circleCheck}
        title={t("signals.emptyOpen")}
        why={t("signals.emptyOpenWhy")}
      />
    );
  }
  return (
    <EmptyState
      title={t("signals.emptyFirst")}
      steps={[
        t("signals.emptyStepConnect"),
        t("signals.emptyStepSync"),
        t("signals.emptyStepDecide"),
      ]}
      action={<Button href="/connectors">{t("shell.connectors")}</Button>}
    />
  );
}
