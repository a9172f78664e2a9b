import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { define } from "@/define.ts";
import LiveChart from "@/islands/LiveChart.tsx";
import LiveTiles from "@/islands/LiveTiles.tsx";
import { viewOf } from "@/view.ts";
import { daysIn, withQuery } from "../(_components)/query.ts";
import { FinanceTabs } from "./(_components)/FinanceTabs.tsx";
import { moneyPage } from "./(_components)/money_page.ts";
import { MoneyTable } from "./(_components)/MoneyTable.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const days = daysIn(url);
    return page({ days, ...await moneyPage(state, days) });
  },
});

/** What was won, is expected, was spent and is left. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t } = viewOf(state);
  const { days, asOf, currency, tiles, charts, missing, rows } = data;
  const title = t("finance.title");
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        asOf={t.format.time(asOf)}
        refreshHref={url.pathname + url.search}
      >
        <FinanceTabs t={t} path={url.pathname} />
        <TimeRange t={t} days={days} hrefFor={(days) => withQuery(url, { days: String(days) })} />
      </PageHeader>
      <LiveTiles
        label={t("finance.tiles")}
        tiles={tiles}
        source={`/api/v1/finance/tiles?days=${days}`}
        updated={t("portfolio.updated")}
      />
      {missing !== "" && <p class="meta" data-testid="left-out">{missing}</p>}
      <MoneyTable t={t} rows={rows} currency={currency} days={days} />
      <section class="columns" aria-labelledby="charts-title">
        <h2 class="visually-hidden" id="charts-title">{t("finance.charts")}</h2>
        {charts.map((model) => (
          <LiveChart
            key={model.id}
            model={model}
            source={`/api/v1/finance/charts/${model.id}?days=${days}`}
          />
        ))}
      </section>
    </>
  );
});
