import { Badge } from "@/components/Badge.tsx";
import { Button } from "@/components/Button.tsx";
import { SelectField } from "@/components/form/SelectField.tsx";
import { FormField } from "@/components/form/FormField.tsx";
import { FilterForm } from "@/components/FilterForm.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { type Column, Table } from "@/components/Table.tsx";
import type { PlainKey, Translator } from "@/lib/i18n/mod.ts";
import type { ClientRow, Overview } from "@/lib/portfolio/mod.ts";
import { CLIENT_SORTS, clientsIn, type ClientSort, type ClientView } from "./client_list.ts";
import { healthTone } from "./health.ts";
import { withQuery } from "./query.ts";

/** Props of {@link ClientTable}. */
export interface ClientTableProps {
  t: Translator;
  overview: Overview;
  view: ClientView;
  url: URL;
  /** Epoch milliseconds. */
  now: number;
}

const shownLabels: [ClientView["show"], PlainKey][] = [
  ["all", "dashboard.showAll"],
  ["poor", "dashboard.showPoor"],
  ["risky", "dashboard.showRisky"],
  ["overdue", "dashboard.showOverdue"],
  ["silent", "dashboard.showSilent"],
];

/** A count that is quiet where there is nothing. */
function count(t: Translator, value: number, href: string) {
  return value === 0
    ? <span class="quiet">0</span>
    : <a class="plain-link" href={href}>{t.format.number(value)}</a>;
}

function sortOf(sort: ClientSort, view: ClientView, url: URL): NonNullable<Column<never>["sort"]> {
  const current = view.sort === sort;
  const order = current && !view.turned ? "turned" : undefined;
  const ascending = (CLIENT_SORTS[sort] === 1) !== view.turned;
  return {
    href: withQuery(url, { sort, order }),
    direction: current ? (ascending ? "ascending" : "descending") : null,
  };
}

function columns({ t, overview, view, url, now }: ClientTableProps): Column<ClientRow>[] {
  const rows = (figure: string, { project_id }: ClientRow) =>
    `/rows/${figure}?project=${project_id}`;
  const column = (
    sort: ClientSort,
    header: PlainKey,
    cell: Column<ClientRow>["cell"],
    more: Partial<Column<ClientRow>> = { numeric: true },
  ): Column<ClientRow> => ({
    ...{ key: sort, header: t(header), cell, sort: sortOf(sort, view, url) },
    ...more,
  });
  return [
    column("name", "dashboard.client", ({ name }) => name, { grow: true }),
    column(
      "health",
      "dashboard.health",
      ({ health }) =>
        health === null
          ? <span class="quiet">—</span>
          : <Badge tone={healthTone(health)}>{t.format.number(health)}</Badge>,
    ),
    column(
      "client_value",
      "dashboard.value",
      (row) =>
        row.client_value === null
          ? <span class="quiet">—</span>
          : t.format.number(row.client_value),
    ),
    column(
      "messages_7d",
      "dashboard.messages",
      (row) => count(t, row.messages_7d, `/messages/list?days=7&project=${row.project_id}`),
      { numeric: true, secondary: true },
    ),
    column(
      "open_issues",
      "dashboard.issues",
      (row) => count(t, row.open_issues, rows("open_issues", row)),
    ),
    column(
      "overdue_issues",
      "dashboard.overdue",
      (row) => count(t, row.overdue_issues, rows("overdue_issues", row)),
    ),
    column(
      "blocked_issues",
      "dashboard.blocked",
      (row) => count(t, row.blocked_issues, rows("blocked_issues", row)),
      { numeric: true, secondary: true },
    ),
    column(
      "open_signals",
      "dashboard.signals",
      (row) => count(t, row.open_signals, `/signals?project=${row.project_id}`),
    ),
    column(
      "open_risks",
      "dashboard.risksShort",
      (row) => count(t, row.open_risks, `/risks?project=${row.project_id}`),
    ),
    column(
      "expected_revenue",
      "dashboard.revenue",
      (row) =>
        row.expected_revenue === 0
          ? <span class="quiet">—</span>
          : (
            <a class="plain-link" href={rows("expected_revenue", row)}>
              {t.format.money(row.expected_revenue, overview.currency)}
            </a>
          ),
      { numeric: true, secondary: true },
    ),
    column(
      "trust",
      "dashboard.trust",
      ({ trust }) =>
        trust === null ? <span class="quiet">—</span> : t.format.percent(Math.floor(trust)),
      { numeric: true, secondary: true },
    ),
    column(
      "last_activity_at",
      "dashboard.activity",
      ({ last_activity_at: at }) =>
        at === null ? <span class="quiet">{t("common.never")}</span> : t.format.relative(at, now),
      { secondary: true },
    ),
  ];
}

function Filters({ t, view }: Pick<ClientTableProps, "t" | "view">) {
  const kept = {
    ...(view.sort === undefined ? {} : { sort: view.sort }),
    ...(view.turned ? { order: "turned" } : {}),
  };
  return (
    <FilterForm
      t={t}
      label={t("dashboard.filters")}
      keep={kept}
      clearHref={view.find !== undefined || view.show !== "all" ? "/" : undefined}
    >
      <FormField
        name="find"
        type="search"
        label={t("dashboard.find")}
        placeholder={t("dashboard.find")}
        value={view.find}
        hideLabel
      />
      <SelectField
        name="show"
        label={t("dashboard.show")}
        value={view.show}
        options={shownLabels.map(([value, label]) => ({ value, label: t(label) }))}
        hideLabel
      />
    </FilterForm>
  );
}

/** The client projects with their figures, the worst first unless ordered otherwise. */
export function ClientTable(props: ClientTableProps) {
  const { t, overview, view, url } = props;
  const shown = clientsIn(overview.clients, view);
  const total = overview.clients.length;
  return (
    <Panel
      title={t("dashboard.clients")}
      meta={
        <span class="figure" data-testid="client-count">
          {t("dashboard.shownOf", { shown: shown.length, total })}
        </span>
      }
      actions={
        <>
          <Filters t={t} view={view} />
          <Button
            href={withQuery(new URL("/clients.csv", url), Object.fromEntries(url.searchParams))}
            size="small"
            testId="clients-csv"
          >
            {t("common.downloadCsv")}
          </Button>
        </>
      }
      flush
    >
      <Table
        caption={t("dashboard.clients")}
        rows={shown}
        rowKey={(row) => row.project_id}
        rowHref={(row) => `/projects/${row.project_id}`}
        testId="clients"
        columns={columns(props)}
        empty={total === 0
          ? (
            <EmptyState
              title={t("dashboard.noProjects")}
              why={t("dashboard.noProjectsWhy")}
              action={
                <Button href="/settings/projects" variant="primary">{t("shell.newProject")}</Button>
              }
            />
          )
          : <EmptyState title={t("dashboard.noneFits")} />}
      />
    </Panel>
  );
}
