import { z } from "zod";
import {
  common,
  id,
  linearRow,
  optionalDate,
  optionalName,
  optionalNumber,
  optionalReference,
  optionalText,
  optionalTime,
  person,
  reference,
  text,
  trashFate,
} from "./fields.ts";
import type { AttachmentRow, CommentRow, IssueRow } from "./rows.ts";

const issue = z.object({
  ...common,
  identifier: text,
  previousIdentifiers: z.array(text),
  title: text,
  description: optionalText,
  url: text,
  priority: z.number(),
  estimate: optionalNumber,
  dueDate: optionalDate,
  trashed: z.boolean().nullish(),
  startedAt: optionalTime,
  completedAt: optionalTime,
  canceledAt: optionalTime,
  labelIds: z.array(id),
  state: reference,
  team: reference,
  assignee: optionalReference,
  creator: person,
  project: optionalReference,
  cycle: optionalReference,
  parent: optionalReference,
});
const comment = z.object({
  ...common,
  body: text,
  url: text,
  editedAt: optionalTime,
  issueId: optionalText,
  projectUpdateId: optionalText,
  parentId: optionalText,
  user: person,
  externalUser: person,
  botActor: z.looseObject({ name: optionalName, userDisplayName: optionalName }).nullish(),
}).refine((row) => row.issueId !== null || row.projectUpdateId !== null, {
  path: ["issueId"],
  message: "belongs neither to an issue nor to a project update",
});
const attachment = z.object({
  ...common,
  url: text,
  title: text,
  subtitle: optionalText,
  sourceType: optionalText,
  issue: reference,
  creator: optionalReference,
});

/** Decodes an issue; its attachments are rows of their own. @throws {z.ZodError} */
export function decodeIssue(raw: unknown): IssueRow {
  const row = issue.parse(raw);
  const { attachments: _, ...data } = raw as Record<string, unknown>;
  return linearRow(data, row, {
    identifier: row.identifier,
    previous_identifiers: row.previousIdentifiers,
    title: row.title,
    description: row.description,
    url: row.url,
    priority: row.priority,
    estimate: row.estimate,
    due_date: row.dueDate,
    team_external_id: row.team.id,
    state_external_id: row.state.id,
    assignee_external_id: row.assignee,
    creator_external_id: row.creator?.id ?? null,
    creator_name: row.creator?.name ?? null,
    linear_project_external_id: row.project,
    cycle_external_id: row.cycle,
    parent_external_id: row.parent,
    label_external_ids: row.labelIds,
    started_at: row.startedAt,
    completed_at: row.completedAt,
    canceled_at: row.canceledAt,
    ...trashFate(row),
  });
}

/** Decodes a comment on an issue or on a project's update. @throws {z.ZodError} */
export function decodeComment(raw: unknown): CommentRow {
  const row = comment.parse(raw);
  return linearRow(raw, row, {
    issue_external_id: row.issueId,
    // a comment has one place: on an issue, when it names both
    project_update_external_id: row.issueId === null ? row.projectUpdateId : null,
    parent_external_id: row.parentId,
    body: row.body,
    author_external_id: row.user?.id ?? null,
    // a client who writes from Slack is an external user, an integration speaks for somebody
    author_name: row.user?.name ?? row.externalUser?.name ?? row.botActor?.userDisplayName ??
      row.botActor?.name ?? null,
    url: row.url,
    edited_at: row.editedAt,
  });
}

/** Decodes an attachment of an issue. @throws {z.ZodError} */
export function decodeAttachment(raw: unknown): AttachmentRow {
  const { issue, url, title, subtitle, sourceType, creator, ...row } = attachment.parse(raw);
  return linearRow(raw, row, {
    ...{ issue_external_id: issue.id, url, title, subtitle },
    ...{ source_type: sourceType, creator_external_id: creator },
  });
}
