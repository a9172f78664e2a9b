import { Badge } from "@/components/Badge.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Factor } from "@/lib/insights/mod.ts";
import type { ControlTower } from "@/lib/portfolio/mod.ts";
import LiveChart from "@/islands/LiveChart.tsx";
import LiveTiles from "@/islands/LiveTiles.tsx";
import { type ChartFigures, type ChartName, dashboardChart } from "./charts.ts";
import { FactorTable } from "./FactorTable.tsx";
import { healthTone } from "./health.ts";
import { chartOf, tilesOf } from "./narrow.ts";
import { NextThing } from "./NextThing.tsx";
import { SourceLine, SourceProblems } from "./SourceNotices.tsx";
import { dashboardTiles } from "./tiles.ts";
import { DealPanel, IssuePanel, RiskPanel, SignalPanel, ThreadPanel } from "./TowerLists.tsx";

/** Props of {@link Tower}. */
export interface TowerProps extends ChartFigures {
  t: Translator;
  tower: ControlTower;
  days: number;
  /** Epoch milliseconds. */
  now: number;
}

/** Charts of one project. */
const TOWER_CHARTS: readonly ChartName[] = [
  ...["health", "risks", "messages", "responses", "overdue", "completed"] as const,
  ...["money", "agreements"] as const,
];

/** The rows behind a factor of a project's scores. */
function factorRows(projectId: string) {
  return ({ factor, rows }: Factor): string | null => {
    if (factor === "no_source") return "/connectors#bindings";
    if (rows === 0) return null;
    if (factor === "overdue") return `/rows/overdue_issues?project=${projectId}`;
    if (factor === "silence") return `/signals?project=${projectId}&kind=client_silent`;
    if (factor === "response") return `/signals?project=${projectId}&kind=slow_response`;
    if (factor === "signals") return `/signals?project=${projectId}`;
    return factor === "completeness" ? "/connectors/reconciliation" : "/connectors";
  };
}

function HealthPanels({ t, tower }: TowerProps) {
  const { health, client } = tower;
  if (health === null) {
    return (
      <Panel title={t("tower.factors")}>
        <EmptyState title={t("tower.notScored")} why={t("tower.notScoredWhy")} />
      </Panel>
    );
  }
  const hrefOf = factorRows(client.project_id);
  return (
    <>
      <Panel
        title={t("tower.factors")}
        meta={<Badge tone={healthTone(health.score)}>{t.format.number(health.score, 1)}</Badge>}
        flush
      >
        <FactorTable
          t={t}
          title={t("tower.factors")}
          factors={health.factors.filter(({ of }) => of === "health")}
          hrefOf={hrefOf}
        />
      </Panel>
      <Panel
        title={t("tower.trustFactors")}
        meta={<Badge tone={healthTone(health.trust)}>{t.format.number(health.trust, 1)}</Badge>}
        flush
      >
        <FactorTable
          t={t}
          title={t("tower.trustFactors")}
          factors={health.factors.filter(({ of }) => of === "trust")}
          hrefOf={hrefOf}
        />
      </Panel>
    </>
  );
}

/** A project at one glance: figures, the next thing to do, how far to trust them, then the work. */
export function Tower(props: TowerProps) {
  const { t, tower, overview, trends, days, now } = props;
  const { project_id: id, name } = tower.client;
  const tiles = (part: "client" | "talk") => tilesOf(id, dashboardTiles(overview, t, days, part));
  const source = `/api/v1/portfolio/tiles?days=${days}&project_id=${id}`;
  const updated = t("portfolio.updated");
  const lists = { t, tower, now };
  return (
    <>
      <LiveTiles
        label={name}
        tiles={tiles("client")}
        source={`${source}&part=client`}
        updated={updated}
      />
      <NextThing {...lists} />
      <SourceProblems t={t} sources={tower.sources} />
      <SourceLine t={t} sources={tower.sources} now={now} />
      <div class="columns">
        <SignalPanel {...lists} />
        <RiskPanel {...lists} />
        <HealthPanels {...props} />
        <IssuePanel {...lists} />
        <DealPanel {...lists} />
      </div>
      <ThreadPanel {...lists} />
      <LiveTiles
        label={t("dashboard.talk")}
        tiles={tiles("talk")}
        source={`${source}&part=talk`}
        updated={updated}
      />
      <section class="columns" aria-labelledby="charts-title">
        <h2 class="visually-hidden" id="charts-title">{t("portfolio.charts")}</h2>
        {TOWER_CHARTS.map((chart) => (
          <LiveChart
            key={chart}
            model={chartOf(id, dashboardChart(chart, { overview, trends }, t))}
            follows="portfolio"
            field={chart}
            source={`/api/v1/portfolio/charts?days=${days}&project_id=${id}`}
          />
        ))}
      </section>
    </>
  );
}
