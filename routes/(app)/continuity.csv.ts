import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { type ContinuityPlace, listContinuity, type ListedPromise } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { everyRow, fileName, projectNames } from "./(_components)/decided/list.ts";
import { continuityFilter, filtersIn } from "./continuity/(_components)/filters.ts";

/** All promises that the page's filters leave, as a file that names them. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { t, scope, request, now } = viewOf(state);
    const { offset: _, ...filters } = filtersIn(url);
    const filter = continuityFilter({ ...filters, offset: 0 }, scope.projectIds);
    const names = projectNames(request);
    const header = [
      ...[t("continuity.issueTitle"), t("continuity.due"), t("continuity.description")],
      ...[t("decided.project"), t("decided.kind"), t("decided.when"), t("decided.status")],
      ...[t("continuity.issue"), "url", "id"],
    ];
    const line = (item: ListedPromise) => [
      item.title,
      item.due_on,
      item.description,
      names.get(item.project_id) ?? null,
      t(`continuity.kind_${item.kind}`),
      item.promised_at.toISOString(),
      t(`continuity.status_${item.status}`),
      item.issue_identifier,
      item.issue_url,
      item.id,
    ];
    async function* portions() {
      const rows = everyRow<ListedPromise, ContinuityPlace>(
        (page) => listContinuity(state.services.sql, scope.accountScopeId, filter, page),
        ({ place }) => place,
      );
      for await (const items of rows) yield items.map(line);
    }
    return csvReply(fileName("promises", filters, now), header, portions());
  },
});
