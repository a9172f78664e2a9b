import { Button } from "@/components/Button.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { type Column, Table } from "@/components/Table.tsx";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import type { NamedMoney } from "./money_charts.ts";

/** Props of {@link MoneyTable}. */
export interface MoneyTableProps {
  t: Translator;
  rows: readonly NamedMoney[];
  currency: string;
  days: number;
}

/** The money of each client; each amount opens its rows. */
export function MoneyTable({ t, rows, currency, days }: MoneyTableProps) {
  const amount = (
    key: "won" | "pipeline" | "weighted" | "costs" | "margin",
    figure: string | null,
    header: PlainKey,
  ): Column<NamedMoney> => ({
    ...{ key, header: t(header), numeric: true },
    cell(row) {
      const value = row[key];
      if (value === null) return <span class="quiet">{t("finance.unknown")}</span>;
      if (value === 0) return <span class="quiet">–</span>;
      const text = t.format.money(value, currency);
      if (figure === null) return text;
      const href = `/finance/rows/${figure}?days=${days}&project=${row.project_id}`;
      return <a class="plain-link" href={href}>{text}</a>;
    },
  });
  return (
    <Panel
      title={t("finance.perClient")}
      actions={
        <Button href={`/finance.csv?days=${days}`} size="small" testId="finance-csv">
          {t("common.downloadCsv")}
        </Button>
      }
      flush
    >
      <Table
        caption={t("finance.perClient")}
        rows={rows}
        rowKey={({ project_id }) => project_id}
        columns={[
          {
            ...{ key: "client", header: t("finance.client"), grow: true },
            cell: ({ name, project_id }) => (
              <a class="plain-link" href={`/projects/${project_id}`}>{name}</a>
            ),
          },
          amount("won", "won", "finance.won"),
          amount("pipeline", "pipeline", "finance.pipeline"),
          amount("weighted", "forecast", "finance.weighted"),
          amount("costs", "costs", "finance.spent"),
          amount("margin", null, "finance.margin"),
        ]}
        empty={
          <EmptyState
            title={t("analytics.noProjects")}
            why={t("analytics.noProjectsWhy")}
            action={<Button href="/settings/projects">{t("analytics.makeProject")}</Button>}
          />
        }
        testId="money-by-client"
      />
    </Panel>
  );
}
