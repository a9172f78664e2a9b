import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { type AgreementPlace, listAgreements, type ListedAgreement } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { everyRow, fileName, projectNames } from "./(_components)/decided/list.ts";
import { agreementFilter, filtersIn } from "./agreements/(_components)/filters.ts";

/** All agreements that the page's filters leave, as a file that names them. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { t, scope, request, now } = viewOf(state);
    const { offset: _, ...filters } = filtersIn(url);
    const filter = agreementFilter({ ...filters, offset: 0 }, scope.projectIds);
    const names = projectNames(request);
    const header = [
      ...[t("decided.when"), t("decided.kind"), t("agreements.words"), t("decided.who")],
      ...[t("decided.project"), t("decided.status"), "id"],
    ];
    const line = (agreement: ListedAgreement) => [
      agreement.agreed_at.toISOString(),
      t(`agreements.kind_${agreement.kind}`),
      agreement.quote,
      agreement.agreed_by,
      names.get(agreement.project_id) ?? null,
      t(`agreements.status_${agreement.status}`),
      agreement.id,
    ];
    async function* portions() {
      const rows = everyRow<ListedAgreement, AgreementPlace>(
        (page) => listAgreements(state.services.sql, scope.accountScopeId, filter, page),
        ({ place }) => place,
      );
      for await (const agreements of rows) yield agreements.map(line);
    }
    return csvReply(fileName("agreements", filters, now), header, portions());
  },
});
