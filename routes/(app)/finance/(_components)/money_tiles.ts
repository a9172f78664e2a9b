import type { TileModel } from "@/components/Tile.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Compared, FinanceReport } from "@/lib/insights/mod.ts";
import { changeOf } from "../../(_components)/tiles.ts";

/** Tiles of money, each opening its rows; what is not known says what is missing. */
export function moneyTiles(report: FinanceReport, t: Translator, days: number): TileModel[] {
  const { currency } = report;
  const money = (value: number | null) => value === null ? null : t.format.money(value, currency);
  // where nothing was before there is no percent to tell
  const change = (figure: Compared, better: "more" | "less" | "neither") =>
    figure.previous === 0 ? null : changeOf({ ...figure, trend: [] }, t, better);
  const rows = (figure: string, query = `days=${days}`) => `/finance/rows/${figure}?${query}`;
  const ahead = report.forecast.at(-1)!;
  const tile = (
    key: string,
    label: string,
    value: string | null,
    more: Partial<TileModel> & Pick<TileModel, "href">,
  ): TileModel => ({
    ...{ key, label, value, change: null, trend: [], asOf: null, gap: null },
    ...more,
  });
  return [
    tile("won", t("finance.won"), money(report.won.value), {
      ...{ href: rows("won"), change: change(report.won, "more") },
      asOf: t("finance.deals", { count: report.won_deals }),
    }),
    tile("pipeline", t("finance.pipeline"), money(report.pipeline), {
      ...{ href: rows("pipeline"), asOf: t("finance.deals", { count: report.pipeline_deals }) },
    }),
    tile("weighted", t("finance.weighted"), money(ahead.weighted), {
      href: rows("forecast", `horizon=${ahead.days}`),
      asOf: t("finance.deals", { count: ahead.deals }),
      gap: {
        ...{ text: t("finance.gapRates"), actionLabel: t("finance.seeDeals") },
        actionHref: rows("pipeline"),
      },
    }),
    tile("signed", t("finance.signed"), null, {
      href: "/agreements",
      gap: {
        ...{ text: t("finance.gapSigned"), actionLabel: t("finance.seeAgreements") },
        actionHref: "/agreements",
      },
    }),
    tile("costs", t("finance.spent"), money(report.costs.value), {
      ...{ href: rows("costs"), change: change(report.costs, "less") },
      gap: {
        ...{ text: t("finance.gapCosts"), actionLabel: t("finance.addCosts") },
        actionHref: "/finance/costs",
      },
    }),
    tile("margin", t("finance.margin"), money(report.margin.value), {
      ...{ href: rows("won"), change: change(report.margin, "more") },
      asOf: t("finance.marginOf", {
        ...{ count: report.margin_projects, total: report.projects.length },
      }),
      gap: {
        ...{ text: t("finance.gapMargin"), actionLabel: t("finance.addCosts") },
        actionHref: "/finance/costs",
      },
    }),
  ];
}
