import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { askedDays } from "../api/v1/(_contract)/asked_days.ts";
import { financeReport } from "../api/v1/(_contract)/reports.ts";
import { fileName } from "./(_components)/decided/list.ts";
import { daysIn } from "./(_components)/query.ts";
import { named } from "./analytics/(_components)/named.ts";

/** The money of each client, as a file that names its days. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { t, request, now } = viewOf(state);
    const days = daysIn(url);
    const { finance: report } = await financeReport(state, askedDays(state, { days }));
    const header = [
      ...[t("finance.client"), t("finance.won"), t("finance.pipeline"), t("finance.weighted")],
      ...[t("finance.spent"), t("finance.margin"), t("finance.currency"), "id"],
    ];
    const rows = named(
      report.projects,
      request,
      t,
      (row) => row.won + row.pipeline + (row.costs ?? 0) !== 0,
    );
    async function* portions() {
      yield await Promise.resolve(rows.map((row) => [
        ...[row.name, row.won, row.pipeline, row.weighted, row.costs, row.margin],
        ...[report.currency, row.project_id],
      ]));
    }
    return csvReply(fileName("finance", { days: String(days) }, now), header, portions());
  },
});
