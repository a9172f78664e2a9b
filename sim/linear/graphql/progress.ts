import type { LinearState } from "../state/state.ts";

/** Points of the work in a project or cycle; an issue without an estimate counts as one. */
export interface Progress {
  /** All points but canceled ones. */
  scope: number;
  /** Completed share, 0 to 1; started work counts a quarter. */
  progress: number;
}

const none: Progress = { scope: 0, progress: 0 };
const shares: Record<string, number> = { completed: 1, started: 0.25 };

/** Progress by project and cycle, counted anew when an issue or a state has changed. */
export function progressOf(state: LinearState): (id: string) => Progress {
  const { issues, workflowStates } = state.tables;
  let version = "";
  let sums = new Map<string, { scope: number; done: number }>();
  return (id) => {
    const now = `${issues.version} ${workflowStates.version}`;
    if (now !== version) {
      version = now;
      sums = new Map();
      for (const issue of issues.values()) {
        const type = workflowStates.get(issue.stateId)?.type ?? "";
        if (type === "canceled" || issue.trashed) continue;
        const points = issue.estimate ?? 1;
        for (const key of [issue.projectId, issue.cycleId]) {
          if (key === null) continue;
          const sum = sums.get(key) ?? { scope: 0, done: 0 };
          sum.scope += points;
          sum.done += points * (shares[type] ?? 0);
          sums.set(key, sum);
        }
      }
    }
    const sum = sums.get(id);
    return sum === undefined || sum.scope === 0
      ? none
      : { scope: sum.scope, progress: sum.done / sum.scope };
  };
}
