import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { viewOf } from "@/view.ts";
import { askedDays } from "../api/v1/(_contract)/asked_days.ts";
import { workReport } from "../api/v1/(_contract)/reports.ts";
import { fileName } from "./(_components)/decided/list.ts";
import { daysIn } from "./(_components)/query.ts";
import { named } from "./analytics/(_components)/named.ts";

/** The figures of each project, as a file that names their days. */
export const handler = define.handlers({
  async GET({ state, url }) {
    const { t, request, now } = viewOf(state);
    const days = daysIn(url);
    const report = await workReport(state, askedDays(state, { days }));
    const header = [
      ...[t("analytics.project"), t("analytics.inboundShort"), t("analytics.outboundShort")],
      ...[t("analytics.responseShort"), t("analytics.p90Short")],
      ...[t("analytics.completedShort"), t("analytics.leadShort"), "id"],
    ];
    const rows = named(report.projects, request, t, (row) => row.inbound + row.completed > 0);
    async function* portions() {
      yield await Promise.resolve(rows.map((row) => [
        ...[row.name, row.inbound, row.outbound, row.response_median, row.response_p90],
        ...[row.completed, row.lead_median, row.project_id],
      ]));
    }
    return csvReply(fileName("analytics", { days: String(days) }, now), header, portions());
  },
});
