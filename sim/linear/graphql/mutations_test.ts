import assert from "node:assert/strict";
import { linearWorkspace, start } from "../../../tests/support/linear_workspace.ts";

const MEMBER = "lin_api_member";
const create = `mutation ($input: IssueCreateInput!) { issueCreate(input: $input) {
  success lastSyncId issue { id identifier title createdAt creator { name } state { name } } } }`;

Deno.test("issueCreate makes an issue, once for each id the client gives", async () => {
  const { ask, state, team } = linearWorkspace();
  const id = "11111111-1111-4111-8111-111111111111";
  const input = { id, teamId: team.id, title: "From chat", priority: 2, dueDate: "2026-03-09" };
  const first = await ask<{ issueCreate: { lastSyncId: number } }>(create, { input });
  const { lastSyncId, ...rest } = first.data.issueCreate;
  assert.ok(lastSyncId > 0);
  assert.deepEqual(rest, {
    success: true,
    issue: {
      id,
      identifier: "ENG-1",
      title: "From chat",
      createdAt: "2026-03-02T09:00:00.500Z",
      creator: { name: "Ada" },
      state: { name: "Backlog" },
    },
  });
  const again = await ask<{ issueCreate: { issue: object } }>(create, {
    input: { ...input, title: "Twice" },
  });
  assert.deepEqual(again.data.issueCreate.issue, (rest as { issue: object }).issue);
  assert.equal(state.tables.issues.size, 1);
  const row = state.tables.issues.find(id);
  assert.deepEqual([row.priority, row.dueDate, row.estimate], [2, "2026-03-09", null]);
});

Deno.test("issueCreate refuses dates that are none, and takes a past creation", async () => {
  const { ask, team, state } = linearWorkspace();
  const input = { teamId: team.id, title: "x" };
  for (const bad of [{ dueDate: "soon" }, { createdAt: "-P1D" }]) {
    const reply = await ask(create, { input: { ...input, ...bad } });
    assert.equal(reply.status, 400);
  }
  assert.equal(state.tables.issues.size, 0);
  await ask(create, { input: { ...input, createdAt: "2026-01-01T00:00:00Z" } });
  const [row] = state.tables.issues.values();
  assert.equal(row?.createdAt, Date.parse("2026-01-01"));
});

Deno.test("issueUpdate changes what is given, finds by identifier, and moves between teams", async () => {
  const { ask, state, clock, team, member } = linearWorkspace();
  const other = state.createTeam({ key: "OPS", name: "Ops" });
  const [bug, urgent] = ["Bug", "Urgent"].map((name) => state.createLabel({ name }).id);
  const issue = state.createIssue({ teamId: team.id, title: "x", estimate: 3, labelIds: [bug!] });
  const update = `mutation ($id: String!, $input: IssueUpdateInput!) {
    issueUpdate(id: $id, input: $input) { issue { identifier previousIdentifiers } } }`;
  clock.at += 1000;
  const change = async (id: string, input: object) => (await ask(update, { id, input })).data;
  await change("ENG-1", { assigneeId: member.id, addedLabelIds: [urgent], removedLabelIds: [bug] });
  assert.deepEqual([issue.assigneeId, issue.labelIds, issue.estimate], [member.id, [urgent], 3]);
  assert.equal(issue.updatedAt, start + 1000);
  await change(issue.id, { assigneeId: null });
  assert.equal(issue.assigneeId, null);
  const moved = { issueUpdate: { issue: { identifier: "OPS-1", previousIdentifiers: ["ENG-1"] } } };
  assert.deepEqual(await change(issue.id, { teamId: other.id }), moved);
  const { data } = await ask('{ issue(id: "ENG-1") { id identifier } }');
  assert.deepEqual(
    data,
    { issue: { id: issue.id, identifier: "OPS-1" } },
    "the old name leads there",
  );
});

Deno.test("archive, trash, restore and purge", async () => {
  const { ask, state, team } = linearWorkspace();
  const issue = state.createIssue({ teamId: team.id, title: "x" });
  const run = async (text: string, token?: string) =>
    await ask(`mutation { ${text} { success entity { id trashed archivedAt } } }`, {}, token);
  const at = "2026-03-02T09:00:00.500Z";
  const entity = (trashed: true | null, archivedAt: string | null) => ({
    success: true,
    entity: { id: issue.id, trashed, archivedAt },
  });
  assert.deepEqual((await run('issueArchive(id: "ENG-1")')).data, {
    issueArchive: entity(null, at),
  });
  assert.deepEqual((await run('issueUnarchive(id: "ENG-1")')).data, {
    issueUnarchive: entity(null, null),
  });
  assert.deepEqual((await run('issueDelete(id: "ENG-1")')).data, { issueDelete: entity(true, at) });
  assert.equal(state.tables.issues.size, 1);
  const permanently = 'issueDelete(id: "ENG-1", permanentlyDelete: true)';
  const refused = await run(permanently, MEMBER);
  assert.equal(refused.errors[0]?.extensions.code, "FORBIDDEN");
  assert.equal(state.tables.issues.size, 1);
  assert.deepEqual((await run(permanently)).data, { issueDelete: entity(true, at) });
  assert.equal(state.tables.issues.size, 0);
});

