import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Hero } from "@/components/Hero.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { Tile } from "@/components/Tile.tsx";
import { define } from "@/define.ts";
import LiveChart from "@/islands/LiveChart.tsx";
import { reportWork } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { askedDays } from "../../api/v1/(_contract)/asked_days.ts";
import { daysIn, withQuery } from "../(_components)/query.ts";
import { named } from "./(_components)/named.ts";
import { burnChart, workCharts } from "./(_components)/work_charts.ts";
import { workTiles } from "./(_components)/work_tiles.ts";
import { WorkTable } from "./(_components)/WorkTable.tsx";

export const handler = define.handlers({
  async GET({ state, url }) {
    const days = daysIn(url);
    const asked = askedDays(state, { days });
    return page({ days, asked, report: await reportWork(state.services.sql, asked) });
  },
});

/** How the talk with clients and the work for them went: tiles, weeks, projects. */
export default define.page<typeof handler>(({ data, state, url }) => {
  const { t, request, now } = viewOf(state);
  const { days, asked, report } = data;
  const title = t("analytics.title");
  const rows = named(report.projects, request, t, (row) => row.inbound + row.completed > 0);
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
        <TimeRange t={t} days={days} hrefFor={(days) => withQuery(url, { days: String(days) })} />
      </PageHeader>
      <Hero label={t("analytics.tiles")}>
        {workTiles(report, t, { days, asOf: now }).map((tile) => (
          <Tile key={tile.key} tile={tile} />
        ))}
      </Hero>
      <section class="columns" aria-labelledby="charts-title">
        <h2 class="visually-hidden" id="charts-title">{t("analytics.charts")}</h2>
        {workCharts(report, asked.from, t).map((model) => (
          <LiveChart key={model.id} model={model} source={null} />
        ))}
        <LiveChart model={burnChart(report.burn_up, t)} source={null} />
      </section>
      <WorkTable t={t} rows={rows} days={days} />
    </>
  );
});
