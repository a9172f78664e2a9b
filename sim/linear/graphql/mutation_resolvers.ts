import type { Context, Resolver, Resolvers } from "./context.ts";
import { forbidden, invalidInput } from "../errors.ts";
import type { IssueChange, NewIssue } from "../state/issue_changes.ts";
import { findIssue, findSeen } from "./query_resolvers.ts";
import type { Occurrence } from "../state/store.ts";
import type { Attachment, Comment, Health, IssueRelation, Webhook } from "../state/tables.ts";

type ById = { id: string };
type WithInput<Input> = { input: Input };
type Created<Row> = WithInput<Partial<Row> & { createdAt?: number }>;

const done = ({ state }: Context, fields: Record<string, unknown>) => ({
  success: true,
  lastSyncId: state.version(),
  ...fields,
});
const by = ({ viewer }: Context, at?: number): Occurrence => ({
  actorId: viewer.user.id,
  ...(at === undefined ? {} : { at }),
});

/** Inputs without what was left out, so that defaults stay. */
function given<Input extends object>(input: Input): Input {
  return Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== undefined),
  ) as Input;
}

const issues: Record<string, Resolver> = {
  issueCreate(
    _: unknown,
    { input: { createdAt, ...input } }: WithInput<NewIssue & { createdAt?: number }>,
    context: Context,
  ) {
    if (input.title === undefined) throw invalidInput("title must not be empty");
    findSeen("teams", input.teamId, context);
    const issue = context.state.createIssue(given(input), by(context, createdAt));
    return done(context, { issue });
  },
  issueUpdate(
    _: unknown,
    { id, input }:
      & ById
      & WithInput<IssueChange & Record<"addedLabelIds" | "removedLabelIds", string[]>>,
    context: Context,
  ) {
    const row = findIssue(id, context);
    const { addedLabelIds = [], removedLabelIds = [], trashed, ...change } = input;
    if (addedLabelIds.length + removedLabelIds.length > 0) {
      const labels = new Set([...change.labelIds ?? row.labelIds, ...addedLabelIds]);
      for (const label of removedLabelIds) labels.delete(label);
      change.labelIds = [...labels];
    }
    if (change.teamId !== undefined) findSeen("teams", change.teamId, context);
    if (trashed === true) context.state.trashIssue(row.id, by(context));
    const issue = context.state.updateIssue(row.id, given(change), by(context));
    return done(context, { issue });
  },
  issueArchive(_: unknown, { id, trash }: ById & { trash?: boolean }, context: Context) {
    const row = findIssue(id, context);
    const change = trash === true ? context.state.trashIssue : context.state.archiveIssue;
    return done(context, { entity: change(row.id, by(context)) });
  },
  issueUnarchive(_: unknown, { id }: ById, context: Context) {
    const row = findIssue(id, context);
    return done(context, { entity: context.state.unarchiveIssue(row.id, by(context)) });
  },
  issueDelete(_: unknown, args: ById & { permanentlyDelete?: boolean }, context: Context) {
    const row = findIssue(args.id, context);
    if (args.permanentlyDelete !== true) {
      return done(context, { entity: context.state.trashIssue(row.id, by(context)) });
    }
    if (!context.viewer.user.admin) throw forbidden("Only admins may delete issues permanently");
    context.state.purgeIssue(row.id, by(context));
    return done(context, { entity: row });
  },
  issueRelationCreate(
    _: unknown,
    { input }: WithInput<
      Pick<IssueRelation, "issueId" | "relatedIssueId" | "type"> & { id?: string }
    >,
    context: Context,
  ) {
    findIssue(input.issueId, context);
    findIssue(input.relatedIssueId, context);
    return done(context, { issueRelation: context.state.createRelation(input, by(context)) });
  },
  issueRelationDelete(_: unknown, { id }: ById, context: Context) {
    findSeen("issueRelations", id, context);
    context.state.deleteRelation(id, by(context));
    return done(context, { entityId: id });
  },
};