Deno.test("the trash is emptied by time, seen from the API", async () => {
  const { ask, state, clock, team } = linearWorkspace();
  const issue = state.createIssue({ teamId: team.id, title: "x" });
  state.trashIssue(issue.id);
  const found = async () => (await ask(`{ issue(id: "${issue.id}") { id } }`)).errors.length === 0;
  clock.at += 30 * 86_400_000 - 1;
  assert.equal(await found(), true);
  clock.at += 1;
  assert.equal(await found(), false);
});

Deno.test("comments are made once for each id, edited and removed, and do not move the issue", async () => {
  const { ask, state, clock, team } = linearWorkspace();
  const issue = state.createIssue({ teamId: team.id, title: "x" });
  const id = "22222222-2222-4222-8222-222222222222";
  clock.at += 1000;
  const make = `mutation ($input: CommentCreateInput!) { commentCreate(input: $input) {
    comment { id body issueId parentId user { name } } } }`;
  const expected = {
    commentCreate: {
      comment: { id, body: "Hi", issueId: issue.id, parentId: null, user: { name: "Bo" } },
    },
  };
  for (const body of ["Hi", "Hi again"]) {
    const { data } = await ask(make, { input: { id, issueId: "ENG-1", body } }, MEMBER);
    assert.deepEqual(data, expected);
  }
  clock.at += 1000;
  await ask(`mutation { commentUpdate(id: "${id}", input: { body: "Ho" }) { success } }`);
  const { data } = await ask(`{ comment(id: "${id}") { body editedAt updatedAt createdAt } }`);
  assert.deepEqual(data, {
    comment: {
      body: "Ho",
      editedAt: "2026-03-02T09:00:02.500Z",
      updatedAt: "2026-03-02T09:00:02.500Z",
      createdAt: "2026-03-02T09:00:01.500Z",
    },
  });
  const gone = await ask(`mutation { commentDelete(id: "${id}") { entityId } }`);
  assert.deepEqual(gone.data, { commentDelete: { entityId: id } });
  assert.equal(state.tables.comments.size, 0);
  assert.equal(issue.updatedAt, start);
});

Deno.test("an attachment is one for issue and address, and is found by its address", async () => {
  const { ask, state, team } = linearWorkspace();
  state.createIssue({ teamId: team.id, title: "x" });
  state.createIssue({ teamId: team.id, title: "y" });
  const url = "https://chat.example/app/accounts/1/conversations/17";
  const attach = (issueId: string, title: string) =>
    ask(
      `mutation ($input: AttachmentCreateInput!) { attachmentCreate(input: $input) { success } }`,
      { input: { issueId, url, title, metadata: { conversation: 17 } } },
    );
  await attach("ENG-1", "Chat");
  await attach("ENG-1", "Conversation 17");
  await attach("ENG-2", "Chat");
  const { data } = await ask(
    `query ($url: String!) { attachmentsForURL(url: $url, orderBy: createdAt) {
      nodes { title metadata issue { identifier } } } }`,
    { url },
  );
  const nodes =
    (data as { attachmentsForURL: { nodes: { title: string }[] } }).attachmentsForURL.nodes;
  assert.deepEqual(nodes.toSorted((a, b) => a.title < b.title ? -1 : 1), [
    { title: "Chat", metadata: { conversation: 17 }, issue: { identifier: "ENG-2" } },
    { title: "Conversation 17", metadata: { conversation: 17 }, issue: { identifier: "ENG-1" } },
  ]);
  const none = await ask('{ attachmentsForURL(url: "https://other.example") { nodes { id } } }');
  assert.deepEqual(none.data, { attachmentsForURL: { nodes: [] } });
});

