import { Button } from "@/components/Button.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Overview } from "@/lib/portfolio/mod.ts";
import { healthTone } from "./health.ts";
import { actionText, reasonsOf } from "./reasons.ts";

/** Props of {@link AttentionList}. */
export interface AttentionListProps {
  t: Translator;
  overview: Overview;
  /** Epoch milliseconds. */
  now: number;
}

/** The worst clients as sentences: who, why, and what to do about it. */
export function AttentionList({ t, overview, now }: AttentionListProps) {
  const { attention, currency, clients } = overview;
  if (clients.length === 0) return null;
  if (clients.every(({ health }) => health === null)) {
    return <Notice title={t("dashboard.notScored")}>{t("dashboard.notScoredWhy")}</Notice>;
  }
  if (attention.length === 0) {
    return <Notice tone="good" title={t("dashboard.allWell")}>{t("dashboard.allWellWhy")}</Notice>;
  }
  return (
    <ol class="attention" aria-label={t("dashboard.attention")} data-testid="attention">
      {attention.map((client) => (
        <li key={client.project_id} class="attention-item">
          <span
            class={`health-dot health-dot-${healthTone(client.health)}`}
            aria-hidden="true"
          />
          <p class="attention-text">
            <a href={`/projects/${client.project_id}`}>{client.name}</a>
            {": "}
            {reasonsOf(client, currency, t, now)}
          </p>
          {client.action === null
            ? (
              <Button size="small" href={`/projects/${client.project_id}`}>
                {t("dashboard.openClient", { name: client.name })}
              </Button>
            )
            : (
              <Button size="small" href={`/signals/${client.action.signal_id}`}>
                {actionText(client.action, t)}
              </Button>
            )}
        </li>
      ))}
    </ol>
  );
}
