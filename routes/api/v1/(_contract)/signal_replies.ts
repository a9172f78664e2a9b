import {
  listActions,
  listSignals,
  type NextAction,
  rowsBehind,
  type Signal,
} from "@/lib/insights/mod.ts";
import { ApiError } from "@/lib/platform/mod.ts";
import type { State } from "@/lib/services.ts";
import { viewOf } from "@/view.ts";

/** The projects of a list: one of those in view, or all of them. */
export function projectsIn(state: State, project: string | undefined): string[] {
  const { projectIds } = viewOf(state).scope;
  return project === undefined ? projectIds : projectIds.filter((id) => id === project);
}

/** An action as the API tells it. */
export function actionReply({ signal_facts: _, ...action }: NextAction) {
  return action;
}

/** Signals as the API tells them, with their actions that are not closed. */
export async function signalReplies(state: State, signals: readonly Signal[]) {
  const { accountScopeId } = viewOf(state).scope;
  const filter = {
    projectIds: [...new Set(signals.map(({ project_id }) => project_id))],
    state: "any" as const,
    signalIds: signals.map(({ id }) => id),
  };
  const actions = await listActions(state.services.sql, accountScopeId, filter, { limit: 1000 });
  return signals.map(({ evidence: _, ...signal }) => ({
    ...signal,
    actions: actions.filter(({ signal_id, closed_at }) =>
      signal_id === signal.id && (closed_at === null || signal.resolved_at !== null)
    ).map(actionReply),
  }));
}

/** A signal of any project of the scope. @throws {ApiError} 404 when there is none */
export async function signalOf(state: State, id: string): Promise<Signal> {
  const { request, scope } = viewOf(state);
  const projectIds = request.projects.map((project) => project.id);
  const filter = { projectIds, state: "any" as const, ids: [id] };
  const [signal] = await listSignals(state.services.sql, scope.accountScopeId, filter, {
    limit: 1,
  });
  if (signal === undefined) throw new ApiError(404, "not_found", "There is no such signal.");
  return signal;
}

/** The rows behind a signal, newest first, with the words that say it; rows that are gone are left out. */
export async function behindSignal(state: State, signal: Signal) {
  const rows = await rowsBehind(state.services.sql, [signal]);
  return signal.evidence.flatMap(({ table, id, words = null }) => {
    const row = rows.get(`${table}:${id}`);
    return row === undefined ? [] : [{ ...row, words }];
  });
}
