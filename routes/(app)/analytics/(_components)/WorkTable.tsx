import { Button } from "@/components/Button.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { type Column, Table } from "@/components/Table.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { ProjectWork } from "@/lib/insights/mod.ts";

/** A project's figures with its name. */
export interface NamedWork extends ProjectWork {
  name: string;
}

/** Props of {@link WorkTable}. */
export interface WorkTableProps {
  t: Translator;
  rows: readonly NamedWork[];
  days: number;
}

/** The figures of each project; each number opens its rows. */
export function WorkTable({ t, rows, days }: WorkTableProps) {
  const figure = (
    key: keyof ProjectWork,
    name: string,
    header: string,
    digits = 0,
  ): Column<NamedWork> => ({
    ...{ key, header, numeric: true },
    cell(row) {
      const value = row[key] as number | null;
      if (value === null || value === 0) return <span class="quiet">{value ?? "–"}</span>;
      const href = `/analytics/rows/${name}?days=${days}&project=${row.project_id}`;
      return <a class="plain-link" href={href}>{t.format.number(value, value < 10 ? digits : 0)}
      </a>;
    },
  });
  return (
    <Panel
      title={t("analytics.byProject")}
      actions={
        <Button href={`/analytics.csv?days=${days}`} size="small" testId="analytics-csv">
          {t("common.downloadCsv")}
        </Button>
      }
      flush
    >
      <Table
        caption={t("analytics.byProject")}
        rows={rows}
        rowKey={({ project_id }) => project_id}
        columns={[
          {
            ...{ key: "project", header: t("analytics.project"), grow: true },
            cell: ({ name, project_id }) => (
              <a class="plain-link" href={`/projects/${project_id}`}>{name}</a>
            ),
          },
          figure("inbound", "inbound", t("analytics.inboundShort")),
          figure("outbound", "outbound", t("analytics.outboundShort")),
          figure("response_median", "replies", t("analytics.responseShort"), 1),
          figure("response_p90", "replies", t("analytics.p90Short"), 1),
          figure("completed", "completed", t("analytics.completedShort")),
          figure("lead_median", "completed", t("analytics.leadShort"), 1),
        ]}
        empty={
          <EmptyState
            title={t("analytics.noProjects")}
            why={t("analytics.noProjectsWhy")}
            action={<Button href="/settings/projects">{t("analytics.makeProject")}</Button>}
          />
        }
        testId="work-by-project"
      />
    </Panel>
  );
}
