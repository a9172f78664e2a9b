import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { type Column, Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import {
  type DrillName,
  type DrillRow,
  listDrillRows,
  totalDrillRows,
} from "@/lib/portfolio/mod.ts";
import { viewOf } from "@/view.ts";
import { projectIn } from "../(_components)/narrow.ts";
import { numberIn, withQuery } from "../(_components)/query.ts";
import { askedRows } from "./(_components)/asked.ts";
import { currencyOf } from "./(_components)/currency.ts";
import { rowTitle, titleOf, totalText, valueText } from "./(_components)/words.ts";

/** Rows on a page. */
const PAGE = 50;

/** Figures whose rows are the projects themselves. */
const ITSELF: readonly DrillName[] = ["projects", "health", "client_value"];

export const handler = define.handlers({
  async GET({ state, url, params }) {
    const asked = askedRows(state, url, params.figure);
    const { figure, scope, period } = asked;
    const offset = numberIn(url, "offset", 0, 10_000_000, 0);
    const { sql } = state.services;
    const [rows, total, currency] = await Promise.all([
      listDrillRows(sql, scope, figure, period, { limit: PAGE, offset }),
      totalDrillRows(sql, scope, figure, period),
      currencyOf(sql, scope.accountScopeId),
    ]);
    return page({ ...asked, rows, total, currency, offset });
  },
});

/** The rows behind a figure: as many as it says, or adding up to it. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, request } = viewOf(state);
  const { figure, period, rows, total, currency, offset } = data;
  const title = titleOf(figure, period, t);
  const project = projectIn(url, state);
  const names = new Map(request.projects.map(({ id, kind, name }) => [id, { kind, name }]));
  const sum = totalText(figure, total, currency, t);
  const last = offset + rows.length;
  // a column without anything in it is none
  const has = (name: "project_id" | "detail" | "value" | "at") =>
    rows.some((row) => row[name] !== null);
  const columns = ([
    { key: "what", header: t("drill.what"), grow: true, cell: (row) => rowTitle(figure, row, t) },
    {
      key: "project",
      header: t("drill.project"),
      secondary: true,
      cell: ({ project_id: id }) => {
        const known = id === null ? undefined : names.get(id);
        return id === null
          ? ""
          : known?.kind === "client"
          ? <a class="plain-link" href={`/projects/${id}`}>{known.name}</a>
          : t("drill.unassigned");
      },
    },
    {
      key: "detail",
      header: t("drill.detail"),
      secondary: true,
      cell: ({ detail }) => <span class="cut">{detail ?? ""}</span>,
    },
    {
      key: "value",
      header: t("drill.value"),
      numeric: true,
      cell: (row) => valueText(figure, row, currency, t),
    },
    {
      key: "when",
      header: t("drill.when"),
      cell: ({ at }) => at === null ? "" : t.format.day(at),
    },
  ] satisfies Column<DrillRow>[]).filter(({ key }) =>
    key === "what" || (key === "project" && has("project_id") && !ITSELF.includes(figure)) ||
    (key === "detail" && has("detail")) || (key === "value" && has("value")) ||
    (key === "when" && has("at"))
  );
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[
          { label: t("portfolio.title"), href: "/" },
          ...(project?.kind === "client"
            ? [{ label: project.name, href: `/projects/${project.id}` }]
            : []),
        ]}
      />
      <Panel
        title={title}
        meta={
          <>
            <span class="figure" data-testid="row-total">
              {t("common.rows", { count: total.count })}
            </span>
            {sum !== null && <span class="figure" data-testid="row-sum">{sum}</span>}
          </>
        }
        actions={
          <Button
            href={withQuery(new URL(`/rows/${figure}/csv`, url), {
              ...Object.fromEntries(url.searchParams),
              offset: undefined,
            })}
            size="small"
            testId="rows-csv"
          >
            {t("common.downloadCsv")}
          </Button>
        }
        flush
      >
        <Table
          caption={title}
          rows={rows}
          rowKey={({ id }) => id}
          rowHref={({ url }) => url}
          columns={columns}
          empty={<EmptyState title={t("drill.empty")} why={t("drill.emptyWhy")} />}
          testId="rows"
        />
      </Panel>
      <Pager
        t={t}
        label={t("drill.pages")}
        position={t("messages.shown", {
          from: total.count === 0 ? 0 : offset + 1,
          to: last,
          total: t.format.number(total.count),
        })}
        newerHref={offset > 0
          ? withQuery(url, { offset: String(Math.max(0, offset - PAGE)) })
          : null}
        olderHref={last < total.count ? withQuery(url, { offset: String(last) }) : null}
      />
    </>
  );
});
