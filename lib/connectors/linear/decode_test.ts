import { deepEqual, equal, notEqual, throws } from "node:assert/strict";
import { z } from "zod";
import { decodeAttachment, decodeComment, decodeIssue } from "./decode_issues.ts";
import { decodeProject, decodeTeam, decodeUser, decodeWorkflowState } from "./decode_lists.ts";
import { unescapedName } from "./fields.ts";

const times = {
  createdAt: "2026-11-01T10:00:00.000Z",
  updatedAt: "2026-11-22T12:00:00.123+02:00",
  archivedAt: null,
};

const issue = {
  ...times,
  ...{ id: "9cfb482a", identifier: "ENG-12", number: 12, title: "Crash", description: null },
  ...{ url: "https://linear.app/x", priority: 2, priorityLabel: "High", estimate: null },
  ...{ dueDate: "2026-12-01", trashed: null, startedAt: null, completedAt: null },
  ...{ canceledAt: null, previousIdentifiers: [], labelIds: ["l1"], cycle: null, parent: null },
  state: { id: "s1", name: "Todo", type: "unstarted" },
  team: { id: "t1", key: "ENG", name: "Eng" },
  ...{ assignee: null, creator: { id: "u1", name: "Ann &amp; Co" }, project: { id: "p1" } },
  attachments: { nodes: [{ id: "a1" }], pageInfo: { hasNextPage: false, endCursor: null } },
};

Deno.test("an issue is decoded: ids as text, times in UTC, names without HTML's escapes", () => {
  const { data, content_hash, ...row } = decodeIssue(issue);
  deepEqual(row, {
    external_id: "9cfb482a",
    vendor_created_at: "2026-11-01T10:00:00.000Z",
    vendor_updated_at: "2026-11-22T10:00:00.123Z",
    archived_at: null,
    identifier: "ENG-12",
    previous_identifiers: [],
    title: "Crash",
    description: null,
    url: "https://linear.app/x",
    priority: 2,
    estimate: null,
    due_date: "2026-12-01",
    team_external_id: "t1",
    state_external_id: "s1",
    assignee_external_id: null,
    creator_external_id: "u1",
    creator_name: "Ann & Co",
    linear_project_external_id: "p1",
    cycle_external_id: null,
    parent_external_id: null,
    label_external_ids: ["l1"],
    started_at: null,
    completed_at: null,
    canceled_at: null,
    deleted_at: null,
    deleted_reason: null,
  });
  const { attachments: _, ...raw } = issue;
  deepEqual(data, raw);
  equal(/^\\x[0-9a-f]{64}$/.test(content_hash), true);
});

Deno.test("the hash tells a change of any field, but not of the issue's attachments", () => {
  const { content_hash } = decodeIssue(issue);
  notEqual(decodeIssue({ ...issue, priorityLabel: "Urgent" }).content_hash, content_hash);
  equal(decodeIssue({ ...issue, attachments: null }).content_hash, content_hash);
});

Deno.test("trashed comes as true or null, and fields nobody knows are kept", () => {
  const buried = (row: object) => {
    const { deleted_at, deleted_reason } = decodeIssue({ ...issue, ...row });
    return [deleted_at, deleted_reason];
  };
  const archivedAt = "2026-11-22T11:00:00.000Z";
  deepEqual(buried({ trashed: true, archivedAt }), [archivedAt, "trashed"]);
  deepEqual(buried({ trashed: true }), ["2026-11-22T10:00:00.123Z", "trashed"]);
  deepEqual(buried({ archivedAt }), [null, null]);
  equal((decodeIssue({ ...issue, sla: 1 }).data as Record<string, unknown>).sla, 1);
});

for (
  const [field, value] of [
    ["id", ""],
    ["id", undefined],
    ["updatedAt", "yesterday"],
    ["title", null],
    ["team", null],
    ["labelIds", "l1"],
    ["dueDate", "2026-13-45"],
  ] as const
) {
  Deno.test(`an issue with ${field} ${JSON.stringify(value)} names the field it is refused for`, () => {
    throws(
      () => decodeIssue({ ...issue, [field]: value }),
      (error: unknown) => error instanceof z.ZodError && error.issues[0]?.path[0] === field,
    );
  });
}

