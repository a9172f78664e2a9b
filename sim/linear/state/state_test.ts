import assert from "node:assert/strict";
import { LinearError } from "../errors.ts";
import { createState } from "./state.ts";
import type { StateEvent } from "./store.ts";

const start = Date.parse("2026-03-02T09:00:00.500Z");
const day = 86_400_000;

/** A workspace with a team, a user and an issue, on a clock that is set. */
function workspace(deletedComments: "gone" | "archived" = "gone") {
  const clock = { at: start, now: () => clock.at };
  const state = createState({ clock, deletedComments });
  const user = state.createUser({ name: "Ada", email: "ada@agency.example" });
  const team = state.createTeam({ key: "ENG", name: "Eng" });
  const issue = state.createIssue({ teamId: team.id, title: "Crash" });
  const heard: StateEvent[] = [];
  state.onEvent((event) => heard.push(event));
  const named = (name: string, teamId = team.id) =>
    [...state.tables.workflowStates.values()].find((row) =>
      row.name === name && row.teamId === teamId
    )!.id;
  return { clock, state, user, team, issue, heard, named };
}

type World = ReturnType<typeof workspace>;

Deno.test("what moves an issue's updatedAt", async (t) => {
  const moving: [string, (world: World) => void][] = [
    ["its title", ({ state, issue }) => state.updateIssue(issue.id, { title: "Crash at start" })],
    [
      "its state",
      ({ state, issue, named }) => state.updateIssue(issue.id, { stateId: named("Done") }),
    ],
    [
      "its assignee",
      ({ state, issue, user }) => state.updateIssue(issue.id, { assigneeId: user.id }),
    ],
    ["its archiving", ({ state, issue }) => state.archiveIssue(issue.id)],
    ["the trash", ({ state, issue }) => state.trashIssue(issue.id)],
    ["another team", ({ state, issue }) => {
      const other = state.createTeam({ key: "OPS", name: "Ops" });
      state.updateIssue(issue.id, { teamId: other.id });
    }],
  ];
  for (const [name, change] of moving) {
    await t.step(name, () => {
      const world = workspace();
      world.clock.at += 60_000;
      change(world);
      assert.equal(world.issue.updatedAt, start + 60_000);
    });
  }
});

Deno.test("what does not move an issue's updatedAt", async (t) => {
  const resting: [string, (world: World) => void][] = [
    ["a comment", ({ state, issue }) => state.createComment({ issueId: issue.id, body: "Hi" })],
    [
      "an attachment",
      ({ state, issue }) =>
        state.createAttachment({ issueId: issue.id, url: "https://x.example/1", title: "X" }),
    ],
    ["a relation", ({ state, issue, team }) => {
      const other = state.createIssue({ teamId: team.id, title: "Other" });
      state.createRelation({ issueId: other.id, relatedIssueId: issue.id, type: "blocks" });
    }],
    ["the same values", ({ state, issue }) => state.updateIssue(issue.id, { title: "Crash" })],
    [
      "its state renamed",
      ({ state, issue }) => state.updateWorkflowState(issue.stateId, { name: "Later" }),
    ],
  ];
  for (const [name, change] of resting) {
    await t.step(name, () => {
      const world = workspace();
      world.clock.at += 60_000;
      change(world);
      assert.equal(world.issue.updatedAt, start);
    });
  }
});

Deno.test("numbers count up in the team and are never used again", () => {
  const { state, team, issue } = workspace();
  assert.equal(issue.number, 1);
  state.purgeIssue(issue.id);
  assert.equal(state.createIssue({ teamId: team.id, title: "Next" }).number, 2);
  const other = state.createTeam({ key: "OPS", name: "Ops" });
  assert.equal(state.createIssue({ teamId: other.id, title: "First" }).number, 1);
});

Deno.test("a move to another team gives a new number and keeps the old identifiers", () => {
  const { state, team, issue, named } = workspace();
  const other = state.createTeam({ key: "OPS", name: "Ops" });
  const [own, shared] = [
    state.createLabel({ name: "Own", teamId: team.id }),
    state.createLabel({ name: "Shared" }),
  ];
  const cycle = state.createCycle({
    teamId: team.id,
    number: 1,
    startsAt: start,
    endsAt: start + day,
  });
  state.updateIssue(issue.id, {
    cycleId: cycle.id,
    labelIds: [own.id, shared.id],
    stateId: named("Done"),
  });
  state.createIssue({ teamId: other.id, title: "Taken" });
  const { id } = issue;
  state.updateIssue(id, { teamId: other.id });
  assert.equal(issue.id, id);
  assert.equal(issue.number, 2);
  assert.deepEqual(issue.previousIdentifiers, ["ENG-1"]);
  assert.equal(issue.stateId, named("Backlog", other.id));
  assert.equal(issue.completedAt, null);
  assert.equal(issue.cycleId, null);
  assert.deepEqual(issue.labelIds, [shared.id]);
  state.updateIssue(id, { teamId: team.id });
  assert.equal(issue.number, 2, "the old number is not given back");
  assert.deepEqual(issue.previousIdentifiers, ["ENG-1", "OPS-2"]);
});

