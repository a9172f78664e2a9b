import type { TileChange, TileGap, TileModel } from "@/components/Tile.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Figure, Overview } from "@/lib/portfolio/mod.ts";

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

/** The dashboard's tiles, ready to show. */
export function dashboardTiles(overview: Overview, t: Translator, days: number): TileModel[] {
  const asOf = t("common.asOf", { time: t.format.time(overview.as_of) });
  const number = (value: number | null) => value === null ? null : t.format.number(value);
  const { median_response_minutes: response, completeness } = overview;
  const tile = (
    model: Omit<TileModel, "asOf" | "gap">,
    otherwise = t("common.noData"),
  ): TileModel => ({
    ...model,
    asOf,
    gap: model.value === null ? gapOf(overview, t, otherwise) : null,
  });
  return [
    tile({
      key: "projects",
      label: t("portfolio.projects"),
      value: number(overview.projects.value),
      change: changeOf(overview.projects, t, "neither"),
      trend: overview.projects.trend,
      href: "/settings/projects",
    }),
    tile({
      key: "messages",
      label: t("portfolio.messagesWeek"),
      value: number(overview.messages_7d.value),
      change: changeOf(overview.messages_7d, t, "neither"),
      trend: overview.messages_7d.trend,
      href: "/messages/list?days=7",
    }),
    tile({
      key: "conversations",
      label: t("portfolio.conversations"),
      value: number(overview.conversations.value),
      change: changeOf(overview.conversations, t, "neither"),
      trend: overview.conversations.trend,
      href: "/messages",
    }),
    tile({
      key: "open-conversations",
      label: t("portfolio.openConversations"),
      value: number(overview.open_conversations),
      change: null,
      trend: [],
      href: "/messages?status=open",
    }),
    tile({
      key: "median-response",
      label: t("portfolio.medianResponse"),
      value: response.value === null
        ? null
        : t.format.number(response.value, response.value < 10 ? 1 : 0),
      unit: t("portfolio.minutes"),
      change: changeOf(response, t, "less"),
      trend: response.trend,
      href: `/messages/replies?days=${days}`,
    }, t("portfolio.gapNoReplies")),
    tile({
      key: "completeness",
      label: t("portfolio.completeness"),
      // rounded down: 100 % means that nothing is missing
      value: completeness.value === null
        ? null
        : t.format.percent(Math.floor(completeness.value * 10) / 10),
      change: changeOf(completeness, t, "more"),
      trend: completeness.trend,
      href: "/connectors",
    }),
  ];
}
