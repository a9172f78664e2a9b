import assert from "node:assert/strict";
import { startLinearFake } from "./server.ts";

/** A stand-in on a port, with remote control and an administrator. */
async function served(
  run: (world: {
    graphql(
      query: string,
    ): Promise<{ data: Record<string, unknown>; errors?: { message: string }[] }>;
    sim(
      path: string,
      body?: unknown,
      method?: string,
    ): Promise<{ status: number; body: Record<string, unknown> }>;
    fake: ReturnType<typeof startLinearFake>;
  }) => Promise<void>,
) {
  const fake = startLinearFake({ control: true, allowances: null });
  const user = fake.state.createUser({ name: "Ada", email: "a@x.example", admin: true });
  fake.state.createCredential({ token: "k", userId: user.id });
  const call = (path: string, init: RequestInit) => fetch(`${fake.url}${path}`, init);
  try {
    await run({
      fake,
      async graphql(query) {
        const body = JSON.stringify({ query });
        const headers = { authorization: "k", "content-type": "application/json" };
        return await (await call("/graphql", { method: "POST", headers, body })).json();
      },
      async sim(path, body, method = body === undefined ? "GET" : "POST") {
        const init = body === undefined ? {} : { body: JSON.stringify(body) };
        const reply = await call(path, { method, ...init });
        return { status: reply.status, body: await reply.json() };
      },
    });
  } finally {
    await fake.close();
  }
}

Deno.test("the stand-in serves its built-in schema on a port", () =>
  served(async ({ graphql }) => {
    const { data } = await graphql("{ viewer { name } __schema { queryType { name } } }");
    assert.deepEqual(data, { viewer: { name: "Ada" }, __schema: { queryType: { name: "Query" } } });
  }));

Deno.test("rows are changed and counted by remote control", () =>
  served(async ({ graphql, sim, fake }) => {
    const team = await sim("/_sim/mutate", {
      operation: "createTeam",
      arguments: [{ key: "ENG", name: "Eng" }],
    });
    const teamId = (team.body.result as { id: string }).id;
    const made = await sim("/_sim/mutate", {
      operation: "createIssue",
      arguments: [{ teamId, title: "x" }],
    });
    assert.equal(made.status, 200);
    const { data } = await graphql("{ issues { nodes { identifier } } }");
    assert.deepEqual(data, { issues: { nodes: [{ identifier: "ENG-1" }] } });
    const counts = await sim("/_sim/counts");
    assert.deepEqual([counts.body.teams, counts.body.issues], [1, 1]);
    assert.equal(fake.state.tables.issues.size, 1);
  }));

Deno.test("remote control refuses what it does not know", () =>
  served(async ({ sim }) => {
    const mutate = (operation: string, ...args: unknown[]) =>
      sim("/_sim/mutate", { operation, arguments: args });
    assert.equal((await mutate("onEvent")).status, 400);
    assert.equal((await mutate("updateIssue", "no", { title: "x" })).status, 400);
    assert.equal((await sim("/_sim/other", {})).status, 404);
  }));

Deno.test("faults come and go by remote control, for requests and for fields", () =>
  served(async ({ graphql, sim }) => {
    const me = "query Me { viewer { name title } }";
    await sim("/_sim/faults", { field: "User.title", message: "broken", times: -1 });
    const partial = await graphql(me);
    assert.deepEqual(partial.data, { viewer: { name: "Ada", title: null } });
    assert.deepEqual(partial.errors?.map(({ message }) => message), ["broken"]);
    await sim("/_sim/faults", undefined, "DELETE");
    assert.equal((await graphql(me)).errors, undefined);
    const body = JSON.stringify({ errors: [{ message: "down" }] });
    await sim("/_sim/faults", { kind: "status", status: 503, body, path: "Me" });
    assert.equal((await graphql(me)).errors?.[0]?.message, "down");
    assert.equal((await graphql(me)).errors, undefined);
  }));

Deno.test("remote control is off unless asked for", async () => {
  const fake = startLinearFake();
  try {
    const reply = await fetch(`${fake.url}/_sim/counts`);
    assert.equal(reply.status, 404);
    await reply.body?.cancel();
  } finally {
    await fake.close();
  }
});
