import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { type Cost, type CostPlace, listCosts, placeOfCost } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { everyRow, fileName, projectNames } from "../(_components)/decided/list.ts";
import { costFilter, costFiltersIn } from "./(_components)/cost_filters.ts";

/** All costs that the page's filters leave, as a file that names them: it can be imported again. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { scope, request, now } = viewOf(state);
    const { offset: _, ...filters } = costFiltersIn(url);
    const filter = costFilter({ ...filters, offset: 0 }, scope.projectIds);
    const names = projectNames(request);
    const header = ["date", "project", "amount", "currency", "category", "note", "origin", "id"];
    async function* portions() {
      const rows = everyRow<Cost, CostPlace>(
        (page) => listCosts(state.services.sql, scope.accountScopeId, filter, page),
        placeOfCost,
      );
      for await (const costs of rows) {
        yield costs.map((cost) => [
          ...[cost.incurred_on, names.get(cost.project_id) ?? null, cost.amount, cost.currency],
          ...[cost.category, cost.note, cost.origin, cost.id],
        ]);
      }
    }
    const project = request.projects.find(({ id }) => id === filters.project)?.slug;
    return csvReply(fileName("costs", { ...filters, project }, now), header, portions());
  },
});
