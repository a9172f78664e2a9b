import { addresses, priorityLabel } from "../addresses.ts";
import type { Context, Resolver, Resolvers } from "./context.ts";
import type { PageArguments } from "./paging.ts";
import { related, relatedMany } from "./relations.ts";
import type { Cycle, Project, ProjectUpdate } from "../state/tables.ts";

const constant = (value: unknown): Resolver => () => value;

const project: Record<string, Resolver> = {
  url: (row: Project, _: unknown, { state }: Context) => addresses(state).project(row),
  status: ({ statusId }: Project, _: unknown, { state }: Context) =>
    state.tables.projectStatuses.find(statusId),
  state: ({ statusId }: Project, _: unknown, { state }: Context) =>
    state.tables.projectStatuses.find(statusId).type,
  priorityLabel: ({ priority }: Project) => priorityLabel(priority),
  progress: ({ id }: Project, _: unknown, { progress }: Context) => progress(id).progress,
  scope: ({ id }: Project, _: unknown, { progress }: Context) => progress(id).scope,
  labelIds: constant([]),
  sortOrder: constant(0),
  lead: related("users", "leadId"),
  creator: related("users", "creatorId"),
  lastUpdate: ({ id }: Project, _: unknown, { lists, state, viewer }: Context) => {
    const rows = lists.group(state.tables.projectUpdates, "projectId", id);
    return lists.of(state.tables.projectUpdates, rows, viewer, { first: 1 }).nodes[0];
  },
  teams: ({ teamIds }: Project, args: PageArguments, { lists, state, viewer }: Context) => {
    const rows = teamIds.map((id) => state.tables.teams.find(id));
    return lists.of(state.tables.teams, rows, viewer, args);
  },
  members: ({ memberIds }: Project, args: PageArguments, { lists, state, viewer }: Context) => {
    const rows = memberIds.map((id) => state.tables.users.find(id));
    return lists.of(state.tables.users, rows, viewer, args);
  },
  issues: relatedMany("issues", "projectId"),
  projectUpdates: relatedMany("projectUpdates", "projectId"),
};

const projectUpdate: Record<string, Resolver> = {
  url: (row: ProjectUpdate, _: unknown, { state }: Context) => addresses(state).projectUpdate(row),
  slugId: ({ id }: ProjectUpdate) => id.slice(0, 8),
  isStale: constant(false),
  isDiffHidden: constant(false),
  commentCount: ({ id }: ProjectUpdate, _: unknown, { lists, state }: Context) =>
    lists.group(state.tables.comments, "projectUpdateId", id).length,
  project: related("projects", "projectId"),
  user: related("users", "userId"),
  comments: relatedMany("comments", "projectUpdateId"),
};

/** A cycle's place among its team's: 0 runs now, 1 is next, -1 was before. */
function place(row: Cycle, { lists, state }: Context): number {
  const now = state.clock.now();
  const others = lists.group(state.tables.cycles, "teamId", row.teamId);
  if (row.startsAt <= now && now < row.endsAt) return 0;
  return row.startsAt > now
    ? 1 + others.filter((other) => other.startsAt > now && other.startsAt < row.startsAt).length
    : -1 - others.filter((other) => other.endsAt <= now && other.endsAt > row.endsAt).length;
}

const cycle: Record<string, Resolver> = {
  progress: ({ id }: Cycle, _: unknown, { progress }: Context) => progress(id).progress,
  isActive: (row: Cycle, _: unknown, context: Context) => place(row, context) === 0,
  isFuture: (row: Cycle, _: unknown, context: Context) => place(row, context) > 0,
  isPast: (row: Cycle, _: unknown, context: Context) => place(row, context) < 0,
  isNext: (row: Cycle, _: unknown, context: Context) => place(row, context) === 1,
  isPrevious: (row: Cycle, _: unknown, context: Context) => place(row, context) === -1,
  team: related("teams", "teamId"),
  issues: relatedMany("issues", "cycleId"),
};

/** How the fields of projects, cycles, states and labels are answered. */
export const planningResolvers: Resolvers = {
  Project: project,
  ProjectUpdate: projectUpdate,
  ProjectStatus: { indefinite: constant(false) },
  Cycle: cycle,
  WorkflowState: {
    team: related("teams", "teamId"),
    issues: relatedMany("issues", "stateId"),
  },
  IssueLabel: {
    team: related("teams", "teamId"),
    parent: related("issueLabels", "parentId"),
    children: relatedMany("issueLabels", "parentId"),
    issues: ({ id }: { id: string }, args: PageArguments, { lists, state, viewer }: Context) => {
      const rows = [...state.tables.issues.values()].filter((row) => row.labelIds.includes(id));
      return lists.of(state.tables.issues, rows, viewer, args);
    },
  },
};
