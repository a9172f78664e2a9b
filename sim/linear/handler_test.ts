import assert from "node:assert/strict";
import { KEY, linearWorkspace, type Page, start } from "../../tests/support/linear_workspace.ts";
import { rateLimited } from "./handler.ts";

const me = "{ viewer { id } }";
const query = (text: string) => JSON.stringify({ query: text });

Deno.test("a personal key comes bare, an OAuth token after Bearer", async (t) => {
  const { state, clock, post, admin } = linearWorkspace();
  state.createCredential({
    token: "oauth-1",
    userId: admin.id,
    kind: "oauth",
    expiresAt: start + 1000,
  });
  const cases: [string, string | null, number, string | undefined][] = [
    ["a key", KEY, 200, undefined],
    ["a key after Bearer", `Bearer ${KEY}`, 400, "INPUT_ERROR"],
    ["an OAuth token after Bearer", "Bearer oauth-1", 200, undefined],
    ["an OAuth token bare", "oauth-1", 401, "AUTHENTICATION_ERROR"],
    ["an unknown key", "lin_api_nobody", 401, "AUTHENTICATION_ERROR"],
    ["an unknown token", "Bearer nobody", 401, "AUTHENTICATION_ERROR"],
    ["nothing", null, 401, "AUTHENTICATION_ERROR"],
  ];
  for (const [name, authorization, status, code] of cases) {
    await t.step(name, async () => {
      const reply = await post(query(me), authorization === null ? {} : { authorization });
      assert.equal(reply.status, status);
      assert.equal(reply.errors[0]?.extensions.code, code);
      if (status === 200) assert.deepEqual(reply.data, { viewer: { id: admin.id } });
      else assert.equal(reply.data, undefined);
    });
  }
  await t.step("an OAuth token past its day", async () => {
    clock.at = start + 1000;
    const reply = await post(query(me), { authorization: "Bearer oauth-1" });
    assert.equal(reply.status, 401);
    assert.equal(reply.errors[0]?.extensions.code, "AUTHENTICATION_ERROR");
  });
  await t.step("a revoked key", async () => {
    state.revokeCredential(KEY);
    assert.equal((await post(query(me), { authorization: KEY })).status, 401);
  });
});

Deno.test("the Date header is the stand-in's clock", async () => {
  const { ask, clock } = linearWorkspace();
  clock.at += 3_600_000;
  assert.equal((await ask(me)).headers.get("date"), "Mon, 02 Mar 2026 10:00:00 GMT");
});

Deno.test("only POST /graphql is served", async () => {
  const { handler } = linearWorkspace();
  const status = async (path: string, method: string) =>
    (await handler(new Request(`http://linear.example${path}`, { method }))).status;
  assert.equal(await status("/graphql", "GET"), 404);
  assert.equal(await status("/", "POST"), 404);
});

Deno.test("what cannot be read or is not in the schema is a 400 with its place", async (t) => {
  const { ask, post } = linearWorkspace();
  const cases: [string, string, string][] = [
    ["no JSON", "nonsense", "BAD_REQUEST"],
    ["no query", "{}", "BAD_REQUEST"],
    ["no GraphQL", query("{ viewer { "), "GRAPHQL_PARSE_FAILED"],
    ["an unknown field", query("{ viewer { colour } }"), "GRAPHQL_VALIDATION_FAILED"],
    [
      "an unknown argument",
      query("{ issues(page: 2) { nodes { id } } }"),
      "GRAPHQL_VALIDATION_FAILED",
    ],
    [
      "an operation that is not there",
      JSON.stringify({ query: me, operationName: "Other" }),
      "OPERATION_RESOLUTION_FAILURE",
    ],
  ];
  for (const [name, body, code] of cases) {
    await t.step(name, async () => {
      for (let time = 0; time < 2; time++) {
        const reply = await post(body, { authorization: KEY });
        assert.equal(reply.status, 400);
        assert.equal(reply.errors[0]?.extensions.code, code);
      }
    });
  }
  await t.step("a variable of a wrong type", async () => {
    const reply = await ask("query ($n: Int) { issues(first: $n) { nodes { id } } }", {
      n: "many",
    });
    assert.equal(reply.status, 400);
    assert.match(reply.errors[0]!.message, /\$n/);
    assert.equal(reply.errors[0]?.extensions.code, "BAD_USER_INPUT");
    assert.equal(reply.data, undefined);
  });
});

Deno.test("a row that is not there is a 200 whose error says so", async () => {
  const { ask } = linearWorkspace();
  const reply = await ask('{ issue(id: "ENG-99") { id } }');
  assert.equal(reply.status, 200);
  assert.equal(reply.data, null);
  const [error] = reply.errors;
  assert.equal(error?.message, "Entity not found: Issue");
  assert.deepEqual(error?.path, ["issue"]);
  assert.equal(error?.extensions.type, "invalid input");
});

