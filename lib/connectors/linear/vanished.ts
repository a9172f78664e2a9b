import { VendorError } from "../../platform/mod.ts";
import { goneOf, idsWhere } from "./look_up.ts";
import type { LinearSource } from "./source.ts";
import { linearStreams } from "./streams.ts";

interface RawIssue {
  id?: unknown;
  attachments?: { nodes?: { id?: unknown }[]; pageInfo?: { hasNextPage?: unknown } } | null;
}

/** Live rows of these issues: the row's id and its issue's. */
async function heldBy(
  { sql, scope }: LinearSource,
  stream: "comments" | "attachments",
  issues: readonly string[],
): Promise<string[]> {
  const rows = await sql<{ external_id: string }[]>`
    select external_id from ${sql(linearStreams[stream].table)}
    where connection_id = ${scope.connectionId} and deleted_at is null
      and issue_external_id = any (${[...issues]})`;
  return rows.map((row) => row.external_id);
}

/** The attachments an issue names; all of them, also when they are more than came along with it. */
async function attachmentsOf(
  { lists }: LinearSource,
  { id, attachments }: RawIssue,
  signal: AbortSignal,
): Promise<string[]> {
  if (attachments?.pageInfo?.hasNextPage !== true) {
    return (attachments?.nodes ?? []).map((node) => String(node.id));
  }
  try {
    return await lists.attachmentIds(String(id), signal);
  } catch (error) {
    // the issue went away meanwhile: the sweep looks after what hung on it
    if (error instanceof VendorError && error.code === "not_found") return [];
    throw error;
  }
}

/**
 * Comments and attachments that are here and that these issues, just read, no longer have. Their
 * removal moves no time of the issue's, so this is a first look; the sweep by ids is the thorough one.
 */
export async function vanishedFrom(
  source: LinearSource,
  issues: readonly unknown[],
  signal: AbortSignal,
): Promise<Record<"comments" | "attachments", string[]>> {
  const { lists } = source;
  const raw = issues as RawIssue[];
  const ids = raw.map(({ id }) => String(id));
  const [comments, attachments] = await Promise.all([
    heldBy(source, "comments", ids),
    heldBy(source, "attachments", ids),
  ]);
  const gone = { comments: [] as string[], attachments: [] as string[] };
  if (comments.length > 0) {
    const there = await idsWhere(lists, "comments", { issue: { id: { in: ids } } }, signal);
    const suspects = comments.filter((id) => !there.has(id));
    gone.comments = await goneOf(lists, "comments", suspects, signal);
  }
  if (attachments.length > 0) {
    const there = new Set<string>();
    for (const issue of raw) {
      for (const id of await attachmentsOf(source, issue, signal)) there.add(id);
    }
    const suspects = attachments.filter((id) => !there.has(id));
    gone.attachments = await goneOf(lists, "attachments", suspects, signal);
  }
  return gone;
}
