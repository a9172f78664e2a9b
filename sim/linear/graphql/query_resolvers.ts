import { identifierOf } from "../addresses.ts";
import type { Context, Resolver, Resolvers } from "./context.ts";
import { entityNotFound, forbidden } from "../errors.ts";
import type { Connection, PageArguments } from "./paging.ts";
import type { Entity, Table } from "../state/table.ts";
import type { Tables } from "../state/tables.ts";

type TableName = Exclude<keyof Tables, "credentials">;

/** A row the viewer may see, or "Entity not found". */
export function findSeen<Name extends TableName>(
  name: Name,
  id: string,
  { state, viewer }: Context,
): Tables[Name] extends Table<infer Row> ? Row : never {
  const table = state.tables[name] as unknown as Table<Entity>;
  const row = table.get(id);
  if (row === undefined || !viewer.sees(table.entity, row)) throw entityNotFound(table.entity);
  return row as never;
}

/** An issue by its id, its identifier or one it had before. */
export function findIssue(id: string, context: Context) {
  const { state } = context;
  if (state.tables.issues.get(id) !== undefined) return findSeen("issues", id, context);
  for (const row of state.tables.issues.values()) {
    if (identifierOf(state, row) === id || row.previousIdentifiers.includes(id)) {
      return findSeen("issues", row.id, context);
    }
  }
  throw entityNotFound("Issue");
}

const list =
  (name: TableName): Resolver =>
  (_: unknown, args: PageArguments, { lists, state, viewer }: Context) =>
    lists.all(state.tables[name] as unknown as Table<Entity>, viewer, args);

const single =
  (name: TableName): Resolver => (_: unknown, args: { id: string }, context: Context) =>
    findSeen(name, args.id, context);

const empty: Connection<never> = {
  nodes: [],
  edges: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
};

/** How the root fields are answered. */
export const queryResolvers: Resolvers = {
  Query: {
    viewer: (_: unknown, __: unknown, { viewer }: Context) => viewer.user,
    organization: (_: unknown, __: unknown, { state }: Context) => state.organization,
    rateLimitStatus: (_: unknown, __: unknown, { rateLimitStatus }: Context) => rateLimitStatus(),
    issues: list("issues"),
    comments: list("comments"),
    attachments: list("attachments"),
    projects: list("projects"),
    projectUpdates: list("projectUpdates"),
    projectStatuses: list("projectStatuses"),
    cycles: list("cycles"),
    workflowStates: list("workflowStates"),
    teams: list("teams"),
    users: list("users"),
    issueLabels: list("issueLabels"),
    issueRelations: list("issueRelations"),
    webhooks: (_: unknown, args: PageArguments, { lists, state, viewer }: Context) => {
      if (!viewer.user.admin) throw forbidden("Only admins may see webhooks");
      return lists.all(state.tables.webhooks, viewer, args);
    },
    initiatives: () => empty,
    customers: () => empty,
    customerNeeds: () => empty,
    attachmentsForURL: (
      _: unknown,
      args: PageArguments & { url: string },
      { lists, state, viewer }: Context,
    ) => {
      const rows = lists.group(state.tables.attachments, "url", args.url);
      return lists.of(state.tables.attachments, rows, viewer, args);
    },
    issue: (_: unknown, { id }: { id: string }, context: Context) => findIssue(id, context),
    team: (_: unknown, { id }: { id: string }, context: Context) => {
      const byKey = [...context.state.tables.teams.values()].find((row) => row.key === id);
      return findSeen("teams", byKey?.id ?? id, context);
    },
    comment: single("comments"),
    attachment: single("attachments"),
    project: single("projects"),
    projectUpdate: single("projectUpdates"),
    cycle: single("cycles"),
    workflowState: single("workflowStates"),
    user: single("users"),
    issueLabel: single("issueLabels"),
    webhook: single("webhooks"),
  },
};
