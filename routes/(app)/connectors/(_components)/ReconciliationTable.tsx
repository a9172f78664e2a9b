import { Table } from "@/components/Table.tsx";
import { streamNames } from "@/components/sync/words.ts";
import type { ConnectorState } from "@/lib/connectors/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link ReconciliationTable}. */
export interface ReconciliationTableProps {
  t: Translator;
  rows: ConnectorState["rows"];
  reconciliation: ConnectorState["reconciliation"];
  /** Epoch milliseconds. */
  now: number;
}

/** What the source counts beside what is here, stream by stream, and how well rows are joined. */
export function ReconciliationTable({ t, rows, reconciliation, now }: ReconciliationTableProps) {
  const names = streamNames(t);
  const streams = Object.keys(rows) as (keyof typeof rows)[];
  const number = (value: number | undefined) => value === undefined ? "" : t.format.number(value);
  // the source lists, and counts, only contacts with an e-mail address, a phone number or an identifier
  const contacts = rows.contacts ?? 0;
  const visitors = Math.max(0, contacts - (reconciliation?.streams.contacts?.local ?? contacts));
  const joins: [string, string][] = [
    ["conversations_with_contact", t("connectors.joinContact")],
    ["conversations_with_inbox", t("connectors.joinInbox")],
    ["issues_with_state", t("connectors.joinState")],
    ["issues_with_team", t("connectors.joinTeam")],
    ["comments_with_issue", t("connectors.joinIssue")],
    ["deals_with_company", t("connectors.joinDealCompany")],
    ["people_with_company", t("connectors.joinPersonCompany")],
  ];
  return (
    <>
      <Table
        caption={t("connectors.reconciliation")}
        rows={streams}
        rowKey={(stream) => stream}
        testId="reconciliation"
        columns={[
          {
            key: "stream",
            header: t("connectors.stream"),
            grow: true,
            cell: (stream) => names[stream] ?? stream,
          },
          {
            key: "rows",
            header: t("connectors.rows"),
            numeric: true,
            cell: (stream) => number(stream === "contacts" ? contacts - visitors : rows[stream]),
          },
          {
            key: "source",
            header: t("connectors.atSource"),
            numeric: true,
            // the source counts no messages: only their last ones are compared
            cell: (stream) =>
              stream === "messages" ? "—" : number(reconciliation?.streams[stream]?.source),
          },
          {
            key: "missing",
            header: t("connectors.missing"),
            numeric: true,
            cell: (stream) => number(reconciliation?.streams[stream]?.missing),
          },
          {
            key: "extra",
            header: t("connectors.extra"),
            numeric: true,
            secondary: true,
            cell: (stream) => number(reconciliation?.streams[stream]?.extra),
          },
        ]}
      />
      {reconciliation !== null && (
        <p class="meta">
          {visitors > 0 && `${t("connectors.visitors", { count: visitors })} · `}
          {t("connectors.completeness", {
            percent: t.format.percent(reconciliation.completeness_pct),
          })}
          {" · "}
          {t("connectors.reconciledAt", { time: t.format.relative(reconciliation.at, now) })}
          {joins.map(([key, label]) => {
            const join = reconciliation.joins[key];
            return join === undefined
              ? null
              : ` · ${label}: ${number(join.joined)} / ${number(join.total)}`;
          })}
        </p>
      )}
    </>
  );
}
