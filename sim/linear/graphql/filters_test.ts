import assert from "node:assert/strict";
import { linearWorkspace, type Page, start } from "../../../tests/support/linear_workspace.ts";

const iso = (at: number) => new Date(at).toISOString();
const day = 86_400_000;

/** Issues a, b, c a minute apart; b is in a project and assigned, c is done and labelled. */
function world() {
  const base = linearWorkspace();
  const { state, clock, team, member, stateNamed } = base;
  const other = state.createTeam({ key: "OPS", name: "Ops" });
  const project = state.createProject({ name: "Relaunch", teamIds: [team.id], leadId: member.id });
  const label = state.createLabel({ name: "Bug" });
  const issue = (title: string, fields: object = {}, teamId = team.id) => {
    const row = state.createIssue({ teamId, title, ...fields });
    clock.at += 60_000;
    return row;
  };
  const a = issue("alpha Größe", { dueDate: "2026-03-02", priority: 1 });
  const b = issue("Beta", { projectId: project.id, assigneeId: member.id, estimate: 3 }, other.id);
  const c = issue("gamma", { stateId: stateNamed("Done").id, labelIds: [label.id] });
  state.createComment({ issueId: a.id, body: "Hello" });
  state.createRelation({ issueId: a.id, relatedIssueId: c.id, type: "blocks" });
  return { ...base, other, project, label, a, b, c };
}

Deno.test("issues by filter", async (t) => {
  const { ask, a, b, c, team, other, project, label, member, clock } = world();
  const names = new Map([[a.id, "a"], [b.id, "b"], [c.id, "c"]]);
  const at = (minutes: number) => iso(start + minutes * 60_000);
  const cases: [string, object, string][] = [
    ["nothing", {}, "cba"],
    ["from a time, inclusive", { updatedAt: { gte: at(1) } }, "cb"],
    ["after a time", { updatedAt: { gt: at(1) } }, "c"],
    ["up to a time", { updatedAt: { lte: at(1) } }, "ba"],
    ["before a time", { updatedAt: { lt: at(1) } }, "a"],
    ["a window", { updatedAt: { gte: at(0), lt: at(2) } }, "ba"],
    ["a millisecond beside", { updatedAt: { gte: iso(start + 60_001) } }, "c"],
    ["one moment", { createdAt: { eq: at(1) } }, "b"],
    ["other moments", { createdAt: { nin: [at(1), at(2)] } }, "a"],
    ["a time in another zone", {
      createdAt: { eq: at(1).replace("09:01", "11:01").replace("Z", "+02:00") },
    }, "b"],
    ["an ISO duration", { updatedAt: { gte: "-PT2M" } }, "cb"],
    ["ids", { id: { in: [a.id, c.id, "missing"] } }, "ca"],
    ["other ids", { id: { nin: [a.id] } }, "cb"],
    ["a team", { team: { id: { eq: other.id } } }, "b"],
    ["a team's key", { team: { key: { eq: "ENG" } } }, "ca"],
    ["teams", { team: { id: { in: [team.id, other.id] } } }, "cba"],
    ["a project", { project: { id: { eq: project.id } } }, "b"],
    ["a project's lead", { project: { lead: { name: { eq: "Bo" } } } }, "b"],
    ["no project", { project: { null: true } }, "ca"],
    ["some project", { project: { null: false } }, "b"],
    ["an assignee", { assignee: { email: { eqIgnoreCase: "BO@agency.example" } } }, "b"],
    ["no assignee", { assignee: { null: true } }, "ca"],
    ["a state type", { state: { type: { in: ["completed", "canceled"] } } }, "c"],
    ["other state types", { state: { type: { neq: "completed" } } }, "ba"],
    ["completed since", { completedAt: { gte: at(0) } }, "c"],
    ["not completed", { completedAt: { null: true } }, "ba"],
    ["due by a day", { dueDate: { lte: "2026-03-02" } }, "a"],
    ["due before a day", { dueDate: { lt: "2026-03-02" } }, ""],
    ["due within a week", { dueDate: { lt: "P1W" } }, "a"],
    ["a priority", { priority: { gte: 1, lt: 2 } }, "a"],
    ["an estimate", { estimate: { null: false } }, "b"],
    ["alternative estimates", { estimate: { or: [{ eq: 3 }, { null: true }] } }, "cba"],
    ["a number", { number: { eq: 1 } }, "ba"],
    ["part of a title", { title: { contains: "eta" } }, "b"],
    ["part of a title, any case", { title: { containsIgnoreCase: "ALPHA" } }, "a"],
    ["part of a title, any accent", { title: { containsIgnoreCaseAndAccent: "grosse" } }, ""],
    ["the same with its s", { title: { containsIgnoreCaseAndAccent: "groß" } }, "a"],
    ["a title's start", { title: { startsWith: "g" } }, "c"],
    ["not a title's end", { title: { notEndsWith: "a" } }, "a"],
    ["a label", { labels: { some: { id: { eq: label.id } } } }, "c"],
    ["a label in short", { labels: { name: { eq: "Bug" } } }, "c"],
    ["no labels", { labels: { length: { eq: 0 } } }, "ba"],
    ["every label", { labels: { every: { name: { eq: "Bug" } } } }, "cba"],
    ["a comment", { comments: { body: { eq: "Hello" } } }, "a"],
    ["blocked", { hasBlockedByRelations: { eq: true } }, "c"],
    ["blocking", { hasBlockingRelations: { eq: true } }, "a"],
    ["or", { or: [{ priority: { eq: 1 } }, { assignee: { id: { eq: member.id } } }] }, "ba"],
    ["and", { and: [{ priority: { eq: 0 } }, { estimate: { null: true } }] }, "c"],
    ["both", { priority: { eq: 0 }, estimate: { null: true } }, "c"],
  ];
  const query = "query ($filter: IssueFilter) { issues(filter: $filter) { nodes { id } } }";
  for (const [name, filter, expected] of cases) {
    await t.step(name, async () => {
      const { data, errors } = await ask<{ issues: Page }>(query, { filter });
      assert.deepEqual(errors, []);
      assert.equal(data.issues.nodes.map(({ id }) => names.get(id)).join(""), expected);
    });
  }
  await t.step("a duration counts from now at each request", async () => {
    clock.at += day;
    const { data } = await ask<{ issues: Page }>(query, {
      filter: { updatedAt: { gte: "-PT2M" } },
    });
    assert.deepEqual(data.issues.nodes, []);
  });
});

