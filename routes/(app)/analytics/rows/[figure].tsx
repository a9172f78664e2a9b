import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { Pager } from "@/components/Pager.tsx";
import { Panel } from "@/components/Panel.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { type Column, Table } from "@/components/Table.tsx";
import { define } from "@/define.ts";
import { readTerms } from "@/lib/auth/mod.ts";
import { type FigureRow, listFigureRows, measure } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { PAGE, pagerOf } from "../../(_components)/decided/list.ts";
import { numberIn, withQuery } from "../../(_components)/query.ts";
import { askedRows } from "../(_components)/asked_rows.ts";
import { rowsTitle, totalText, valueHeader, valueText } from "../(_components)/row_words.ts";

/** Figures of money, whose page is another. */
const MONEY = ["won", "lost", "pipeline", "forecast", "costs"];

export const handler = define.handlers({
  async GET({ state, url, params }) {
    const { figure, asked } = askedRows(state, url, params.figure);
    const offset = numberIn(url, "offset", 0, 10_000_000, 0);
    const { sql } = state.services;
    const [rows, total, { currency }] = await Promise.all([
      listFigureRows(sql, figure, asked, { limit: PAGE, offset }),
      measure(sql, figure, asked),
      readTerms(sql, asked.accountScopeId),
    ]);
    return page({ figure, asked, rows, total, currency, offset });
  },
});

/** The rows behind a figure: as many as it says, or adding up to it. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, request } = viewOf(state);
  const { figure, asked, rows, total, currency, offset } = data;
  const title = rowsTitle(figure, asked, t);
  const names = new Map(
    request.projects.map(({ id, kind, name }) => [
      id,
      kind === "client" ? name : t("drill.unassigned"),
    ]),
  );
  const sum = totalText(figure, total, currency, t);
  const values = valueHeader(figure, t);
  const money = MONEY.includes(figure);
  const columns: Column<FigureRow>[] = [
    {
      ...{ key: "what", header: t("drill.what"), grow: true },
      cell: ({ title }) => title === "" ? "–" : title,
    },
    {
      ...{ key: "project", header: t("drill.project"), secondary: true },
      cell: ({ project_id }) => names.get(project_id) ?? "",
    },
    {
      ...{ key: "detail", header: t("drill.detail"), secondary: true },
      cell: ({ detail }) => <span class="cut">{detail ?? ""}</span>,
    },
    ...(values === null ? [] : [{
      ...{ key: "value", header: values, numeric: true },
      cell: (row: FigureRow) => valueText(figure, row, currency, t),
    }]),
    {
      ...{ key: "when", header: t("drill.when") },
      cell: ({ at }) => at === null ? "" : t.format.day(at),
    },
  ];
  const file = new URL(`/analytics/rows/${figure}/csv${url.search}`, url);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        breadcrumb={[
          money
            ? { label: t("finance.title"), href: "/finance" }
            : { label: t("analytics.title"), href: "/analytics" },
        ]}
      />
      <Panel
        title={t("common.rows", { count: total.count })}
        meta={sum === null ? undefined : <span class="figure" data-testid="row-sum">{sum}</span>}
        actions={
          <Button href={withQuery(file, { offset: undefined })} size="small" testId="rows-csv">
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
        {...pagerOf(t, url, { offset, shown: rows.length, total: total.count })}
      />
    </>
  );
});
