import type { LinearState } from "../state/state.ts";
import type { Entity } from "../state/table.ts";
import type {
  Attachment,
  Comment,
  Credential,
  Cycle,
  Issue,
  IssueLabel,
  IssueRelation,
  Project,
  ProjectUpdate,
  Team,
  User,
  Webhook,
  WorkflowState,
} from "../state/tables.ts";

/** Whose eyes a request looks through. */
export interface Viewer {
  user: User;
  credential: Credential;
  /** Whether this row may be seen; `entity` is its type's name. */
  sees(entity: string, row: Entity): boolean;
  /** The same for all viewers that see the same; lists are kept by it. */
  scope: string;
}

/**
 * A user sees public teams and the private ones he is a member of; a token may be limited to some of
 * them. Rows of a team are seen with it, projects with any of their teams, webhooks by admins.
 */
export function viewerOf(state: LinearState, credential: Credential): Viewer {
  const { tables } = state;
  const user = tables.users.find(credential.userId);
  const teams = new Set(
    [...tables.teams.values()].filter((team) =>
      (!team.private || team.memberIds.includes(user.id)) &&
      (credential.teamIds?.includes(team.id) ?? true)
    ).map((team) => team.id),
  );
  const seesIssue = (id: string) => {
    const issue = tables.issues.get(id);
    return issue !== undefined && teams.has(issue.teamId);
  };
  const seesProject = (id: string | undefined) =>
    tables.projects.get(id)?.teamIds.some((team) => teams.has(team)) ?? false;

  const rules: Record<string, (row: never) => boolean> = {
    Team: (row: Team) => teams.has(row.id),
    WorkflowState: (row: WorkflowState) => teams.has(row.teamId),
    Cycle: (row: Cycle) => teams.has(row.teamId),
    IssueLabel: (row: IssueLabel) => row.teamId === null || teams.has(row.teamId),
    Issue: (row: Issue) => teams.has(row.teamId),
    Project: (row: Project) => seesProject(row.id),
    ProjectUpdate: (row: ProjectUpdate) => seesProject(row.projectId),
    Comment: (row: Comment) =>
      row.issueId !== null
        ? seesIssue(row.issueId)
        : seesProject(tables.projectUpdates.get(row.projectUpdateId)?.projectId),
    Attachment: (row: Attachment) => seesIssue(row.issueId),
    IssueRelation: (row: IssueRelation) => seesIssue(row.issueId) && seesIssue(row.relatedIssueId),
    Webhook: (_row: Webhook) => user.admin,
  };
  return {
    user,
    credential,
    sees: (entity, row) => rules[entity]?.(row as never) ?? true,
    scope: `${user.admin ? "admin" : "member"} ${[...teams].sort().join()}`,
  };
}
