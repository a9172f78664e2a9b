import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Table } from "@/components/Table.tsx";
import { ThreadList } from "@/components/thread/ThreadList.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ControlTower } from "@/lib/portfolio/mod.ts";
import { severityTone } from "./health.ts";
import { riskText, signalText } from "./risk_words.ts";
import { noon } from "./slots.ts";
import { threadSummaries } from "./threads.ts";

/** Props of each list of the control tower. */
export interface TowerListProps {
  t: Translator;
  tower: ControlTower;
  /** Epoch milliseconds. */
  now: number;
}

function all(t: Translator, href: string, count: number) {
  return count === 0
    ? undefined
    : <Button href={href} size="small">{t("tower.allOf", { count })}</Button>;
}

/** How grave a row is, 1 to 5. */
function Severity({ t, value }: { t: Translator; value: number }) {
  return <Badge tone={severityTone(value)}>{t.format.number(value)}</Badge>;
}

/** Open signals, the gravest first. */
export function SignalPanel({ t, tower, now }: TowerListProps) {
  const { client, signals } = tower;
  return (
    <Panel
      title={t("tower.signals")}
      actions={all(t, `/signals?project=${client.project_id}`, client.open_signals)}
      flush
    >
      <Table
        caption={t("tower.signals")}
        rows={signals}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/signals/${id}`}
        empty={<EmptyState title={t("tower.noSignals")} />}
        columns={[
          {
            key: "what",
            header: t("signals.what"),
            grow: true,
            cell: (signal) => signalText(signal, t, now),
          },
          {
            key: "severity",
            header: t("risks.severity"),
            numeric: true,
            cell: ({ severity }) => <Severity t={t} value={severity} />,
          },
        ]}
      />
    </Panel>
  );
}

/** Open risks, the gravest first. */
export function RiskPanel({ t, tower, now }: TowerListProps) {
  const { client, risks } = tower;
  return (
    <Panel
      title={t("tower.risks")}
      actions={all(t, `/risks?project=${client.project_id}`, client.open_risks)}
      flush
    >
      <Table
        caption={t("tower.risks")}
        rows={risks}
        rowKey={({ id }) => id}
        rowHref={({ id }) => `/risks/${id}`}
        empty={<EmptyState title={t("tower.noRisks")} />}
        columns={[
          {
            key: "risk",
            header: t("risks.risk"),
            grow: true,
            cell: (row) => riskText(row, t, now),
          },
          {
            key: "severity",
            header: t("risks.severity"),
            numeric: true,
            cell: ({ severity }) => <Severity t={t} value={severity} />,
          },
        ]}
      />
    </Panel>
  );
}

/** Issues that are blocked or overdue. */
export function IssuePanel({ t, tower, now }: TowerListProps) {
  const { client, issues } = tower;
  return (
    <Panel
      title={t("tower.issues")}
      actions={all(
        t,
        `/rows/overdue_issues?project=${client.project_id}`,
        client.overdue_issues,
      )}
      flush
    >
      <Table
        caption={t("tower.issues")}
        rows={issues}
        rowKey={({ id }) => id}
        rowHref={({ url }) => url}
        empty={<EmptyState title={t("tower.noIssues")} />}
        columns={[
          {
            key: "issue",
            header: t("tower.issue"),
            grow: true,
            cell: ({ identifier, title }) => `${identifier} ${title}`,
          },
          {
            key: "state",
            header: t("tower.state"),
            cell: ({ blocked, overdue, due_date }) => (
              <span class="cluster">
                {blocked && <Badge tone="bad">{t("tower.blocked")}</Badge>}
                {overdue && due_date !== null && (
                  <Badge tone="warn">
                    {t("tower.overdueSince", { day: t.format.day(noon(due_date, t), now) })}
                  </Badge>
                )}
              </span>
            ),
          },
          {
            key: "assignee",
            header: t("tower.assignee"),
            secondary: true,
            cell: ({ assignee }) => assignee ?? <span class="quiet">{t("tower.nobody")}</span>,
          },
        ]}
      />
    </Panel>
  );
}

/** Open deals, the greatest first. */
export function DealPanel({ t, tower }: TowerListProps) {
  const { client, deals } = tower;
  return (
    <Panel
      title={t("tower.deals")}
      meta={client.discount_ceiling === null ? undefined : (
        <span class="meta">
          {t("tower.discount", { percent: t.format.percent(client.discount_ceiling) })}
        </span>
      )}
      actions={all(t, `/rows/expected_revenue?project=${client.project_id}`, client.open_deals)}
      flush
    >
      <Table
        caption={t("tower.deals")}
        rows={deals}
        rowKey={({ id }) => id}
        rowHref={({ url }) => url}
        empty={<EmptyState title={t("tower.noDeals")} />}
        columns={[
          {
            key: "deal",
            header: t("tower.deal"),
            grow: true,
            cell: ({ name }) => name ?? t("tower.unnamed"),
          },
          { key: "stage", header: t("tower.stage"), cell: ({ stage }) => stage ?? "" },
          {
            key: "worth",
            header: t("tower.worth"),
            numeric: true,
            cell: ({ value, currency }) =>
              value === null || currency === null
                ? <span class="quiet">—</span>
                : t.format.money(value, currency),
          },
          {
            key: "next",
            header: t("tower.nextStep"),
            secondary: true,
            cell: ({ next_step: step }) =>
              step === null || step === ""
                ? <Badge tone="warn">{t("tower.noNextStep")}</Badge>
                : <span class="cut">{step}</span>,
          },
        ]}
      />
    </Panel>
  );
}

/** The conversations with the newest activity. */
export function ThreadPanel({ t, tower, now }: TowerListProps) {
  const rows = tower.threads.map((row) => ({
    ...row,
    last_activity_at: new Date(row.last_activity_at),
  }));
  return (
    <Panel
      title={t("tower.threads")}
      actions={all(
        t,
        `/messages?project=${tower.client.project_id}`,
        tower.client.conversations,
      )}
      flush
    >
      {rows.length === 0 ? <EmptyState title={t("tower.noThreads")} /> : (
        <ThreadList
          t={t}
          label={t("tower.threads")}
          threads={threadSummaries(rows, t, now, (id) => `/messages/${id}`)}
        />
      )}
    </Panel>
  );
}