Deno.test("webhooks are made by administrators, for a team or for all public ones", async () => {
  const { ask, state, team } = linearWorkspace({ publicWebhooksOnly: true });
  const hook = (input: object, token?: string) =>
    ask<{ webhookCreate: { webhook: { id: string; secret: string } } | null }>(
      `mutation ($input: WebhookCreateInput!) { webhookCreate(input: $input) {
        success webhook { id enabled secret allPublicTeams team { key } resourceTypes } } }`,
      { input: { url: "https://tower.example/hook", resourceTypes: ["Issue"], ...input } },
      token,
    );
  const made = await hook({ teamId: team.id, secret: "s3cret" });
  assert.deepEqual(made.data.webhookCreate, {
    success: true,
    webhook: {
      id: [...state.tables.webhooks.values()][0]?.id,
      enabled: true,
      secret: "s3cret",
      allPublicTeams: false,
      team: { key: "ENG" },
      resourceTypes: ["Issue"],
    },
  });
  const secret = (await hook({ allPublicTeams: true })).data.webhookCreate?.webhook.secret;
  assert.match(secret ?? "", /^lin_wh_\w{32}$/);
  const refused: [object, string | undefined, string][] = [
    [{ teamId: team.id }, MEMBER, "FORBIDDEN"],
    [{}, undefined, "INVALID_INPUT"],
    [{ teamId: "no" }, undefined, "INPUT_ERROR"],
    [{ allPublicTeams: true, resourceTypes: [] }, undefined, "INVALID_INPUT"],
    [{ allPublicTeams: true, url: "http://tower.example/hook" }, undefined, "INVALID_INPUT"],
    [{ allPublicTeams: true, url: "https://127.0.0.1/hook" }, undefined, "INVALID_INPUT"],
    [{ allPublicTeams: true, url: "https://localhost/hook" }, undefined, "INVALID_INPUT"],
    [{ allPublicTeams: true, url: "https://172.20.0.1/hook" }, undefined, "INVALID_INPUT"],
    [{ allPublicTeams: true, url: "nowhere" }, undefined, "INVALID_INPUT"],
  ];
  for (const [input, token, code] of refused) {
    const reply = await hook(input, token);
    assert.equal(reply.errors[0]?.extensions.code, code, JSON.stringify(input));
  }
  assert.equal(state.tables.webhooks.size, 2);
});

Deno.test("a relation blocks in one direction", async () => {
  const { ask, state, team } = linearWorkspace();
  const [a, b] = ["a", "b"].map((title) => state.createIssue({ teamId: team.id, title }).id);
  const input = { issueId: a, relatedIssueId: b, type: "blocks" };
  await ask(
    `mutation ($input: IssueRelationCreateInput!) { issueRelationCreate(input: $input) { success } }`,
    { input },
  );
  const { data } = await ask(`{ a: issue(id: "ENG-1") { ...F } b: issue(id: "ENG-2") { ...F } }
    fragment F on Issue { relations { nodes { type relatedIssue { title } } }
      inverseRelations { nodes { type issue { title } } } }`);
  assert.deepEqual(data, {
    a: {
      relations: { nodes: [{ type: "blocks", relatedIssue: { title: "b" } }] },
      inverseRelations: { nodes: [] },
    },
    b: {
      relations: { nodes: [] },
      inverseRelations: { nodes: [{ type: "blocks", issue: { title: "a" } }] },
    },
  });
});

Deno.test("progress counts points: done ones fully, started ones a quarter, canceled ones not", async () => {
  const { ask, state, team, stateNamed } = linearWorkspace();
  const project = state.createProject({ name: "Relaunch", teamIds: [team.id] });
  const points: [string, number | null][] = [["Done", 4], ["In Progress", 4], ["Todo", null], [
    "Canceled",
    9,
  ]];
  for (const [name, estimate] of points) {
    const stateId = stateNamed(name).id;
    state.createIssue({ teamId: team.id, title: name, stateId, estimate, projectId: project.id });
  }
  const { data } = await ask("{ projects { nodes { progress scope status { type } state } } }");
  assert.deepEqual(data, {
    projects: {
      nodes: [{ progress: 5 / 9, scope: 9, status: { type: "backlog" }, state: "backlog" }],
    },
  });
});

Deno.test("a cycle knows its place among its team's", async () => {
  const { ask, state, clock, team } = linearWorkspace();
  const week = 7 * 86_400_000;
  [-2, -1, 0, 1, 2].forEach((place, index) =>
    state.createCycle({
      teamId: team.id,
      number: index + 1,
      startsAt: start + place * week,
      endsAt: start + (place + 1) * week,
    })
  );
  const places = async () => {
    const { data } = await ask<{ cycles: { nodes: Record<string, unknown>[] } }>(
      "{ cycles { nodes { number isActive isFuture isPast isNext isPrevious } } }",
    );
    return data.cycles.nodes.toSorted((a, b) => Number(a.number) - Number(b.number)).map((row) =>
      Object.keys(row).filter((key) => row[key] === true).join()
    );
  };
  const before = ["isPast", "isPast,isPrevious", "isActive", "isFuture,isNext", "isFuture"];
  assert.deepEqual(await places(), before);
  clock.at += week;
  const after = ["isPast", "isPast", "isPast,isPrevious", "isActive", "isFuture,isNext"];
  assert.deepEqual(await places(), after);
});
