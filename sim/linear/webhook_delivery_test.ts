import assert from "node:assert/strict";
import { type GraphQLObjectType, type GraphQLOutputType, isListType } from "graphql";
import { isNonNullType, isObjectType, isScalarType, isUnionType } from "graphql";
import {
  linearContract,
  linearWorkspace,
  servedSchema,
  start,
} from "../../tests/support/linear_workspace.ts";
import { signature } from "./webhook_delivery.ts";

const SECRET = "s3cret";
const URL_OF_HOOK = "https://tower.example/hook";
type Body = Record<string, unknown> & { data: Record<string, unknown> };

/** A workspace whose webhooks are posted to a receiver that answers with the statuses given. */
function world(statuses: (number | "throw")[] = []) {
  const received: { headers: Headers; raw: string; body: Body; url: string }[] = [];
  const receive = (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const raw = String(init?.body);
    received.push({
      url: String(input),
      headers: new Headers(init?.headers),
      raw,
      body: JSON.parse(raw) as Body,
    });
    const status = statuses.shift() ?? 200;
    return status === "throw"
      ? Promise.reject(new TypeError("connection refused"))
      : Promise.resolve(new Response("said", { status }));
  };
  const base = linearWorkspace({ fetch: receive as typeof fetch });
  const hook = (resourceTypes: string[], fields: { teamId?: string } = { teamId: base.team.id }) =>
    base.state.createWebhook({
      url: URL_OF_HOOK,
      secret: SECRET,
      resourceTypes,
      ...fields,
      ...(fields.teamId === undefined ? { allPublicTeams: true } : {}),
    });
  const told = () => received.map(({ body }) => `${body.action} ${body.type}`);
  return { ...base, received, hook, told };
}

Deno.test("the signature is the known vector's", () => {
  assert.equal(
    signature(SECRET, '{"action":"update"}'),
    "e7423206f5bba90a9dfb2fc1a0109cb0171a7d10fe0033d84532632a80098984",
  );
});

Deno.test("a delivery is signed over its raw body and names itself", async () => {
  const { state, clock, team, admin, hook, received, delivered } = world();
  const { id: webhookId } = hook(["Issue"]);
  clock.at += 1000;
  const issue = state.createIssue({ teamId: team.id, title: "Größe" }, { actorId: admin.id });
  await delivered();
  assert.equal(received.length, 1);
  const [{ headers, raw, body, url }] = received as [typeof received[number]];
  assert.equal(url, URL_OF_HOOK);
  assert.equal(headers.get("linear-signature"), signature(SECRET, raw));
  assert.notEqual(headers.get("linear-signature"), signature("other", raw));
  assert.equal(headers.get("linear-timestamp"), String(start + 1000));
  assert.equal(headers.get("linear-event"), "Issue");
  assert.match(headers.get("linear-delivery") ?? "", /^[0-9a-f-]{36}$/);
  const { data, actor, ...rest } = body;
  assert.deepEqual(rest, {
    action: "create",
    type: "Issue",
    createdAt: "2026-03-02T09:00:01.500Z",
    organizationId: state.organization.id,
    url: data.url,
    webhookId,
    webhookTimestamp: start + 1000,
  });
  assert.equal((actor as { id: string }).id, admin.id);
  assert.deepEqual(
    [data.id, data.identifier, data.title, data.updatedAt, data.archivedAt],
    [issue.id, "ENG-1", "Größe", "2026-03-02T09:00:01.500Z", null],
  );
});

Deno.test("an update tells the values before; archiving is one, deletion is a removal with little more than the id", async () => {
  const { state, clock, team, hook, received, delivered, told } = world();
  const issue = state.createIssue({ teamId: team.id, title: "Old" });
  hook(["Issue"]);
  clock.at += 1000;
  state.updateIssue(issue.id, { title: "New" });
  state.archiveIssue(issue.id);
  state.trashIssue(issue.id);
  state.purgeIssue(issue.id);
  await delivered();
  assert.deepEqual(told(), ["update Issue", "update Issue", "remove Issue", "remove Issue"]);
  assert.deepEqual(received[0]?.body.updatedFrom, {
    title: "Old",
    updatedAt: "2026-03-02T09:00:00.500Z",
  });
  assert.deepEqual(received[1]?.body.updatedFrom, {
    archivedAt: null,
    updatedAt: "2026-03-02T09:00:01.500Z",
  });
  assert.equal(received[1]?.body.data.archivedAt, "2026-03-02T09:00:01.500Z");
  assert.deepEqual(Object.keys(received[3]!.body.data), [
    "id",
    "createdAt",
    "updatedAt",
    "archivedAt",
  ]);
});

