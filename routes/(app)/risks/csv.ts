import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { listRisks, type RiskPlace } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { projectNames } from "../(_components)/decided/list.ts";
import { riskText } from "../(_components)/risk_words.ts";
import { filtersIn, riskFilter } from "./(_components)/filters.ts";

/** Risks that are read at once. */
const PORTION = 500;

/** All risks that the page's filters leave, as a file that names them. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { t, scope, request, now } = viewOf(state);
    const { offset: _, ...filters } = filtersIn(url);
    const filter = riskFilter({ ...filters, offset: 0 }, scope.projectIds);
    const names = projectNames(request);
    const name = [
      "risks",
      ...Object.entries(filters).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${value}`]
      ),
      new Date(now).toISOString().slice(0, 10),
    ].join("_");
    const header = [
      ...[t("risks.risk"), t("risks.severity"), t("risks.probability"), t("risks.project")],
      ...[t("risks.origin"), t("risks.kind"), t("risks.status"), t("risks.opened")],
      ...[t("risks.closed"), "reason", "id"],
    ];
    async function* portions() {
      let after: RiskPlace | undefined;
      for (;;) {
        const risks = await listRisks(state.services.sql, scope.accountScopeId, filter, {
          limit: PORTION,
          after,
        });
        yield risks.map((risk) => [
          riskText(risk, t, now),
          risk.severity,
          risk.probability,
          names.get(risk.project_id) ?? null,
          risk.origin,
          risk.kind,
          risk.status,
          risk.opened_at.toISOString(),
          risk.closed_at?.toISOString() ?? null,
          risk.reason,
          risk.id,
        ]);
        if (risks.length < PORTION) return;
        after = risks.at(-1)!.place;
      }
    }
    return csvReply(name, header, portions());
  },
});
