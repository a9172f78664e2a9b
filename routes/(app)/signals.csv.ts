import { define } from "@/define.ts";
import { csvReply } from "@/lib/api/mod.ts";
import { allSignals, listActions, type NextAction, type Signal } from "@/lib/insights/mod.ts";
import { viewOf } from "@/view.ts";
import { signalKind, signalSentence } from "./(_components)/signal_words.ts";
import { actionsOf } from "./signals/(_components)/open_actions.ts";
import { filtersIn, signalFilter } from "./signals/(_components)/filters.ts";

/** Actions of a thousand signals: none has more than two. */
const MOST_ACTIONS = 2_000;

/** All signals that the page's filters leave, as a file that names them. */
export const handler = define.handlers({
  GET({ state, url }) {
    const { t, scope, request, now } = viewOf(state);
    const { accountScopeId, projectIds } = scope;
    const { sql } = state.services;
    const { offset: _, ...filters } = filtersIn(url);
    const filter = signalFilter({ ...filters, offset: 0 }, projectIds);
    const projects = new Map(request.projects.map((project) => [project.id, project]));
    const chosen = projects.get(filters.project ?? request.projectId ?? "");
    const name = [
      "signals",
      ...Object.entries({ ...filters, project: chosen?.slug }).flatMap(([name, value]) =>
        value === undefined ? [] : [`${name}=${value}`]
      ),
      new Date(now).toISOString().slice(0, 10),
    ].join("_");
    const header = [
      ...[t("signals.project"), t("signals.kind"), t("signals.severity"), t("signals.what")],
      ...[t("signals.when"), t("signals.since"), t("signals.state"), t("signals.next")],
      ...[t("signals.owner"), t("signals.draft"), t("signals.evidence"), "kind", "id"],
    ];
    const line = (signal: Signal, actions: readonly NextAction[]) => {
      const own = actionsOf(signal.id, actions);
      return [
        projects.get(signal.project_id)?.name ?? null,
        signalKind(signal.kind, t),
        signal.severity,
        signalSentence(signal, t, now),
        signal.occurred_at.toISOString(),
        signal.raised_at.toISOString(),
        signal.resolved_at === null
          ? t(`signals.status_${signal.status}`)
          : t("signals.state_resolved"),
        own.map(({ action, due_on }) => `${t(`signals.action_${action}`)} (${due_on})`).join("; "),
        signal.facts.owner ?? null,
        own.map(({ draft }) => draft).join("\n\n"),
        signal.facts.count,
        signal.kind,
        signal.id,
      ];
    };
    async function* portions() {
      for await (const signals of allSignals(sql, accountScopeId, filter)) {
        const signalIds = signals.map(({ id }) => id);
        const actions = await listActions(sql, accountScopeId, {
          projectIds: filter.projectIds,
          state: "any",
          signalIds,
        }, { limit: MOST_ACTIONS });
        yield signals.map((signal) => line(signal, actions));
      }
    }
    return csvReply(name, header, portions());
  },
});
