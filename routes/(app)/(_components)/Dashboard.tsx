import { Button } from "@/components/Button.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import { Notice } from "@/components/state/Notice.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import LiveChart from "@/islands/LiveChart.tsx";
import LiveTiles from "@/islands/LiveTiles.tsx";
import { AttentionList } from "./AttentionList.tsx";
import { type ChartFigures, CHARTS, dashboardChart } from "./charts.ts";
import { ClientTable } from "./ClientTable.tsx";
import { clientViewIn } from "./client_list.ts";
import { SourceLine, SourceProblems } from "./SourceNotices.tsx";
import { dashboardTiles } from "./tiles.ts";

/** Props of {@link Dashboard}. */
export interface DashboardProps extends ChartFigures {
  t: Translator;
  days: number;
  url: URL;
  /** Epoch milliseconds. */
  now: number;
}

/** The portfolio: who needs somebody, the figures, all clients, and how it went. */
export function Dashboard({ t, overview, trends, days, url, now }: DashboardProps) {
  const synced = overview.sources.some((source) => source.last_synced_at !== null);
  const updated = t("portfolio.updated");
  return (
    <>
      <AttentionList t={t} overview={overview} now={now} />
      <LiveTiles
        label={t("portfolio.title")}
        tiles={dashboardTiles(overview, t, days)}
        source={`/api/v1/portfolio/tiles?days=${days}`}
        updated={updated}
      />
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
      <SourceProblems t={t} sources={overview.sources} />
      {synced && (
        <ClientTable t={t} overview={overview} view={clientViewIn(url)} url={url} now={now} />
      )}
      <SourceLine t={t} sources={overview.sources} now={now} />
      <LiveTiles
        label={t("dashboard.talk")}
        tiles={dashboardTiles(overview, t, days, "talk")}
        source={`/api/v1/portfolio/tiles?days=${days}&part=talk`}
        updated={updated}
      />
      {synced
        ? (
          <section class="columns" aria-labelledby="charts-title">
            <h2 class="visually-hidden" id="charts-title">{t("portfolio.charts")}</h2>
            {CHARTS.map((name) => (
              <LiveChart
                key={name}
                model={dashboardChart(name, { overview, trends }, t)}
                follows="portfolio"
                field={name}
                source={`/api/v1/portfolio/charts?days=${days}`}
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
}