Deno.test("entering a state sets the issue's times", () => {
  const { state, clock, issue, named } = workspace();
  const enter = (name: string) => {
    clock.at += 1000;
    state.updateIssue(issue.id, { stateId: named(name) });
    return [issue.startedAt, issue.completedAt, issue.canceledAt];
  };
  assert.deepEqual(enter("In Progress"), [start + 1000, null, null]);
  assert.deepEqual(enter("In Review"), [start + 1000, null, null], "it started once");
  assert.deepEqual(enter("Done"), [start + 1000, start + 3000, null]);
  assert.deepEqual(enter("In Progress"), [start + 1000, null, null], "reopened");
  assert.deepEqual(enter("Canceled"), [start + 1000, null, start + 5000]);
  assert.deepEqual(enter("Todo"), [null, null, null]);
});

Deno.test("the trash marks, hides and after 30 days purges, with all that hangs on the issue", () => {
  const { state, clock, issue, team, heard } = workspace();
  const { tables } = state;
  const child = state.createIssue({ teamId: team.id, title: "Child", parentId: issue.id });
  state.createComment({ issueId: issue.id, body: "Hi" });
  state.createAttachment({ issueId: issue.id, url: "https://x.example/1", title: "X" });
  state.createRelation({ issueId: child.id, relatedIssueId: issue.id, type: "blocks" });
  state.trashIssue(issue.id);
  assert.equal(issue.trashed, true);
  assert.equal(issue.archivedAt, start);
  clock.at += 30 * day - 1;
  state.purgeTrash();
  assert.ok(tables.issues.get(issue.id), "not before its time");
  clock.at += 1;
  heard.length = 0;
  state.purgeTrash();
  assert.equal(tables.issues.get(issue.id), undefined);
  assert.deepEqual(heard.filter(({ action }) => action === "remove"), [], "nobody is told");
  assert.equal(child.parentId, null);
  for (const table of [tables.comments, tables.attachments, tables.issueRelations]) {
    assert.equal(table.size, 0);
  }
});

Deno.test("an issue taken out of the trash stays", () => {
  const { state, clock, issue } = workspace();
  state.trashIssue(issue.id);
  state.unarchiveIssue(issue.id);
  assert.equal(issue.trashed, null);
  assert.equal(issue.archivedAt, null);
  clock.at += 40 * day;
  state.purgeTrash();
  assert.ok(state.tables.issues.get(issue.id));
});

Deno.test("creating with an id that is there gives the row that is there", () => {
  const { state, team, issue } = workspace();
  assert.equal(state.createIssue({ id: issue.id, teamId: team.id, title: "Again" }), issue);
  assert.equal(issue.title, "Crash");
  const comment = state.createComment({ issueId: issue.id, body: "Hi", id: "c1" });
  assert.equal(state.createComment({ issueId: issue.id, body: "Again", id: "c1" }), comment);
  const link = { issueId: issue.id, title: "X", id: "a1" };
  const attachment = state.createAttachment({ ...link, url: "https://x.example/1" });
  assert.equal(state.createAttachment({ ...link, url: "https://x.example/2" }), attachment);
  assert.equal(attachment.url, "https://x.example/1");
  const { issues, comments, attachments } = state.tables;
  assert.deepEqual([issues.size, comments.size, attachments.size], [1, 1, 1]);
});

Deno.test("an issue holds an address once", () => {
  const { state, clock, issue, team } = workspace();
  const input = { issueId: issue.id, url: "https://github.com/a/b/pull/1", title: "PR" };
  const first = state.createAttachment(input);
  assert.equal(first.sourceType, "github");
  clock.at += 1000;
  assert.equal(state.createAttachment({ ...input, title: "PR, merged" }), first);
  assert.deepEqual([first.title, first.updatedAt, first.createdAt], [
    "PR, merged",
    start + 1000,
    start,
  ]);
  const other = state.createIssue({ teamId: team.id, title: "Other" });
  state.createAttachment({ ...input, issueId: other.id });
  assert.equal(state.tables.attachments.size, 2);
  state.deleteAttachment(first.id);
  assert.notEqual(state.createAttachment(input).id, first.id);
});

