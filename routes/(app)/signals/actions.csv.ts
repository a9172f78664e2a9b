import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { allActions, type NextAction } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { actionFilter, actionFiltersIn } from "./(_components)/action_filters.ts";
import { reasonOf } from "./(_components)/ActionTable.tsx";

/** All actions that the page's filters leave, as a file that names them. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { t, scope, request, now } = viewOf(state);
    const { sql } = state.services;
    const filters = actionFiltersIn(url);
    const projects = new Map(request.projects.map((project) => [project.id, project]));
    const chosen = projects.get(filters.project ?? request.projectId ?? "");
    const named = { state: filters.state, action: filters.action, project: chosen?.slug };
    const name = [
      "actions",
      ...Object.entries(named).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${value}`]
      ),
      new Date(now).toISOString().slice(0, 10),
    ].join("_");
    const header = [
      ...[t("signals.actionName"), t("signals.dueOn"), t("signals.priority")],
      ...[t("signals.because"), t("signals.owner"), t("signals.project"), t("signals.state")],
      ...[t("signals.draft"), "action", "id", "signal_id"],
    ];
    const line = (action: NextAction) => [
      t(`signals.action_${action.action}`),
      action.due_on,
      action.priority,
      reasonOf(action, t, now),
      action.owner,
      projects.get(action.project_id)?.name ?? null,
      t(`signals.status_${action.status}`),
      ...[action.draft, action.action, action.id, action.signal_id],
    ];
    async function* portions() {
      const filter = actionFilter(filters, scope.projectIds);
      for await (const actions of allActions(sql, scope.accountScopeId, filter)) {
        yield actions.map(line);
      }
    }
    return csvReply(name, header, portions());
  },
});
