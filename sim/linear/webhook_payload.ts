import { addresses, identifierOf, priorityLabel } from "./addresses.ts";
import type { LinearState } from "./state/state.ts";
import type { StateEvent } from "./state/store.ts";
import type { Entity } from "./state/table.ts";
import type {
  Attachment,
  Comment,
  Cycle,
  Issue,
  IssueLabel,
  Project,
  ProjectUpdate,
  User,
} from "./state/tables.ts";

type Data = Record<string, unknown>;

const iso = (at: number | null) => at === null ? null : new Date(at).toISOString();

/** The row with its times as ISO dates. */
function dated(row: Data): Data {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) =>
      key.endsWith("At") && (typeof value === "number" || value === null)
        ? [key, iso(value)]
        : [key, value]
    ),
  );
}

/** Builds `data` of a delivery by type, as the schema's `…WebhookPayload` types have it. */
function payloads(state: LinearState): Record<string, (row: never) => Data> {
  const { tables } = state;
  const at = addresses(state);
  const user = (id: string | null) => {
    const row = tables.users.get(id);
    if (row === undefined) return null;
    return { id: row.id, name: row.name, email: row.email, url: at.user(row) };
  };
  const team = (id: string) => {
    const { key, name } = tables.teams.find(id);
    return { id, key, name };
  };
  const project = (id: string | null) => {
    const row = tables.projects.get(id);
    return row === undefined ? null : { id: row.id, name: row.name, url: at.project(row) };
  };
  const label = (id: string) => {
    const { name, color, parentId } = tables.issueLabels.find(id);
    return { id, name, color, parentId };
  };
  const histories = {
    completedIssueCountHistory: [],
    completedScopeHistory: [],
    inProgressScopeHistory: [],
    issueCountHistory: [],
    scopeHistory: [],
  };

  return {
    Issue(row: Issue) {
      const { id, name, type, color } = tables.workflowStates.find(row.stateId);
      const cycle = tables.cycles.get(row.cycleId);
      return {
        ...dated({ ...row }),
        identifier: identifierOf(state, row),
        url: at.issue(row),
        priorityLabel: priorityLabel(row.priority),
        prioritySortOrder: row.sortOrder,
        state: { id, name, type, color },
        team: team(row.teamId),
        labels: row.labelIds.map(label),
        subscriberIds: [...new Set([row.creatorId, row.assigneeId])].filter((one) => one !== null),
        reactionData: {},
        ...(row.assigneeId === null ? {} : { assignee: user(row.assigneeId) }),
        ...(row.creatorId === null ? {} : { creator: user(row.creatorId) }),
        ...(row.projectId === null ? {} : { project: project(row.projectId) }),
        ...(cycle === undefined ? {} : {
          cycle: {
            id: cycle.id,
            number: cycle.number,
            name: cycle.name,
            startsAt: iso(cycle.startsAt),
            endsAt: iso(cycle.endsAt),
          },
        }),
      };
    },
    Comment(row: Comment) {
      const issue = tables.issues.get(row.issueId);
      return {
        ...dated({ ...row }),
        reactionData: {},
        user: user(row.userId),
        ...(issue === undefined ? {} : {
          issue: {
            id: issue.id,
            title: issue.title,
            identifier: identifierOf(state, issue),
            url: at.issue(issue),
            teamId: issue.teamId,
            team: team(issue.teamId),
          },
        }),
      };
    },
    Attachment: (row: Attachment) => ({ ...dated({ ...row }), groupBySource: false }),
    Project(row: Project) {
      const { id, name, type, color } = tables.projectStatuses.find(row.statusId);
      return {
        ...dated({ ...row }),
        ...histories,
        status: { id, name, type, color },
        labelIds: [],
        prioritySortOrder: 0,
        sortOrder: 0,
        url: at.project(row),
        ...(row.leadId === null ? {} : { lead: user(row.leadId) }),
      };
    },
    ProjectUpdate: (row: ProjectUpdate) => ({
      ...dated({ ...row, editedAt: row.editedAt ?? row.createdAt }),
      bodyData: JSON.stringify({ type: "doc", content: [] }),
      reactionData: {},
      slugId: row.id.slice(0, 8),
      url: at.projectUpdate(row),
      user: user(row.userId),
      project: project(row.projectId),
    }),
    Cycle: (row: Cycle) => ({
      ...dated({ ...row, startsAt: row.startsAt, endsAt: row.endsAt }),
      ...histories,
      uncompletedIssuesUponCloseIds: [],
    }),
    IssueLabel: (row: IssueLabel) => dated({ ...row }),
    User: ({ title: _title, ...row }: User) => ({
      ...dated(row),
      app: false,
      guest: false,
      url: at.user(tables.users.find(row.id)),
    }),
  };
}

/** The teams a row belongs to; empty for rows of the workspace. */
export function teamsOf(state: LinearState, type: string, row: Entity): string[] {
  const { tables } = state;
  const given = row as Partial<Issue & Project & Comment & ProjectUpdate>;
  if (given.teamIds !== undefined) return given.teamIds;
  if (typeof given.teamId === "string") return [given.teamId];
  if (type === "Comment" || type === "Attachment" || type === "ProjectUpdate") {
    const issue = tables.issues.get(given.issueId);
    if (issue !== undefined) return [issue.teamId];
    const update = tables.projectUpdates.get(given.projectUpdateId);
    return tables.projects.get(update?.projectId ?? given.projectId)?.teamIds ?? [];
  }
  return [];
}

/**
 * The body of a delivery without the hook's own fields, or null for a type that has no webhooks.
 * A removal holds little more than the id.
 */
export function webhookPayload(state: LinearState, event: StateEvent): Data | null {
  const build = payloads(state)[event.type];
  if (build === undefined) return null;
  const { id, createdAt, updatedAt, archivedAt } = event.row;
  const data = event.action === "remove"
    ? dated({ id, createdAt, updatedAt, archivedAt })
    : build(event.row as never);
  const actor = state.tables.users.get(event.actorId);
  return {
    action: event.action,
    type: event.type,
    actor: actor === undefined ? null : {
      id: actor.id,
      type: "user",
      name: actor.name,
      email: actor.email,
      url: addresses(state).user(actor),
    },
    createdAt: iso(event.at),
    data,
    organizationId: state.organization.id,
    ...(typeof data.url === "string" && event.type !== "Attachment" ? { url: data.url } : {}),
    ...(event.updatedFrom === undefined ? {} : { updatedFrom: dated(event.updatedFrom) }),
  };
}
