import { addresses, identifierOf, priorityLabel } from "../addresses.ts";
import type { Context, Resolver, Resolvers } from "./context.ts";
import { planningResolvers } from "./planning_resolvers.ts";
import type { PageArguments } from "./paging.ts";
import { related, relatedMany, seen } from "./relations.ts";
import type { Organization } from "../state/store.ts";
import type {
  Attachment,
  Comment,
  Issue,
  IssueRelation,
  Team,
  User,
  Webhook,
} from "../state/tables.ts";

const initials = (name: string) => name.split(/\s+/).map((part) => part[0] ?? "").join("");
const constant = (value: unknown): Resolver => () => value;

const organization: Record<string, Resolver> = {
  userCount: (_: Organization, __: unknown, { state }: Context) => state.tables.users.size,
  createdIssueCount: (_: Organization, __: unknown, { state }: Context) => state.tables.issues.size,
  projectStatuses: (_: Organization, __: unknown, { state }: Context) => [
    ...state.tables.projectStatuses.values(),
  ],
  teams: (_: Organization, args: PageArguments, { lists, state, viewer }: Context) =>
    lists.all(state.tables.teams, viewer, args),
  users: (_: Organization, args: PageArguments, { lists, state, viewer }: Context) =>
    lists.all(state.tables.users, viewer, args),
  labels: (_: Organization, args: PageArguments, { lists, state, viewer }: Context) =>
    lists.all(state.tables.issueLabels, viewer, args),
};

const user: Record<string, Resolver> = {
  initials: ({ name }: User) => initials(name),
  owner: constant(false),
  guest: constant(false),
  app: constant(false),
  isMe: ({ id }: User, _: unknown, { viewer }: Context) => id === viewer.user.id,
  url: (row: User, _: unknown, { state }: Context) => addresses(state).user(row),
  organization: (_: User, __: unknown, { state }: Context) => state.organization,
  teams: ({ id }: User, args: PageArguments, { lists, state, viewer }: Context) => {
    const teams = [...state.tables.teams.values()].filter((row) => row.memberIds.includes(id));
    return lists.of(state.tables.teams, teams, viewer, args);
  },
  assignedIssues: relatedMany("issues", "assigneeId"),
  createdIssues: relatedMany("issues", "creatorId"),
};

const team: Record<string, Resolver> = {
  displayName: ({ name }: Team) => name,
  timezone: constant("Europe/Berlin"),
  cycleDuration: constant(2),
  visibility: (row: Team) => row.private ? "private" : "public",
  organization: (_: Team, __: unknown, { state }: Context) => state.organization,
  issueCount: ({ id }: Team, args: PageArguments, { lists, state }: Context) =>
    lists.group(state.tables.issues, "teamId", id)
      .filter((row) => args.includeArchived === true || row.archivedAt === null).length,
  defaultIssueState: ({ id }: Team, _: unknown, { lists, state }: Context) =>
    lists.group(state.tables.workflowStates, "teamId", id)[0],
  activeCycle: ({ id }: Team, _: unknown, { lists, state }: Context) =>
    lists.group(state.tables.cycles, "teamId", id).find((row) =>
      row.startsAt <= state.clock.now() && state.clock.now() < row.endsAt
    ),
  members: ({ memberIds }: Team, args: PageArguments, { lists, state, viewer }: Context) => {
    const rows = memberIds.map((id) => state.tables.users.find(id));
    return lists.of(state.tables.users, rows, viewer, args);
  },
  projects: ({ id }: Team, args: PageArguments, { lists, state, viewer }: Context) => {
    const rows = [...state.tables.projects.values()].filter((row) => row.teamIds.includes(id));
    return lists.of(state.tables.projects, rows, viewer, args);
  },
  states: relatedMany("workflowStates", "teamId"),
  labels: relatedMany("issueLabels", "teamId"),
  cycles: relatedMany("cycles", "teamId"),
  issues: relatedMany("issues", "teamId"),
};

const issue: Record<string, Resolver> = {
  identifier: (row: Issue, _: unknown, { state }: Context) => identifierOf(state, row),
  url: (row: Issue, _: unknown, { state }: Context) => addresses(state).issue(row),
  branchName: (row: Issue, _: unknown, { state }: Context) => addresses(state).branch(row),
  priorityLabel: ({ priority }: Issue) => priorityLabel(priority),
  customerTicketCount: constant(0),
  state: related("workflowStates", "stateId"),
  team: related("teams", "teamId"),
  assignee: related("users", "assigneeId"),
  creator: related("users", "creatorId"),
  project: related("projects", "projectId"),
  cycle: related("cycles", "cycleId"),
  parent: related("issues", "parentId"),
  labels: ({ labelIds }: Issue, args: PageArguments, { lists, state, viewer }: Context) => {
    const rows = labelIds.map((id) => state.tables.issueLabels.find(id));
    return lists.of(state.tables.issueLabels, rows, viewer, args);
  },
  subscribers: (row: Issue, args: PageArguments, { lists, state, viewer }: Context) => {
    const users = [...new Set([row.creatorId, row.assigneeId])].flatMap((id) =>
      state.tables.users.get(id) ?? []
    );
    return lists.of(state.tables.users, users, viewer, args);
  },
  children: relatedMany("issues", "parentId"),
  comments: relatedMany("comments", "issueId"),
  attachments: relatedMany("attachments", "issueId"),
  relations: relatedMany("issueRelations", "issueId"),
  inverseRelations: relatedMany("issueRelations", "relatedIssueId"),
};

const comment: Record<string, Resolver> = {
  url: (row: Comment, _: unknown, { state }: Context) => addresses(state).comment(row),
  issue: related("issues", "issueId"),
  projectUpdate: related("projectUpdates", "projectUpdateId"),
  parent: related("comments", "parentId"),
  user: related("users", "userId"),
  children: relatedMany("comments", "parentId"),
};

const attachment: Record<string, Resolver> = {
  groupBySource: constant(false),
  source: ({ sourceType }: Attachment) => sourceType === null ? null : { type: sourceType },
  issue: related("issues", "issueId"),
  creator: related("users", "creatorId"),
};

const webhook: Record<string, Resolver> = {
  team: related("teams", "teamId"),
  creator: related("users", "creatorId"),
  teamIds: ({ teamId }: Webhook) => teamId === null ? null : [teamId],
};

const relation: Record<string, Resolver> = {
  issue: (row: IssueRelation, _: unknown, context: Context) => seen("issues", row.issueId, context),
  relatedIssue: (row: IssueRelation, _: unknown, context: Context) =>
    seen("issues", row.relatedIssueId, context),
};

/** How the fields of rows are answered, beyond what is read off the row. */
export const objectResolvers: Resolvers = {
  ...planningResolvers,
  Organization: organization,
  User: user,
  Team: team,
  Issue: issue,
  IssueRelation: relation,
  Comment: comment,
  Attachment: attachment,
  Webhook: webhook,
  WebhookFailureEvent: { webhook: related("webhooks", "webhookId") },
};