Deno.test("comments, attachments and projects by filter", async () => {
  const { ask, state, a, b, project, clock } = world();
  clock.at = start + day;
  state.createComment({ issueId: b.id, body: "Later" });
  state.createAttachment({ issueId: a.id, url: "https://github.com/x", title: "PR" });
  state.updateProject(project.id, { health: "atRisk" });
  const since = { updatedAt: { gte: iso(start + day) } };
  const { data, errors } = await ask(
    `query ($c: CommentFilter, $a: AttachmentFilter, $p: ProjectFilter) {
      comments(filter: $c) { nodes { body } } attachments(filter: $a) { nodes { title } }
      projects(filter: $p) { nodes { name } } }`,
    { c: since, a: { sourceType: { eq: "github" } }, p: { ...since, health: { eq: "atRisk" } } },
  );
  assert.deepEqual(errors, []);
  assert.deepEqual(data, {
    comments: { nodes: [{ body: "Later" }] },
    attachments: { nodes: [{ title: "PR" }] },
    projects: { nodes: [{ name: "Relaunch" }] },
  });
  const of = await ask("query ($f: CommentFilter) { comments(filter: $f) { nodes { body } } }", {
    f: { issue: { id: { eq: a.id } } },
  });
  assert.deepEqual(of.data, { comments: { nodes: [{ body: "Hello" }] } });
});

Deno.test("a filter that cannot be read or is not served is an error, never a wrong answer", async () => {
  const { ask } = world();
  const query = "query ($filter: IssueFilter) { issues(filter: $filter) { nodes { id } } }";
  const bad = await ask(query, { filter: { updatedAt: { gte: "yesterday" } } });
  assert.match(bad.errors[0]!.message, /not a date or a duration: yesterday/);
  const unknown = await ask(query, { filter: { colour: { eq: "red" } } });
  assert.match(unknown.errors[0]!.message, /colour/);
});
