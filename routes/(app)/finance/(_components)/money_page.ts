import type { State } from "@/lib/services.ts";
import type { FinanceReport } from "@/lib/insights/mod.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import { viewOf } from "@/view.ts";
import { askedDays } from "../../../api/v1/(_contract)/asked_days.ts";
import { financeReport } from "../../../api/v1/(_contract)/reports.ts";
import { named } from "../../analytics/(_components)/named.ts";
import { burnChart } from "../../analytics/(_components)/work_charts.ts";
import { moneyCharts } from "./money_charts.ts";
import { moneyTiles } from "./money_tiles.ts";

/** What the figures leave out, in sentences. */
function leftOut({ deals_elsewhere, deals_undated }: FinanceReport, t: Translator): string {
  return [
    ...deals_elsewhere > 0 ? [t("finance.elsewhere", { count: deals_elsewhere })] : [],
    ...deals_undated > 0 ? [t("finance.undated", { count: deals_undated })] : [],
  ].join(" · ");
}

/** Everything the page shows of so many days, in the session's language. */
export async function moneyPage(state: State, days: number) {
  const { t, scope, request } = viewOf(state);
  const { timeZone } = request;
  const [{ finance, burnUp, as_of }, { clients }] = await Promise.all([
    financeReport(state, askedDays(state, { days })),
    state.services.portfolio.overview(scope, { days, timeZone }),
  ]);
  // those with the most money first
  const rows = named(
    finance.projects,
    request,
    t,
    (row) => row.won + row.pipeline + (row.costs ?? 0) !== 0,
  ).toSorted((a, b) =>
    Number(b.client) - Number(a.client) || b.won + b.pipeline - a.won - a.pipeline
  );
  return {
    asOf: as_of,
    currency: finance.currency,
    tiles: moneyTiles(finance, t, days),
    charts: [...moneyCharts(finance, rows, clients, days, t), burnChart(burnUp, t)],
    missing: leftOut(finance, t),
    rows,
  };
}
