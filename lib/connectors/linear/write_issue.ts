import { z } from "zod";
import { VendorError } from "../../platform/mod.ts";
import type { Ask } from "./client.ts";
import { createIssueMutation, linkedIssuesQuery, linkUrlMutation, listQueries } from "./queries.ts";
import { pageOf } from "./read_lists.ts";

/** An issue to make. */
export interface NewIssue {
  /** UUID that the issue is to have; the same one twice makes one issue. */
  id: string;
  teamId: string;
  title: string;
  /** Markdown. */
  description?: string;
  projectId?: string;
  assigneeId?: string;
  stateId?: string;
  /** `YYYY-MM-DD`. */
  dueDate?: string;
  /** 0 none, 1 urgent, 2 high, 3 medium, 4 low. */
  priority?: number;
  labelIds?: string[];
}

/** An issue as it is shown to people. */
export interface IssueLink {
  id: string;
  identifier: string;
  url: string;
}

const link = z.object({ id: z.string(), identifier: z.string(), url: z.string() });
const created = z.object({
  issueCreate: z.object({ success: z.boolean(), issue: link.nullish() }),
});
const linked = z.object({ attachmentLinkURL: z.object({ success: z.boolean() }) });
const known = z.object({ issues: z.object({ nodes: z.array(link) }) });
const holding = z.object({
  attachmentsForURL: z.object({
    nodes: z.array(z.object({ issue: link })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

/** The issue with this id; null when there is none, or it is in the trash for good. */
async function findIssue(ask: Ask, id: string, signal: AbortSignal): Promise<IssueLink | null> {
  const variables = { first: 1, after: null, filter: { id: { eq: id } } };
  const { data } = await ask(listQueries.issues, variables, known, signal);
  return data.issues.nodes[0] ?? null;
}

/**
 * Makes an issue in Linear. Repeated with the same `id`, after a crash or a reply that got lost, it
 * gives the issue that is there.
 *
 * @returns the issue, and whether this call made it as far as can be told
 * @throws {VendorError} `config` / `forbidden` when the token may not write
 */
export async function createIssue(
  ask: Ask,
  input: NewIssue,
  signal: AbortSignal,
): Promise<IssueLink & { created: boolean }> {
  const before = await findIssue(ask, input.id, signal);
  if (before !== null) return { ...before, created: false };
  try {
    const { data } = await ask(createIssueMutation, { input }, created, signal);
    const { success, issue } = data.issueCreate;
    if (success && issue != null) return { ...issue, created: true };
  } catch (error) {
    // a first try whose reply got lost has made it, and the second one finds the id taken
    const there = error instanceof VendorError && error.errorClass === "permanent"
      ? await findIssue(ask, input.id, signal)
      : null;
    if (there === null) throw error;
    return { ...there, created: true };
  }
  throw new VendorError("permanent", "rejected", "Linear did not make the issue");
}

/** Attaches an address to an issue, such as a conversation's; an issue holds an address once. */
export async function linkUrl(
  ask: Ask,
  { issueId, url, title }: { issueId: string; url: string; title: string },
  signal: AbortSignal,
): Promise<void> {
  const { data } = await ask(linkUrlMutation, { issueId, url, title }, linked, signal);
  if (data.attachmentLinkURL.success) return;
  throw new VendorError("permanent", "rejected", "Linear did not attach the address");
}

/** The issues that hold an address as an attachment. */
export async function issuesLinkedTo(
  ask: Ask,
  url: string,
  signal: AbortSignal,
): Promise<IssueLink[]> {
  const issues = new Map<string, IssueLink>();
  for (let after: string | null = null;;) {
    const reply: { data: z.infer<typeof holding> } = await ask(
      ...[linkedIssuesQuery, { url, after }, holding, signal] as const,
    );
    const { attachmentsForURL } = reply.data;
    for (const { issue } of attachmentsForURL.nodes) issues.set(issue.id, issue);
    after = pageOf(attachmentsForURL, after).next;
    if (after === null) return [...issues.values()];
  }
}