Deno.test("a hook hears its types of its teams; a private team needs its own", async () => {
  const { state, team, admin, hook, received, delivered } = world();
  const other = state.createTeam({ key: "OPS", name: "Ops" });
  const hidden = state.createTeam({
    key: "LEAD",
    name: "Lead",
    private: true,
    memberIds: [admin.id],
  });
  const hooks = new Map([
    [hook(["Issue", "Comment"]).id, "own"],
    [hook(["Issue", "Project", "IssueLabel"], {}).id, "public"],
    [hook(["Issue"], { teamId: hidden.id }).id, "private"],
  ]);
  const heard = async (change: () => unknown) => {
    received.length = 0;
    change();
    await delivered();
    return received.map(({ body }) => hooks.get(String(body.webhookId)));
  };
  const issue = (teamId: string) => state.createIssue({ teamId, title: "x" });
  assert.deepEqual(await heard(() => issue(team.id)), ["own", "public"]);
  assert.deepEqual(await heard(() => issue(other.id)), ["public"]);
  assert.deepEqual(await heard(() => issue(hidden.id)), ["private"]);
  const mine = issue(team.id);
  await delivered();
  assert.deepEqual(await heard(() => state.createComment({ issueId: mine.id, body: "x" })), [
    "own",
  ]);
  assert.deepEqual(await heard(() => state.createLabel({ name: "Shared" })), ["public"]);
  assert.deepEqual(await heard(() => state.createLabel({ name: "Own", teamId: team.id })), [
    "public",
  ]);
  const both = { name: "P", teamIds: [hidden.id, other.id] };
  assert.deepEqual(await heard(() => state.createProject(both)), ["public"]);
  assert.deepEqual(await heard(() => state.createProject({ name: "P", teamIds: [hidden.id] })), []);
  for (const id of hooks.keys()) state.updateWebhook(id, { enabled: false });
  assert.deepEqual(await heard(() => issue(team.id)), []);
});

Deno.test("what is not a 200 is tried again after a minute, an hour and six, then the hook is disabled", async () => {
  const { state, clock, team, hook, received, delivered, retryDue } = world([
    500,
    "throw",
    202,
    404,
  ]);
  const made = hook(["Issue"]);
  state.createIssue({ teamId: team.id, title: "x" });
  await delivered();
  const attempts = async (wait: number) => {
    clock.at += wait - 1;
    await retryDue();
    const early = received.length;
    clock.at += 1;
    await retryDue();
    return [early, received.length];
  };
  assert.deepEqual(await attempts(60_000), [1, 2]);
  assert.deepEqual(await attempts(3_600_000), [2, 3]);
  assert.equal(made.enabled, true);
  assert.deepEqual(await attempts(6 * 3_600_000), [3, 4]);
  assert.equal(made.enabled, false);
  assert.deepEqual(made.failures.map(({ httpStatus }) => httpStatus), [500, null, 202, 404]);
  const ids = new Set(received.map(({ headers }) => headers.get("linear-delivery")));
  assert.equal(ids.size, 1, "a retry is the same delivery");
  const times = received.map(({ body }) => Number(body.webhookTimestamp) - start);
  assert.deepEqual(times, [0, 60_000, 3_660_000, 25_260_000], "each attempt has its own time");
  for (const { headers, raw } of received) {
    assert.equal(headers.get("linear-signature"), signature(SECRET, raw));
  }
  clock.at += 86_400_000;
  await retryDue();
  state.createIssue({ teamId: team.id, title: "y" });
  await delivered();
  assert.equal(received.length, 4, "a disabled hook hears nothing");
});

Deno.test("a delivery that comes through at the second attempt is done", async () => {
  const { state, clock, team, hook, received, delivered, retryDue } = world([503]);
  const made = hook(["Issue"]);
  state.createIssue({ teamId: team.id, title: "x" });
  await delivered();
  for (let i = 0; i < 3; i++) {
    clock.at += 6 * 3_600_000;
    await retryDue();
  }
  assert.equal(received.length, 2);
  assert.equal(made.enabled, true);
});

