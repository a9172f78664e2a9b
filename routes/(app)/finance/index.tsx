import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Hero } from "@/components/Hero.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { Tile } from "@/components/Tile.tsx";
import { define } from "@/define.ts";
import LiveChart from "@/islands/LiveChart.tsx";
import { countBurnUp, type FinanceReport, reportFinance } from "@/lib/insights/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { viewOf } from "@/view.ts";
import { askedDays } from "../../api/v1/(_contract)/asked_days.ts";
import { daysIn, withQuery } from "../(_components)/query.ts";
import { named } from "../analytics/(_components)/named.ts";
import { burnChart } from "../analytics/(_components)/work_charts.ts";
import { FinanceTabs } from "./(_components)/FinanceTabs.tsx";
import { moneyCharts } from "./(_components)/money_charts.ts";
import { moneyTiles } from "./(_components)/money_tiles.ts";
import { MoneyTable } from "./(_components)/MoneyTable.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const days = daysIn(url);
    const { scope, request: { timeZone } } = viewOf(state);
    const asked = askedDays(state, { days });
    const { sql, portfolio } = state.services;
    const [report, burnUp, { clients }] = await Promise.all([
      reportFinance(sql, asked),
      countBurnUp(sql, asked),
      portfolio.overview(scope, { days, timeZone }),
    ]);
    return page({ days, report, burnUp, clients });
  },
});

/** What the figures leave out, in sentences. */
function leftOut({ deals_elsewhere, deals_undated }: FinanceReport, t: Translator): string {
  return [
    ...deals_elsewhere > 0 ? [t("finance.elsewhere", { count: deals_elsewhere })] : [],
    ...deals_undated > 0 ? [t("finance.undated", { count: deals_undated })] : [],
  ].join(" · ");
}

/** What was won, is expected, was spent and is left. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, request, now } = viewOf(state);
  const { days, report, burnUp, clients } = data;
  const title = t("finance.title");
  const rows = named(
    report.projects,
    request,
    t,
    (row) => row.won + row.pipeline + (row.costs ?? 0) !== 0,
  ).toSorted((a, b) =>
    Number(b.client) - Number(a.client) || b.won + b.pipeline - a.won - a.pipeline
  );
  const missing = leftOut(report, t);
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        asOf={t.format.time(now)}
        refreshHref={url.pathname + url.search}
      >
        <FinanceTabs t={t} path={url.pathname} />
        <TimeRange t={t} days={days} hrefFor={(days) => withQuery(url, { days: String(days) })} />
      </PageHeader>
      <Hero label={t("finance.tiles")}>
        {moneyTiles(report, t, days).map((tile) => <Tile key={tile.key} tile={tile} />)}
      </Hero>
      {missing !== "" && <p class="meta" data-testid="left-out">{missing}</p>}
      <MoneyTable t={t} rows={rows} currency={report.currency} days={days} />
      <section class="columns" aria-labelledby="charts-title">
        <h2 class="visually-hidden" id="charts-title">{t("finance.charts")}</h2>
        {moneyCharts(report, rows, clients, days, t).map((model) => (
          <LiveChart key={model.id} model={model} source={null} />
        ))}
        <LiveChart model={burnChart(burnUp, t)} source={null} />
      </section>
    </>
  );
});
