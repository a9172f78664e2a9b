import { bury } from "./bury.ts";
import { decoded, pageOf, withParents } from "./make_page.ts";
import { haveParents } from "./parents.ts";
import { projectUpdatePage } from "./project_pages.ts";
import type { AttachmentRow, CommentRow, IssueRow } from "./rows.ts";
import type { MakePage } from "./source.ts";
import { vanishedFrom } from "./vanished.ts";
import { writeAttachments, writeComments } from "./write_children.ts";
import { writeIssues } from "./write_issues.ts";

/** Pages of issues. Comments and attachments they have lost are buried with them. */
export const issuePage: MakePage = async (source, raw, walk, signal) => {
  const { scope } = source;
  const vanished = source.thorough
    ? { comments: [], attachments: [] }
    : await vanishedFrom(source, raw, signal);
  const page = pageOf(
    "issues",
    decoded<IssueRow>("issues", raw),
    walk,
    (tx, rows) => writeIssues(tx, scope, rows),
  );
  return {
    ...page,
    async write(tx) {
      const { upserted } = await page.write(tx);
      const tombstoned = await bury(tx, scope, "comments", vanished.comments, "deleted") +
        await bury(tx, scope, "attachments", vanished.attachments, "deleted");
      return { upserted, tombstoned };
    },
  };
};

/** Whether a raw comment is one of an issue or of a project's update, and not of a document. */
function isOurs(raw: unknown): boolean {
  const row = raw as { issueId?: unknown; projectUpdateId?: unknown } | null;
  return row?.issueId != null || row?.projectUpdateId != null;
}

/** Pages of comments. */
export const commentPage: MakePage = async (source, raw, walk, signal) => {
  const { rows, rejected } = decoded<CommentRow>("comments", raw.filter(isOurs));
  const ofIssues = await haveParents(source, "comments", rows, {
    parent: "issues",
    idOf: (row) => row.issue_external_id,
    field: "issueId",
    makePage: issuePage,
  }, signal);
  const ofUpdates = await haveParents(source, "comments", ofIssues.rows, {
    parent: "project_updates",
    idOf: (row) => row.project_update_external_id,
    field: "projectUpdateId",
    makePage: projectUpdatePage,
  }, signal);
  const page = pageOf(
    "comments",
    {
      rows: ofUpdates.rows,
      rejected: [...rejected, ...ofIssues.rejected, ...ofUpdates.rejected],
    },
    walk,
    (tx, rows) => writeComments(tx, source.scope, rows),
  );
  return withParents(page, [...ofIssues.parents, ...ofUpdates.parents]);
};

/** Pages of attachments. */
export const attachmentPage: MakePage = async (source, raw, walk, signal) => {
  const { rows, rejected } = decoded<AttachmentRow>("attachments", raw);
  const had = await haveParents(source, "attachments", rows, {
    parent: "issues",
    idOf: (row) => row.issue_external_id,
    field: "issue",
    makePage: issuePage,
  }, signal);
  const page = pageOf(
    "attachments",
    { rows: had.rows, rejected: [...rejected, ...had.rejected] },
    walk,
    (tx, rows) => writeAttachments(tx, source.scope, rows),
  );
  return withParents(page, had.parents);
};
