import assert from "node:assert/strict";
import { KEY, linearWorkspace } from "../../../tests/support/linear_workspace.ts";

const MEMBER = "lin_api_member";
const everything = `{
  teams { nodes { key } } issues { nodes { title } } comments { nodes { body } }
  attachments { nodes { title } } workflowStates(first: 250) { nodes { team { key } } }
  cycles { nodes { team { key } } } issueLabels { nodes { name } } projects { nodes { name } }
  projectUpdates { nodes { body } } issueRelations { nodes { type } } }`;

/** The team ENG of all, the private team LEAD of the administrator; one row of each kind in both. */
function world() {
  const base = linearWorkspace();
  const { state, team, admin } = base;
  const lead = state.createTeam({
    key: "LEAD",
    name: "Lead",
    private: true,
    memberIds: [admin.id],
  });
  for (const { id, key } of [team, lead]) {
    const project = state.createProject({ name: key, teamIds: [id] });
    const issue = state.createIssue({ teamId: id, title: key, projectId: project.id });
    const other = state.createIssue({ teamId: id, title: `${key} 2`, parentId: issue.id });
    state.createComment({ issueId: issue.id, body: key });
    state.createAttachment({ issueId: issue.id, url: "https://x.example/1", title: key });
    state.createCycle({ teamId: id, number: 1, startsAt: 0, endsAt: 1 });
    state.createLabel({ name: key, teamId: id });
    state.createRelation({ issueId: issue.id, relatedIssueId: other.id, type: "blocks" });
    const update = {
      projectId: project.id,
      userId: admin.id,
      body: key,
      health: "onTrack",
    } as const;
    const { id: projectUpdateId } = state.createProjectUpdate(update);
    state.createComment({ projectUpdateId, body: `${key} update` });
  }
  state.createLabel({ name: "Shared" });
  return { ...base, lead };
}

/** The team keys a reply speaks of, by list. */
function keys(data: Record<string, { nodes: Record<string, unknown>[] }>) {
  return Object.fromEntries(
    Object.entries(data).map(([name, { nodes }]) => [
      name,
      [...new Set(nodes.flatMap((node) => /ENG|LEAD/.exec(JSON.stringify(node))?.[0] ?? []))]
        .sort(),
    ]),
  );
}

type Lists = Record<string, { nodes: Record<string, unknown>[] }>;
const lists = ["teams", "issues", "comments", "attachments", "workflowStates", "cycles"]
  .concat(["issueLabels", "projects", "projectUpdates"]);
const all = (seen: string[]) => Object.fromEntries(lists.map((name) => [name, seen]));

Deno.test("members see a private team and all that is in it, others nothing of it", async () => {
  const { ask } = world();
  const counted = async (token: string) => {
    const { data, errors } = await ask<Lists>(everything, {}, token);
    assert.deepEqual(errors, []);
    const { issueRelations, ...rest } = data;
    return [keys(rest), issueRelations!.nodes.length, rest.comments!.nodes.length] as const;
  };
  assert.deepEqual(await counted(KEY), [all(["ENG", "LEAD"]), 2, 4]);
  assert.deepEqual(await counted(MEMBER), [all(["ENG"]), 1, 2]);
});

Deno.test("what is not seen is not found, not linked and not changed", async () => {
  const { ask, state, team } = world();
  const hidden = [...state.tables.issues.values()].find(({ title }) => title === "LEAD")!;
  const shown = state.createIssue({ teamId: team.id, title: "x", parentId: hidden.id });
  const asked: [string, RegExp][] = [
    [`{ issue(id: "${hidden.id}") { id } }`, /^Entity not found: Issue$/],
    ['{ issue(id: "LEAD-1") { id } }', /^Entity not found: Issue$/],
    ['{ team(id: "LEAD") { id } }', /^Entity not found: Team$/],
    [`mutation { issueUpdate(id: "${hidden.id}", input: { title: "x" }) { success } }`, /Issue$/],
    [
      `mutation { issueCreate(input: { teamId: "${hidden.teamId}", title: "x" }) { success } }`,
      /Team$/,
    ],
    [
      `mutation { commentCreate(input: { issueId: "${hidden.id}", body: "x" }) { success } }`,
      /Issue$/,
    ],
  ];
  for (const [text, message] of asked) {
    const reply = await ask(text, {}, MEMBER);
    assert.match(reply.errors[0]?.message ?? "", message, text);
  }
  assert.equal(hidden.title, "LEAD");
  const { data } = await ask(`{ issue(id: "${shown.id}") { parent { id } } }`, {}, MEMBER);
  assert.deepEqual(data, { issue: { parent: null } });
  const url = '{ attachmentsForURL(url: "https://x.example/1") { nodes { title } } }';
  assert.deepEqual((await ask(url, {}, MEMBER)).data, {
    attachmentsForURL: { nodes: [{ title: "ENG" }] },
  });
});

Deno.test("a narrowed token loses teams at once, and gets them back", async () => {
  const { ask, state, team, lead } = world();
  const seen = async () => keys((await ask<Lists>(everything)).data).issues;
  assert.deepEqual(await seen(), ["ENG", "LEAD"]);
  state.narrowCredential(KEY, [lead.id]);
  assert.deepEqual(await seen(), ["LEAD"]);
  const check = "query ($ids: [ID!]!) { issues(filter: { id: { in: $ids } }) { nodes { title } } }";
  const ids = [...state.tables.issues.values()].map(({ id }) => id);
  const { data } = await ask<Lists>(check, { ids });
  assert.deepEqual(data.issues!.nodes.map(({ title }) => title).sort(), ["LEAD", "LEAD 2"]);
  state.narrowCredential(KEY, [team.id]);
  assert.deepEqual(await seen(), ["ENG"]);
  state.narrowCredential(KEY, null);
  assert.deepEqual(await seen(), ["ENG", "LEAD"]);
});

Deno.test("a narrowed token does not widen what its user sees", async () => {
  const { ask, state, team, lead } = world();
  state.narrowCredential(MEMBER, [team.id, lead.id]);
  assert.deepEqual(keys((await ask<Lists>(everything, {}, MEMBER)).data).issues, ["ENG"]);
});

Deno.test("who leaves a private team, or sees it made private, loses it", async () => {
  const { ask, state, team, lead, member } = world();
  const seen = async () => keys((await ask<Lists>(everything, {}, MEMBER)).data).issues;
  state.updateTeam(lead.id, { memberIds: [...lead.memberIds, member.id] });
  assert.deepEqual(await seen(), ["ENG", "LEAD"]);
  state.updateTeam(team.id, { private: true, memberIds: [] });
  assert.deepEqual(await seen(), ["LEAD"]);
});

Deno.test("webhooks are for administrators", async () => {
  const { ask } = world();
  const text = "{ webhooks { nodes { id } } }";
  assert.deepEqual((await ask(text)).errors, []);
  const refused = await ask(text, {}, MEMBER);
  assert.equal(refused.errors[0]?.extensions.code, "FORBIDDEN");
});
