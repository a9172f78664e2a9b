import { page } from "fresh";
import { Head } from "fresh/runtime";
import { Button } from "@/components/Button.tsx";
import { PageHeader } from "@/components/shell/PageHeader.tsx";
import { TimeRange } from "@/components/shell/TimeRange.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import { TrustBar } from "@/components/TrustBar.tsx";
import { define } from "@/define.ts";
import LiveChart from "@/islands/LiveChart.tsx";
import LiveTiles from "@/islands/LiveTiles.tsx";
import { viewOf } from "@/view.ts";
import { CHARTS, dashboardChart } from "./(_components)/charts.ts";
import { daysIn, withQuery } from "./(_components)/query.ts";
import { explain, trustSources } from "./(_components)/sources.ts";
import { dashboardTiles } from "./(_components)/tiles.ts";

export const handler = define.handlers({
  async GET({ state, url }) {
    const { scope, request } = viewOf(state);
    const days = daysIn(url);
    return page({
      days,
      overview: await state.services.portfolio.overview(scope, {
        days,
        timeZone: request.timeZone,
      }),
    });
  },
});

/** The portfolio dashboard: figures, what needs attention, and how it went. */
export default define.page<typeof handler>(({ data: { days, overview }, state, url }) => {
  const { t, request, now } = viewOf(state);
  const failing = overview.sources.filter((source) => source.code !== null);
  const synced = overview.sources.some((source) => source.last_synced_at !== null);
  const title = request.projects.find((project) => project.id === request.projectId)?.name ??
    t("portfolio.title");
  return (
    <>
      <Head>
        <title>{`${title} · Control Tower`}</title>
      </Head>
      <PageHeader
        t={t}
        title={title}
        asOf={t.format.time(overview.as_of)}
        refreshHref={url.pathname + url.search}
      >
        <TimeRange
          t={t}
          days={days}
          hrefFor={(choice) => withQuery(url, { days: String(choice) })}
        />
      </PageHeader>
      <LiveTiles
        label={title}
        tiles={dashboardTiles(overview, t, days)}
        source={`/api/v1/portfolio/tiles?days=${days}`}
        updated={t("portfolio.updated")}
      />
      {failing.map((source) => {
        const { title, fix } = explain(t, source.connector, source);
        return (
          <Notice
            key={source.connection_id}
            tone={source.status === "needs_attention" ? "bad" : "warn"}
            title={title}
            action={<Button href="/connectors" size="small">{t("connectors.title")}</Button>}
          >
            {fix}
          </Notice>
        );
      })}
      {overview.unassigned_conversations > 0 && (
        <Notice
          title={t("portfolio.unassignedTitle", { count: overview.unassigned_conversations })}
          action={
            <Button href="/connectors#bindings" size="small" testId="primary-cta">
              {t("portfolio.unassignedAction")}
            </Button>
          }
        />
      )}
      {overview.sources.length > 0 && (
        <TrustBar t={t} sources={trustSources(overview.sources, t, now)} />
      )}
      {synced
        ? (
          <section class="columns" aria-labelledby="charts-title">
            <h2 class="visually-hidden" id="charts-title">{t("portfolio.charts")}</h2>
            {CHARTS.map((name) => (
              <LiveChart
                key={name}
                model={dashboardChart(name, overview, t)}
                source={`/api/v1/portfolio/charts/${name}?days=${days}`}
              />
            ))}
          </section>
        )
        : (
          <EmptyState
            title={t("portfolio.emptyTitle")}
            why={t("portfolio.emptyWhy")}
            steps={[
              t("portfolio.emptyStepConnect"),
              t("portfolio.emptyStepSync"),
              t("portfolio.emptyStepProject"),
            ]}
            action={
              <Button href="/connectors" variant="primary">{t("portfolio.gapConnect")}</Button>
            }
          />
        )}
    </>
  );
});