/** What is wrong with a value that should be of this type of the schema. */
function misfits(value: unknown, type: GraphQLOutputType, path: string): string[] {
  if (isNonNullType(type)) {
    return value === null || value === undefined
      ? [`${path} is missing`]
      : misfits(value, type.ofType, path);
  }
  if (value === null || value === undefined) return [];
  if (isListType(type)) {
    return Array.isArray(value)
      ? value.flatMap((item, index) => misfits(item, type.ofType, `${path}[${index}]`))
      : [`${path} is no list`];
  }
  if (isObjectType(type)) return objectMisfits(value as Record<string, unknown>, type, path);
  if (isUnionType(type)) return [];
  if (!isScalarType(type)) return [`${path} is of ${type}`];
  const kinds: Record<string, string> = {
    Float: "number",
    Boolean: "boolean",
    JSONObject: "object",
  };
  const kind = kinds[type.name] ?? "string";
  const actual: string = typeof value;
  return actual === kind ? [] : [`${path} is a ${actual}, not a ${kind}`];
}

function objectMisfits(value: Record<string, unknown>, type: GraphQLObjectType, path: string) {
  const fields = type.getFields();
  return [
    ...Object.keys(value).filter((key) => !(key in fields)).map((key) =>
      `${path}.${key} is unknown`
    ),
    ...Object.values(fields).flatMap((field) =>
      misfits(value[field.name], field.type, `${path}.${field.name}`)
    ),
  ];
}

Deno.test({
  name: "bodies are what the schema's webhook types say",
  ignore: linearContract === null,
  async fn() {
    const { state, team, admin, member, stateNamed, received, delivered, hook, told } = world();
    hook([
      "Issue",
      "Comment",
      "Attachment",
      "Project",
      "ProjectUpdate",
      "Cycle",
      "IssueLabel",
      "User",
    ], {});
    const by = { actorId: admin.id };
    const label = state.createLabel({ name: "Bug" }, by);
    const cycle = state.createCycle({
      teamId: team.id,
      number: 1,
      startsAt: start,
      endsAt: start + 1,
    }, by);
    const project = state.createProject({ name: "P", teamIds: [team.id], leadId: member.id }, by);
    const issue = state.createIssue({ teamId: team.id, title: "x" }, by);
    state.updateIssue(issue.id, {
      stateId: stateNamed("Done").id,
      assigneeId: member.id,
      labelIds: [label.id],
      cycleId: cycle.id,
      projectId: project.id,
      dueDate: "2026-04-01",
      estimate: 3,
    }, by);
    state.createComment({ issueId: issue.id, body: "Hi" }, by);
    state.createAttachment({ issueId: issue.id, url: "https://x.example/1", title: "X" }, by);
    const update = {
      projectId: project.id,
      userId: admin.id,
      body: "ok",
      health: "onTrack",
    } as const;
    const { id: projectUpdateId } = state.createProjectUpdate(update, by);
    state.createComment({ projectUpdateId, body: "Hi" }, by);
    state.updateUser(member.id, { active: false }, by);
    state.trashIssue(issue.id, by);
    await delivered();
    assert.deepEqual(told(), [
      "create IssueLabel",
      "create Cycle",
      "create Project",
      "create Issue",
      "update Issue",
      "create Comment",
      "create Attachment",
      "create ProjectUpdate",
      "update Project",
      "create Comment",
      "update User",
      "remove Issue",
    ]);
    const wrapper = servedSchema.getType("EntityWebhookPayload") as GraphQLObjectType;
    const actorType = servedSchema.getType("UserActorWebhookPayload") as GraphQLObjectType;
    for (const { body } of received) {
      const type = servedSchema.getType(`${body.type}WebhookPayload`) as GraphQLObjectType;
      const name = `${body.action} ${body.type}`;
      assert.deepEqual(objectMisfits(body, wrapper, name), []);
      assert.deepEqual(objectMisfits(body.actor as Body, actorType, `${name} actor`), []);
      if (body.action !== "remove") assert.deepEqual(objectMisfits(body.data, type, name), []);
    }
  },
});
