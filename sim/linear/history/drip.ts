import { pick } from "../../random.ts";
import type { LinearState } from "../state/state.ts";
import { remarks } from "./updates.ts";

/** Makes one believable change to an open issue and returns the issue's id. */
export function dripLinear(state: LinearState, random: () => number): string | null {
  const { tables } = state;
  const open = [...tables.issues.values()].filter((row) =>
    row.archivedAt === null && row.completedAt === null && row.canceledAt === null
  );
  if (open.length === 0) return null;
  const issue = pick(random, open.slice(-60));
  const actorId = issue.assigneeId ?? issue.creatorId;
  const draw = random();
  if (draw < 0.5) {
    const language = /[а-яё]/i.test(issue.title) ? "ru" : "en";
    state.createComment({ issueId: issue.id, body: pick(random, remarks[language]) }, { actorId });
  } else if (draw < 0.9) {
    const order = ["backlog", "unstarted", "started", "completed"];
    const place = order.indexOf(tables.workflowStates.find(issue.stateId).type);
    const next = [...tables.workflowStates.values()].find((row) =>
      row.teamId === issue.teamId && row.type === order[place + 1]
    );
    if (next !== undefined) state.updateIssue(issue.id, { stateId: next.id }, { actorId });
  } else {
    const priority = 1 + Math.floor(random() * 4);
    state.updateIssue(issue.id, { priority }, { actorId });
  }
  return issue.id;
}
