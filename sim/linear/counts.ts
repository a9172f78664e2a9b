import type { LinearState } from "./state/state.ts";

/** What a dashboard must show when it holds everything the workspace holds. */
export interface WorkspaceCounts {
  teams: number;
  users: number;
  projects: number;
  cycles: number;
  workflowStates: number;
  labels: number;
  /** Rows of every kind, archived and trashed ones too. */
  issueRows: number;
  issuesTrashed: number;
  /** Not archived. */
  issues: number;
  issuesByStateType: Record<string, number>;
  /** Open (not completed, not canceled) and due before the day it is in UTC. */
  issuesOverdue: number;
  comments: number;
  attachments: number;
  projectUpdates: number;
}

/** Counts the workspace's rows. */
export function workspaceCounts(state: LinearState): WorkspaceCounts {
  const { tables, clock } = state;
  const today = new Date(clock.now()).toISOString().slice(0, 10);
  const counts: WorkspaceCounts = {
    teams: tables.teams.size,
    users: tables.users.size,
    projects: tables.projects.size,
    cycles: tables.cycles.size,
    workflowStates: tables.workflowStates.size,
    labels: tables.issueLabels.size,
    issueRows: tables.issues.size,
    issuesTrashed: 0,
    issues: 0,
    issuesByStateType: {},
    issuesOverdue: 0,
    comments: tables.comments.size,
    attachments: tables.attachments.size,
    projectUpdates: tables.projectUpdates.size,
  };
  for (const issue of tables.issues.values()) {
    if (issue.trashed) counts.issuesTrashed++;
    if (issue.archivedAt !== null) continue;
    const { type } = tables.workflowStates.find(issue.stateId);
    counts.issues++;
    counts.issuesByStateType[type] = (counts.issuesByStateType[type] ?? 0) + 1;
    const open = issue.completedAt === null && issue.canceledAt === null;
    if (open && issue.dueDate !== null && issue.dueDate < today) counts.issuesOverdue++;
  }
  return counts;
}
