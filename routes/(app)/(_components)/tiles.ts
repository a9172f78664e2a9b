import type { TileChange, TileGap, TileModel } from "@/components/Tile.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Figure, Overview } from "@/lib/portfolio/mod.ts";

/** Groups of tiles: what the dashboard opens with, what a client's page does, the talk below. */
export type TilePart = "portfolio" | "client" | "talk";

/** The change from the period before, in percent where that can be said, else as a difference. */
export function changeOf(
  { value, previous }: Figure,
  t: Translator,
  better: "more" | "less" | "neither",
): TileChange | null {
  if (value === null || previous === null) return null;
  const difference = value - previous;
  if (previous === 0 && difference === 0) return null;
  const text = previous === 0
    ? t.format.signed(difference)
    : t.format.signedPercent(100 * difference / previous);
  const direction = difference > 0 ? "up" : difference < 0 ? "down" : "flat";
  const welcome = better === "neither" || direction === "flat"
    ? "neutral"
    : (direction === "up") === (better === "more")
    ? "good"
    : "bad";
  return { text, direction, tone: welcome, description: t("common.change", { change: text }) };
}

function gapOf(overview: Overview, t: Translator, otherwise: string): TileGap {
  const connected = overview.sources.length > 0;
  const synced = overview.sources.some((source) => source.last_synced_at !== null);
  return {
    text: synced ? otherwise : t(connected ? "portfolio.gapNotSynced" : "portfolio.gapNoConnector"),
    actionLabel: t("portfolio.gapConnect"),
    actionHref: "/connectors",
  };
}

/** A tile as it is told apart from the others: its figure, and what is missing for one. */
type Told = Pick<TileModel, "key" | "label" | "value" | "href"> & {
  unit?: string;
  figure?: Figure;
  better?: "more" | "less" | "neither";
  /** Replaces "as of". */
  note?: string;
  gap?: string;
};

function tileMaker(overview: Overview, t: Translator) {
  const asOf = t("common.asOf", { time: t.format.time(overview.as_of) });
  return ({ figure, better = "neither", note, gap, ...told }: Told): TileModel => ({
    ...told,
    change: figure === undefined ? null : changeOf(figure, t, better),
    trend: figure?.trend ?? [],
    asOf: note ?? asOf,
    gap: told.value === null ? gapOf(overview, t, gap ?? t("common.noData")) : null,
  });
}

/** What the dashboard opens with. */
function portfolioTiles(overview: Overview, t: Translator): Told[] {
  const number = (value: number | null) => value === null ? null : t.format.number(value);
  const { completeness, expected_revenue: revenue, deals_elsewhere: elsewhere } = overview;
  return [
    {
      ...{ key: "projects", label: t("portfolio.projects"), href: "/rows/projects" },
      ...{ value: number(overview.projects.value), figure: overview.projects },
    },
    {
      ...{ key: "messages", label: t("portfolio.messagesWeek"), href: "/messages/list?days=7" },
      ...{ value: number(overview.messages_7d.value), figure: overview.messages_7d },
    },
    {
      ...{ key: "open-issues", label: t("dashboard.openIssues"), href: "/rows/open_issues" },
      ...{ value: number(overview.open_issues.value), gap: t("dashboard.gapNoLinear") },
    },
    {
      ...{ key: "expected-revenue", label: t("dashboard.expectedRevenue") },
      ...{ href: "/rows/expected_revenue", gap: t("dashboard.gapNoAttio") },
      value: revenue.value === null ? null : t.format.money(revenue.value, overview.currency),
      note: elsewhere > 0 ? t("dashboard.otherCurrencies", { count: elsewhere }) : undefined,
    },
    {
      ...{ key: "open-risks", label: t("dashboard.openRisks"), href: "/risks" },
      ...{ value: number(overview.open_risks.value), figure: overview.open_risks },
      ...{ better: "less", gap: t("dashboard.gapNotScored") },
    },
    {
      ...{ key: "health", label: t("dashboard.health"), href: "/rows/health" },
      ...{ value: number(overview.health.value), figure: overview.health },
      ...{ better: "more", gap: t("dashboard.gapNotScored") },
    },
    {
      ...{ key: "client-value", label: t("dashboard.clientValue"), href: "/rows/client_value" },
      ...{ value: number(overview.client_value.value), gap: t("dashboard.gapNotScored") },
    },
    {
      ...{ key: "completeness", label: t("portfolio.completeness"), href: "/rows/comparisons" },
      // rounded down: 100 % means that nothing is missing
      value: completeness.value === null
        ? null
        : t.format.percent(Math.floor(completeness.value * 10) / 10),
      ...{ figure: completeness, better: "more" },
    },
  ];
}

/** How the talk with clients goes. */
function talkTiles(overview: Overview, t: Translator, days: number): Told[] {
  const number = (value: number | null) => value === null ? null : t.format.number(value);
  const { median_response_minutes: response } = overview;
  return [
    {
      ...{ key: "conversations", label: t("portfolio.conversations"), href: "/messages" },
      ...{ value: number(overview.conversations.value), figure: overview.conversations },
    },
    {
      ...{ key: "open-conversations", label: t("portfolio.openConversations") },
      ...{ href: "/messages?status=open", value: number(overview.open_conversations) },
    },
    {
      ...{ key: "median-response", label: t("portfolio.medianResponse") },
      value: response.value === null
        ? null
        : t.format.number(response.value, response.value < 10 ? 1 : 0),
      ...{ unit: t("portfolio.minutes"), figure: response, better: "less" },
      ...{ href: `/messages/replies?days=${days}`, gap: t("portfolio.gapNoReplies") },
    },
  ];
}

/** Tiles of the dashboard, ready to show. */
export function dashboardTiles(
  overview: Overview,
  t: Translator,
  days: number,
  part: TilePart = "portfolio",
): TileModel[] {
  const told = part === "talk" ? talkTiles(overview, t, days) : portfolioTiles(overview, t)
    .filter(({ key }) => part === "portfolio" || key !== "projects");
  return told.map(tileMaker(overview, t));
}