Deno.test("a query above 10,000 points is refused, and charged as a request only", async () => {
  const { ask } = linearWorkspace({ allowances: undefined });
  const deep = (first: number) =>
    `{ issues(first: ${first}) { nodes { comments { nodes { id } } } } }`;
  const reply = await ask(deep(250));
  assert.equal(reply.status, 400);
  const [error] = reply.errors;
  assert.equal(error?.message, "Query too complex");
  assert.equal(error?.extensions.code, "INPUT_ERROR");
  assert.equal(
    error?.extensions.userPresentableMessage,
    "Query complexity of 14000 is greater than the maximum of 10000.",
  );
  assert.equal(reply.headers.get("x-ratelimit-requests-remaining"), "2499");
  assert.equal(reply.headers.get("x-ratelimit-complexity-remaining"), "3000000");
  const halved = await ask(deep(125));
  assert.equal(halved.status, 200);
  assert.equal(halved.headers.get("x-complexity"), "7000");
});

Deno.test("a budget used up is a 400 told apart by its code, until it has leaked", async () => {
  const hour = { requests: 3, complexity: 1000 };
  const { ask, clock } = linearWorkspace({ allowances: { key: hour, oauth: hour, none: hour } });
  for (let i = 0; i < 3; i++) assert.equal((await ask(me)).status, 200);
  const limited = await ask(me);
  assert.equal(limited.status, 400);
  assert.equal(limited.errors[0]?.extensions.code, "RATELIMITED");
  assert.equal(limited.headers.get("x-ratelimit-requests-remaining"), "0");
  const reset = Number(limited.headers.get("x-ratelimit-requests-reset"));
  assert.equal(reset, start + 3_600_000);
  clock.at = reset;
  assert.equal((await ask(me)).status, 200);
  const status = await ask<{ rateLimitStatus: { limits: { remainingAmount: number }[] } }>(
    "{ rateLimitStatus { limits { remainingAmount } } }",
  );
  assert.equal(status.data.rateLimitStatus.limits[0]?.remainingAmount, 1);
});

Deno.test("callers without a credential share their address's budget", async () => {
  const hour = { requests: 1, complexity: 1000 };
  const { post } = linearWorkspace({ allowances: { key: hour, oauth: hour, none: hour } });
  const from = async (client: string) => (await post(query(me), {}, client)).status;
  assert.equal(await from("10.0.0.1"), 401);
  assert.equal(await from("10.0.0.1"), 400);
  assert.equal(await from("10.0.0.2"), 401);
});

Deno.test("a field that fails makes a 200 with errors and the data that is left", async () => {
  const { ask, state, team, fieldFaults } = linearWorkspace();
  const [a, b] = ["a", "b"].map((title) => state.createIssue({ teamId: team.id, title }));
  const text = "{ issues { nodes { title assignee { id } attachments { nodes { id } } } } }";
  fieldFaults.add({ field: "Issue.assignee", id: a!.id, message: "Internal error" });
  const partial = await ask<{ issues: Page<Record<string, unknown>> }>(text);
  assert.equal(partial.status, 200);
  assert.equal(partial.data.issues.nodes.length, 2);
  const at = partial.data.issues.nodes.findIndex(({ title }) => title === "a");
  assert.deepEqual(partial.errors.map(({ path }) => path), [["issues", "nodes", at, "assignee"]]);
  assert.equal(partial.errors[0]?.extensions.code, "INTERNAL_SERVER_ERROR");

  fieldFaults.add({ field: "Issue.attachments", id: b!.id, message: "Internal error" });
  const none = await ask(text);
  assert.equal(none.status, 200);
  assert.equal(none.data, null, "what must not be null takes its parents along");
  assert.deepEqual((await ask(text)).errors, [], "a fault hits once");
});

Deno.test("a field may lie: a cursor that is missing, a state type nobody knows", async () => {
  const { ask, state, team, fieldFaults } = linearWorkspace();
  for (const title of ["a", "b", "c"]) state.createIssue({ teamId: team.id, title });
  fieldFaults.add({ field: "PageInfo.endCursor", value: null, after: 1 });
  fieldFaults.add({ field: "WorkflowState.type", value: "duplicate", times: -1 });
  const text =
    "{ issues(first: 1) { nodes { state { type } } pageInfo { hasNextPage endCursor } } }";
  const pages = [await ask<{ issues: Page }>(text), await ask<{ issues: Page }>(text)];
  assert.deepEqual(pages.map(({ data }) => data.issues.pageInfo.endCursor === null), [false, true]);
  assert.deepEqual(pages[1]!.data.issues.nodes, [{ state: { type: "duplicate" } }]);
  assert.deepEqual(pages[1]!.data.issues.pageInfo, { hasNextPage: true, endCursor: null });
  fieldFaults.clear();
  const { data } = await ask<{ issues: Page }>(text);
  assert.deepEqual(data.issues.nodes, [{ state: { type: "backlog" } }]);
});

Deno.test("faults hit requests by the operation's name", async () => {
  const { ask, faults } = linearWorkspace();
  const body = await rateLimited().text();
  faults.add({ kind: "status", status: 400, body, path: "Walk" });
  faults.add({ kind: "status", status: 502, path: "Walk", after: 1 });
  const named = "query Walk { issues { nodes { id } } }";
  assert.equal((await ask(me)).status, 200);
  const limited = await ask(named);
  assert.equal(limited.status, 400);
  assert.equal(limited.errors[0]?.extensions.code, "RATELIMITED");
  assert.equal((await ask(named)).status, 200);
  assert.equal((await ask(named)).status, 502);
  assert.equal((await ask(named)).status, 200);
});