const comment = {
  ...{ ...times, id: "c1", body: "I see", url: "https://linear.app/x#c1", editedAt: null },
  ...{ issueId: "i1", projectUpdateId: null, parentId: null, user: { id: "u1", name: "Ann" } },
};

Deno.test("a comment belongs to an issue, or to a project's update, or is none of ours", () => {
  const { issue_external_id, project_update_external_id, author_name } = decodeComment(comment);
  deepEqual([issue_external_id, project_update_external_id, author_name], ["i1", null, "Ann"]);
  const update = decodeComment({ ...comment, issueId: null, projectUpdateId: "u1", user: null });
  deepEqual([update.issue_external_id, update.project_update_external_id], [null, "u1"]);
  equal(update.author_name, null);
  throws(
    () => decodeComment({ ...comment, issueId: null }),
    (error: unknown) => error instanceof z.ZodError,
  );
});

for (
  const [writer, name] of [
    [{ user: null, externalUser: { id: "e1", name: "Клиент" } }, "Клиент"],
    [{ user: null, botActor: { name: "Slack", userDisplayName: "Ada" } }, "Ada"],
    [{ user: null, botActor: { name: "GitHub", userDisplayName: null } }, "GitHub"],
    [{ user: null }, null],
  ] as const
) {
  Deno.test(`a comment of ${JSON.stringify(writer)} is by ${name}`, () => {
    const row = decodeComment({ ...comment, ...writer });
    deepEqual([row.author_external_id, row.author_name], [null, name]);
  });
}

Deno.test("text that PostgreSQL cannot store loses what it cannot store", () => {
  equal(decodeComment({ ...comment, body: "a\u0000b\ud800" }).body, "ab\ufffd");
});

Deno.test("words that nobody knows yet are kept as they come", () => {
  const state = {
    ...times,
    id: "s9",
    name: "Doppelt",
    type: "duplicate",
    color: null,
    position: 1,
  };
  equal(decodeWorkflowState({ ...state, team: { id: "t1" } }).type, "duplicate");
  const team = { ...times, id: "t1", key: "ENG", name: "Eng", description: null };
  equal(decodeTeam({ ...team, visibility: "public" }).private, false);
  equal(decodeTeam({ ...team, visibility: "restricted" }).private, true);
});

Deno.test("a project names its teams and its status", () => {
  const row = decodeProject({
    ...times,
    ...{ id: "p1", name: "Site", description: "", url: "https://linear.app/p", health: "weird" },
    ...{ startDate: null, targetDate: "2026-12-01", startedAt: null, completedAt: null },
    ...{ canceledAt: null, trashed: true, lead: null, status: { name: "Läuft", type: "started" } },
    teams: { nodes: [{ id: "t1" }, { id: "t2" }] },
  });
  deepEqual([row.team_external_ids, row.status, row.status_type, row.health, row.deleted_reason], [
    ...[["t1", "t2"], "Läuft", "started", "weird", "trashed"],
  ]);
});

Deno.test("an attachment belongs to its issue", () => {
  const row = decodeAttachment({
    ...{ ...times, id: "a1", url: "https://x", title: "PR", subtitle: null, sourceType: null },
    ...{ metadata: {}, issue: { id: "i1" }, creator: null },
  });
  equal(row.issue_external_id, "i1");
});

for (
  const [name, plain] of [
    ["Ann &amp; Co", "Ann & Co"],
    ["&lt;b&gt; &quot;x&quot; &#39;y&#39; &#x27;z&apos;", "<b> \"x\" 'y' 'z'"],
    ["Q&A", "Q&A"],
    ["&amp;amp;", "&amp;"],
    ["&nbsp;", "&nbsp;"],
  ] as const
) {
  Deno.test(`the name ${name} is ${plain}`, () => equal(unescapedName(name), plain));
}

Deno.test("a user's raw name stays in the raw row", () => {
  const user = { ...times, id: "u1", name: "A &amp; B", displayName: "ab", email: "a@b.example" };
  const row = decodeUser({ ...user, active: false, admin: true });
  deepEqual([row.name, (row.data as { name: string }).name], ["A & B", "A &amp; B"]);
});
