import type { Value, ValueKind } from "./comparators.ts";
import type { Lists } from "./lists.ts";
import type { LinearState } from "../state/state.ts";
import type { Entity } from "../state/table.ts";
import type {
  Attachment,
  Comment,
  Cycle,
  Issue,
  IssueLabel,
  Project,
  ProjectUpdate,
  Team,
  User,
  WorkflowState,
} from "../state/tables.ts";

/** What a filter's field looks at: a value, a related row, or related rows. */
export type FilterField =
  | { kind: "value"; as: ValueKind; get(row: Entity): Value }
  | { kind: "one"; entity: string; get(row: Entity): Entity | undefined }
  | { kind: "many"; entity: string; get(row: Entity): readonly Entity[] };

/** Fields by entity and name. */
export type FilterFields = Record<string, Record<string, FilterField>>;

const value = <Row extends Entity>(get: (row: Row) => Value, as: ValueKind = "plain") =>
  ({ kind: "value", as, get }) as FilterField;
const date = <Row extends Entity>(get: (row: Row) => number | null) => value(get, "date");
const one = <Row extends Entity>(entity: string, get: (row: Row) => Entity | undefined) =>
  ({ kind: "one", entity, get }) as FilterField;
const many = <Row extends Entity>(entity: string, get: (row: Row) => readonly Entity[]) =>
  ({ kind: "many", entity, get }) as FilterField;

const common = {
  id: value((row) => row.id),
  createdAt: date((row) => row.createdAt),
  updatedAt: date((row) => row.updatedAt),
};

/** The fields the stand-in can filter by. */
export function filterFields(state: LinearState, lists: Lists): FilterFields {
  const { tables } = state;
  const health = { health: value((row: Project) => row.health) };
  return {
    Issue: {
      ...common,
      archivedAt: date((row: Issue) => row.archivedAt),
      startedAt: date((row: Issue) => row.startedAt),
      completedAt: date((row: Issue) => row.completedAt),
      canceledAt: date((row: Issue) => row.canceledAt),
      dueDate: value((row: Issue) => row.dueDate, "timeless"),
      title: value((row: Issue) => row.title),
      description: value((row: Issue) => row.description),
      number: value((row: Issue) => row.number),
      priority: value((row: Issue) => row.priority),
      estimate: value((row: Issue) => row.estimate),
      state: one("WorkflowState", (row: Issue) => tables.workflowStates.get(row.stateId)),
      team: one("Team", (row: Issue) => tables.teams.get(row.teamId)),
      project: one("Project", (row: Issue) => tables.projects.get(row.projectId)),
      cycle: one("Cycle", (row: Issue) => tables.cycles.get(row.cycleId)),
      assignee: one("User", (row: Issue) => tables.users.get(row.assigneeId)),
      creator: one("User", (row: Issue) => tables.users.get(row.creatorId)),
      parent: one("Issue", (row: Issue) => tables.issues.get(row.parentId)),
      labels: many(
        "IssueLabel",
        (row: Issue) => row.labelIds.map((id) => tables.issueLabels.find(id)),
      ),
      attachments: many("Attachment", (row) => lists.group(tables.attachments, "issueId", row.id)),
      comments: many("Comment", (row) => lists.group(tables.comments, "issueId", row.id)),
      children: many("Issue", (row) => lists.group(tables.issues, "parentId", row.id)),
      hasBlockedByRelations: value((row) =>
        lists.group(tables.issueRelations, "relatedIssueId", row.id)
          .some(({ type }) => type === "blocks")
      ),
      hasBlockingRelations: value((row) =>
        lists.group(tables.issueRelations, "issueId", row.id).some(({ type }) => type === "blocks")
      ),
    },
    Comment: {
      ...common,
      body: value((row: Comment) => row.body),
      issue: one("Issue", (row: Comment) => tables.issues.get(row.issueId)),
      parent: one("Comment", (row: Comment) => tables.comments.get(row.parentId)),
      user: one("User", (row: Comment) => tables.users.get(row.userId)),
    },
    Attachment: {
      ...common,
      title: value((row: Attachment) => row.title),
      subtitle: value((row: Attachment) => row.subtitle),
      url: value((row: Attachment) => row.url),
      sourceType: value((row: Attachment) => row.sourceType),
      creator: one("User", (row: Attachment) => tables.users.get(row.creatorId)),
    },
    Project: {
      ...common,
      ...health,
      name: value((row: Project) => row.name),
      slugId: value((row: Project) => row.slugId),
      state: value((row: Project) => tables.projectStatuses.find(row.statusId).type),
      completedAt: date((row: Project) => row.completedAt),
      canceledAt: date((row: Project) => row.canceledAt),
      startDate: value((row: Project) => row.startDate, "timeless"),
      targetDate: value((row: Project) => row.targetDate, "timeless"),
      lead: one("User", (row: Project) => tables.users.get(row.leadId)),
      accessibleTeams: many(
        "Team",
        (row: Project) => row.teamIds.map((id) => tables.teams.find(id)),
      ),
      issues: many("Issue", (row) => lists.group(tables.issues, "projectId", row.id)),
    },
    ProjectUpdate: {
      ...common,
      project: one("Project", (row: ProjectUpdate) => tables.projects.get(row.projectId)),
      user: one("User", (row: ProjectUpdate) => tables.users.get(row.userId)),
    },
    Cycle: {
      ...common,
      name: value((row: Cycle) => row.name),
      number: value((row: Cycle) => row.number),
      startsAt: date((row: Cycle) => row.startsAt),
      endsAt: date((row: Cycle) => row.endsAt),
      completedAt: date((row: Cycle) => row.completedAt),
      team: one("Team", (row: Cycle) => tables.teams.get(row.teamId)),
    },
    Team: {
      ...common,
      key: value((row: Team) => row.key),
      name: value((row: Team) => row.name),
      description: value((row: Team) => row.description),
      private: value((row: Team) => row.private),
      members: many("User", (row: Team) => row.memberIds.map((id) => tables.users.find(id))),
    },
    WorkflowState: {
      ...common,
      name: value((row: WorkflowState) => row.name),
      type: value((row: WorkflowState) => row.type),
      position: value((row: WorkflowState) => row.position),
      team: one("Team", (row: WorkflowState) => tables.teams.get(row.teamId)),
    },
    IssueLabel: {
      ...common,
      name: value((row: IssueLabel) => row.name),
      isGroup: value((row: IssueLabel) => row.isGroup),
      team: one("Team", (row: IssueLabel) => tables.teams.get(row.teamId)),
      parent: one("IssueLabel", (row: IssueLabel) => tables.issueLabels.get(row.parentId)),
    },
    User: {
      ...common,
      name: value((row: User) => row.name),
      displayName: value((row: User) => row.displayName),
      email: value((row: User) => row.email),
      active: value((row: User) => row.active),
      admin: value((row: User) => row.admin),
    },
  };
}