Deno.test("a deleted comment is gone, or archived where the workspace keeps it", () => {
  const gone = workspace();
  const one = gone.state.createComment({ issueId: gone.issue.id, body: "Hi" });
  gone.state.deleteComment(one.id);
  assert.equal(gone.state.tables.comments.size, 0);
  const kept = workspace("archived");
  const two = kept.state.createComment({ issueId: kept.issue.id, body: "Hi" });
  kept.clock.at += 1000;
  kept.state.deleteComment(two.id);
  assert.deepEqual([two.archivedAt, two.updatedAt], [start + 1000, start + 1000]);
  for (const { heard } of [gone, kept]) {
    assert.deepEqual(heard.map(({ action, type }) => `${action} ${type}`), [
      "create Comment",
      "remove Comment",
    ]);
  }
});

Deno.test("a deleted label leaves its issues, a purged project too, and both move them", () => {
  const { state, clock, issue, team } = workspace();
  const label = state.createLabel({ name: "Bug" });
  const project = state.createProject({ name: "Relaunch", teamIds: [team.id] });
  state.updateIssue(issue.id, { labelIds: [label.id], projectId: project.id });
  clock.at += 1000;
  state.deleteLabel(label.id);
  assert.deepEqual([issue.labelIds, issue.updatedAt], [[], start + 1000]);
  clock.at += 1000;
  state.purgeProject(project.id);
  assert.deepEqual([issue.projectId, issue.updatedAt], [null, start + 2000]);
});

Deno.test("a removed team takes everything of its own along, and no more", () => {
  const { state, team, issue } = workspace();
  const other = state.createTeam({ key: "OPS", name: "Ops" });
  const kept = state.createIssue({ teamId: other.id, title: "Kept" });
  const project = state.createProject({ name: "Both", teamIds: [team.id, other.id] });
  state.createLabel({ name: "Own", teamId: team.id });
  state.createComment({ issueId: issue.id, body: "Hi" });
  state.removeTeam(team.id);
  const { tables } = state;
  assert.deepEqual([...tables.issues.values()], [kept]);
  assert.deepEqual(project.teamIds, [other.id]);
  assert.equal(tables.comments.size + tables.issueLabels.size, 0);
  assert.ok([...tables.workflowStates.values()].every((row) => row.teamId === other.id));
});

Deno.test("a late commit appears now with the time it was begun at", () => {
  const { state, clock, team, issue } = workspace();
  const begun = clock.at;
  clock.at += 120_000;
  const late = state.createIssue({ teamId: team.id, title: "Late" }, { at: begun });
  assert.deepEqual([late.createdAt, late.updatedAt], [begun, begun]);
  state.updateIssue(issue.id, { title: "New" });
  state.updateIssue(issue.id, { priority: 1 }, { at: begun + 1000 });
  assert.equal(issue.updatedAt, clock.at, "an older commit does not move the time back");
});

Deno.test("each change tells its event with the values before", () => {
  const { state, clock, issue, user, heard } = workspace();
  clock.at += 1000;
  state.updateIssue(issue.id, { title: "New", priority: 2 }, { actorId: user.id });
  assert.deepEqual(heard.map(({ row: _, ...event }) => event), [{
    action: "update",
    type: "Issue",
    updatedFrom: { updatedAt: start, title: "Crash", priority: 0 },
    actorId: user.id,
    at: start + 1000,
  }]);
  state.updateIssue(issue.id, { title: "New" });
  assert.equal(heard.length, 1, "no change, no event");
});

Deno.test("a project update gives the project its health", () => {
  const { state, clock, team, user } = workspace();
  const project = state.createProject({ name: "Relaunch", teamIds: [team.id] });
  clock.at += 1000;
  state.createProjectUpdate({
    projectId: project.id,
    userId: user.id,
    body: "Late",
    health: "offTrack",
  });
  assert.deepEqual([project.health, project.healthUpdatedAt], ["offTrack", start + 1000]);
});

Deno.test("changes to rows that are not there, or of other teams, are refused", () => {
  const { state, team, issue } = workspace();
  const other = state.createTeam({ key: "OPS", name: "Ops" });
  const foreign = [...state.tables.workflowStates.values()].find((row) => row.teamId === other.id)!;
  const refused = (attempt: () => unknown, message: RegExp) =>
    assert.throws(attempt, (error) => error instanceof LinearError && message.test(error.message));
  refused(() => state.updateIssue("no", { title: "x" }), /^Entity not found: Issue$/);
  refused(() => state.createIssue({ teamId: "no", title: "x" }), /^Entity not found: Team$/);
  refused(() => state.createIssue({ teamId: team.id, title: "x", projectId: "no" }), /Project$/);
  refused(() => state.updateIssue(issue.id, { labelIds: ["no"] }), /IssueLabel$/);
  refused(() => state.updateIssue(issue.id, { stateId: foreign.id }), /state of the issue's team/);
  refused(() => state.createComment({ body: "x" }), /an issue or a project update/);
  refused(() => state.createComment({ issueId: "no", body: "x" }), /Issue$/);
  refused(() => state.narrowCredential("no", []), /Credential$/);
  assert.equal(state.tables.issues.size, 1);
  assert.equal(issue.updatedAt, start);
});
