import { page } from "fresh";
import { Head } from "fresh/runtime";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { define } from "@/define.ts";
import LiveChart from "@/islands/LiveChart.tsx";
import LiveTiles from "@/islands/LiveTiles.tsx";
import { viewOf } from "@/view.ts";
import { daysIn, withQuery } from "../(_components)/query.ts";
import { workPage } from "./(_components)/work_page.ts";
import { WorkTable } from "./(_components)/WorkTable.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const days = daysIn(url);
    return page({ days, ...await workPage(state, days) });
  },
});

/** How the talk with clients and the work for them went: tiles, weeks, projects. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t } = viewOf(state);
  const { days, asOf, tiles, charts, rows } = data;
  const title = t("analytics.title");
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
        <TimeRange t={t} days={days} hrefFor={(days) => withQuery(url, { days: String(days) })} />
      </PageHeader>
      <LiveTiles
        label={t("analytics.tiles")}
        tiles={tiles}
        source={`/api/v1/analytics/tiles?days=${days}`}
        updated={t("portfolio.updated")}
      />
      <section class="columns" aria-labelledby="charts-title">
        <h2 class="visually-hidden" id="charts-title">{t("analytics.charts")}</h2>
        {charts.map((model) => (
          <LiveChart
            key={model.id}
            model={model}
            source={`/api/v1/analytics/charts/${model.id}?days=${days}`}
          />
        ))}
      </section>
      <WorkTable t={t} rows={rows} days={days} />
    </>
  );
});