const discussion: Record<string, Resolver> = {
  commentCreate(
    _: unknown,
    { input: { createdAt, ...input } }: Created<Comment>,
    context: Context,
  ) {
    if (input.body === undefined) throw invalidInput("body must not be empty");
    if (typeof input.issueId === "string") input.issueId = findIssue(input.issueId, context).id;
    const comment = context.state.createComment(
      { ...given(input), body: input.body },
      by(context, createdAt),
    );
    return done(context, { comment });
  },
  commentUpdate(_: unknown, { id, input }: ById & WithInput<{ body?: string }>, context: Context) {
    const row = findSeen("comments", id, context);
    const comment = context.state.updateComment(id, input.body ?? row.body, by(context));
    return done(context, { comment });
  },
  commentDelete(_: unknown, { id }: ById, context: Context) {
    findSeen("comments", id, context);
    context.state.deleteComment(id, by(context));
    return done(context, { entityId: id });
  },
  attachmentCreate(
    _: unknown,
    { input }: WithInput<Pick<Attachment, "issueId" | "url" | "title"> & Partial<Attachment>>,
    context: Context,
  ) {
    const issueId = findIssue(input.issueId, context).id;
    const attachment = context.state.createAttachment({ ...given(input), issueId }, by(context));
    return done(context, { attachment });
  },
  attachmentLinkURL(
    _: unknown,
    args: { issueId: string; url: string; title?: string; id?: string },
    context: Context,
  ) {
    const issueId = findIssue(args.issueId, context).id;
    const title = args.title ?? args.url;
    const attachment = context.state.createAttachment({ ...args, title, issueId }, by(context));
    return done(context, { attachment });
  },
  attachmentUpdate(
    _: unknown,
    { id, input }: ById & WithInput<Partial<Attachment>>,
    context: Context,
  ) {
    findSeen("attachments", id, context);
    const attachment = context.state.updateAttachment(id, given(input), by(context));
    return done(context, { attachment });
  },
  attachmentDelete(_: unknown, { id }: ById, context: Context) {
    findSeen("attachments", id, context);
    context.state.deleteAttachment(id, by(context));
    return done(context, { entityId: id });
  },
  projectUpdateCreate(
    _: unknown,
    { input }: WithInput<{ id?: string; projectId: string; body?: string; health?: Health }>,
    context: Context,
  ) {
    findSeen("projects", input.projectId, context);
    const projectUpdate = context.state.createProjectUpdate({
      body: "",
      health: "onTrack",
      ...given(input),
      userId: context.viewer.user.id,
    }, by(context));
    return done(context, { projectUpdate });
  },
};

const PRIVATE_HOST = /^(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|0\.|\[)/;

function checkWebhook(url: string | undefined, { viewer, publicWebhooksOnly }: Context): void {
  if (!viewer.user.admin) throw forbidden("Only admins may manage webhooks");
  if (url === undefined) return;
  if (!URL.canParse(url)) throw invalidInput("url must be an address");
  const { protocol, host } = new URL(url);
  if (publicWebhooksOnly && (protocol !== "https:" || PRIVATE_HOST.test(host))) {
    throw invalidInput("url must be a public HTTPS address");
  }
}

const webhooks: Record<string, Resolver> = {
  webhookCreate(
    _: unknown,
    { input }: WithInput<Pick<Webhook, "url" | "resourceTypes"> & Partial<Webhook>>,
    context: Context,
  ) {
    checkWebhook(input.url, context);
    return done(context, { webhook: context.state.createWebhook(given(input), by(context)) });
  },
  webhookUpdate(_: unknown, { id, input }: ById & WithInput<Partial<Webhook>>, context: Context) {
    checkWebhook(input.url, context);
    return done(context, { webhook: context.state.updateWebhook(id, given(input)) });
  },
  webhookDelete(_: unknown, { id }: ById, context: Context) {
    checkWebhook(undefined, context);
    context.state.deleteWebhook(id);
    return done(context, { entityId: id });
  },
};

/** How the mutations are answered. */
export const mutationResolvers: Resolvers = {
  Mutation: { ...issues, ...discussion, ...webhooks },
};
