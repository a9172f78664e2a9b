import { Badge } from "@/components/Badge.tsx";
import { Panel } from "@/components/Panel.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { syncWords } from "@/components/sync/words.ts";
import SyncPanel from "@/islands/SyncPanel.tsx";
import type { ConnectorState, WebhookEndpoint } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { connectorName, explain, statusOf } from "../../(_components)/sources.ts";
import { ConnectionActions } from "./ConnectionActions.tsx";
import { ReconciliationTable } from "./ReconciliationTable.tsx";

/** Props of {@link ConnectorPanel}. */
export interface ConnectorPanelProps {
  t: Translator;
  connector: ConnectorState;
  webhook: WebhookEndpoint | null;
  /** Whether vendors can reach the product. */
  reachable: boolean;
  csrfToken: string;
  /** Epoch milliseconds. */
  now: number;
}

/** One connection: how it stands, its sync, and how what is here compares with the source. */
export function ConnectorPanel(props: ConnectorPanelProps) {
  const { t, connector, webhook, reachable, csrfToken, now } = props;
  const status = statusOf(connector.progress === null ? connector.status : "syncing", t);
  const detail = connector.status_detail;
  const explained = detail === null ? null : explain(t, connector.connector, detail);
  const { last_run: run, rows } = connector;
  const facts: [string, string][] = [
    ["URL", connector.base_url],
    [
      t("connectors.lastRun"),
      run === null ? t("connectors.neverSynced") : [
        t.format.relative(run.started_at, now),
        t(run.mode === "full" ? "connectors.modeFull" : "connectors.modeIncremental"),
        run.finished_at === null
          ? null
          : t.format.duration((run.finished_at.getTime() - run.started_at.getTime()) / 60_000),
      ].filter((part) => part !== null).join(" · "),
    ],
  ];
  return (
    <Panel
      title={`${connectorName(connector.connector)} · ${
        connector.name ?? t("connectors.account", { id: connector.external_account_id })
      }`}
      meta={<Badge tone={status.tone}>{status.text}</Badge>}
      actions={
        <SyncPanel
          connector={connector.connector}
          job="connectors_sync_cycle"
          running={connector.progress}
          syncAction="/connectors/sync"
          stopAction="/connectors/stop"
          csrfToken={csrfToken}
          locale={t.locale}
          words={syncWords(t)}
        />
      }
    >
      <div class="stack">
        {explained !== null && (
          <Notice
            tone={connector.status === "needs_attention" ? "bad" : "warn"}
            title={explained.title}
            testId="connector-problem"
          >
            {explained.fix}
          </Notice>
        )}
        {connector.breaker !== "closed" && (
          <Notice
            tone="warn"
            title={t(
              connector.breaker === "open"
                ? "connectors.breakerOpen"
                : "connectors.breakerHalfOpen",
            )}
          />
        )}
        <dl class="facts">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
        <ReconciliationTable
          t={t}
          rows={rows}
          reconciliation={connector.reconciliation}
          now={now}
        />
        <p class="meta">
          <a href="/connectors/reconciliation">{t("connectors.showComparison")}</a>
        </p>
        <ConnectionActions
          t={t}
          connector={connector}
          webhook={webhook}
          reachable={reachable}
          csrfToken={csrfToken}
          now={now}
        />
      </div>
    </Panel>
  );
}
