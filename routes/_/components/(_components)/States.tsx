import { Button } from "@/components/Button.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { ErrorState } from "@/components/state/ErrorState.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { PartialState } from "@/components/state/PartialState.tsx";
import { Skeleton } from "@/components/state/Skeleton.tsx";
import { StaleState } from "@/components/state/StaleState.tsx";
import { TrustBar } from "@/components/TrustBar.tsx";
import SyncPanel from "@/islands/SyncPanel.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { syncWords } from "@/components/sync/words.ts";
import { Section } from "./Section.tsx";

/** What pages say of themselves: empty, partial, stale, failed, loading, syncing. */
export function States({ t }: { t: Translator }) {
  const since = t("connectors.lastSync", { time: "12:04" });
  return (
    <Section title="States">
      <TrustBar
        t={t}
        sources={[
          {
            key: "chatwoot",
            name: "Chatwoot",
            tone: "good",
            status: t("connectors.statusOk"),
            lastSync: since,
            completeness: t("connectors.completeness", { percent: t.format.percent(99.2) }),
            errors: null,
            href: "/connectors#chatwoot",
          },
          {
            key: "other",
            name: "Chatwoot 2",
            tone: "bad",
            status: t("connectors.statusNeedsAttention"),
            lastSync: t("connectors.neverSynced"),
            completeness: null,
            errors: t("common.errorCount", { count: 3 }),
            href: "/connectors#other",
          },
        ]}
      />
      <Notice tone="info" title={t("common.noData")} />
      <Notice tone="good" title={t("connectors.finished")}>{since}</Notice>
      <Notice tone="bad" title={t("connectors.failed")}>{t("errors.actionFailed")}</Notice>
      <PartialState t={t} failures={["Chatwoot"]} retryHref="?" />
      <StaleState
        t={t}
        reason={since}
        action={<Button size="small">{t("shell.refresh")}</Button>}
      />
      <div class="columns">
        <Panel title="EmptyState">
          <EmptyState
            title={t("common.noData")}
            why={t("connectors.neverSynced")}
            steps={[t("shell.connectors"), t("connectors.syncNow")]}
            action={<Button variant="primary" href="/connectors">{t("shell.connectors")}</Button>}
          />
        </Panel>
        <Panel title="ErrorState">
          <ErrorState
            t={t}
            title={t("errors.failedTitle")}
            text={t("errors.failedText")}
            requestId="7f3a9c10"
            retryHref="?"
          />
        </Panel>
        <Panel title="Skeleton">
          <Skeleton label={t("common.loading")} lines={4} />
        </Panel>
        <Panel title="SyncPanel">
          <div class="stack">
            <SyncPanel {...sync} words={syncWords(t)} locale={t.locale} running={null} />
            <SyncPanel
              {...sync}
              words={syncWords(t)}
              locale={t.locale}
              running={{
                connector: "chatwoot",
                stream: "messages",
                records: 4210,
                total: 10_000,
                recordsPerSecond: 320,
                etaSeconds: 18,
              }}
            />
          </div>
        </Panel>
      </div>
    </Section>
  );
}

const sync = {
  connector: "sample",
  job: "sample",
  syncAction: "/connectors/sync",
  stopAction: "/connectors/stop",
  csrfToken: "sample",
};
