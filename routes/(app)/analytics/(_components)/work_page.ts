import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";
import { askedDays } from "../../../api/v1/(_contract)/asked_days.ts";
import { workReport } from "../../../api/v1/(_contract)/reports.ts";
import { named } from "./named.ts";
import { burnChart, workCharts } from "./work_charts.ts";
import { workTiles } from "./work_tiles.ts";

/** Everything the page shows of so many days, in the session's language. */
export async function workPage(state: State, days: number) {
  const { t, request } = viewOf(state);
  const asked = askedDays(state, { days });
  const report = await workReport(state, asked);
  return {
    asOf: report.as_of,
    tiles: workTiles(report, t, { days, asOf: report.as_of }),
    charts: [...workCharts(report, asked.from, t), burnChart(report.burn_up, t)],
    rows: named(report.projects, request, t, (row) => row.inbound + row.completed > 0),
  };
}
