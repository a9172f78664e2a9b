import assert from "node:assert/strict";
import { attioWorkspace, start } from "../../tests/support/attio_workspace.ts";
import { fullScopes } from "./scopes.ts";

type Shown = Record<string, unknown>;

const query = { method: "POST", body: {} } as const;

Deno.test("GET /v2/self: an unknown token is a success that says inactive, none at all an error", async () => {
  const { state, ask } = attioWorkspace();
  state.grant({ token: "old", active: false });
  for (const token of ["unknown", "old"]) {
    const reply = await ask("/v2/self", { token });
    assert.equal(reply.status, 200);
    assert.deepEqual(await reply.json(), { active: false });
  }
  const none = await ask("/v2/self", { token: null });
  assert.equal(none.status, 400);
  assert.equal((await none.json()).code, "missing_value");
  const full = await (await ask("/v2/self")).json();
  assert.equal(full.active, true);
  assert.deepEqual(full.scope.split(" "), [...fullScopes]);
  assert.equal(full.workspace_id, state.workspaceId);
});

Deno.test("an unknown token is refused everywhere else", async () => {
  const { ask } = attioWorkspace();
  const reply = await ask("/v2/objects", { token: "unknown" });
  assert.equal(reply.status, 401);
  assert.deepEqual(await reply.json(), {
    status_code: 401,
    type: "auth_error",
    code: "unauthorized",
    message: "This access token is not known.",
  });
});

Deno.test("each request needs its scopes; read-write includes read", async (t) => {
  const { state, ask, refusal } = attioWorkspace();
  const company = state.createRecord("companies", { name: "Acme" });
  state.createList({ slug: "sales", name: "Sales", parentObject: "companies" });
  const entries = `/v2/objects/companies/records/${company.id}/entries`;
  const cases: [path: string, scopes: string[], init?: object][] = [
    ["/v2/objects", ["object_configuration"]],
    ["/v2/objects/people/attributes", ["object_configuration"]],
    ["/v2/lists", ["list_configuration"]],
    ["/v2/lists/sales/attributes", ["list_configuration"]],
    ["/v2/objects/people/records/query", ["record_permission", "object_configuration"], query],
    ["/v2/lists/sales/entries/query", ["list_entry", "list_configuration"], query],
    [entries, ["record_permission", "object_configuration", "list_entry"]],
    ["/v2/notes", ["note", "object_configuration", "record_permission"]],
    ["/v2/tasks", ["task", "object_configuration", "record_permission", "user_management"]],
    ["/v2/workspace_members", ["user_management"]],
    ["/v2/webhooks", ["webhook"]],
  ];
  for (const [path, scopes, init] of cases) {
    await t.step(path, async () => {
      for (const suffix of ["read", "read-write"]) {
        const granted = scopes.map((scope) => `${scope}:${suffix}`);
        state.grant({ token: "some", scopes: granted });
        assert.equal((await ask(path, { ...init, token: "some" })).status, 200);
        for (const left of granted) {
          state.grant({ token: "some", scopes: granted.filter((scope) => scope !== left) });
          assert.deepEqual(await refusal(path, { ...init, token: "some" }), [403, "unauthorized"]);
        }
      }
    });
  }
  await t.step("writing needs more than reading", async () => {
    state.grant({ token: "some", scopes: ["record_permission:read", "object_configuration:read"] });
    const body = { data: { values: { name: "New" } } };
    const init = { method: "POST", body, token: "some" } as const;
    assert.deepEqual(await refusal("/v2/objects/companies/records", init), [403, "unauthorized"]);
    assert.equal(state.tables.objects.get("companies")!.records.size, 1);
  });
});

Deno.test("a narrowed token does not see the rest, as if it were deleted", async () => {
  const { state, ask, data, find, refusal } = attioWorkspace();
  const seen = state.createRecord("companies", { name: "Seen" });
  const hidden = state.createRecord("companies", { name: "Hidden" });
  for (const { id } of [seen, hidden]) {
    state.createNote({ object: "companies", recordId: id, title: "Call" });
  }
  for (const slug of ["sales", "care"]) {
    state.createList({ slug, name: slug, parentObject: "companies" });
    state.createEntry(slug, seen.id);
    state.createEntry(slug, hidden.id);
  }
  const token = "narrow";
  state.grant({ token, objects: ["companies"], lists: ["sales"], records: [seen.id] });
  assert.deepEqual(await find("companies", {}, token), [seen.id]);
  const path = `/v2/objects/companies/records/${hidden.id}`;
  assert.deepEqual(await refusal(path, { token }), [404, "not_found"]);
  assert.equal((await ask(path)).status, 200);
  assert.deepEqual(await refusal("/v2/objects/people", { token }), [404, "not_found"]);
  assert.equal((await data<Shown[]>("/v2/objects", { token })).length, 1);
  assert.equal((await data<Shown[]>("/v2/lists", { token })).length, 1);
  assert.deepEqual(await refusal("/v2/lists/care", { token }), [404, "not_found"]);
  const entries = "/v2/lists/sales/entries/query";
  assert.equal((await data<Shown[]>(entries, { ...query, token })).length, 1);
  assert.equal((await data<Shown[]>("/v2/notes", { token })).length, 1);
});

Deno.test("deals, users and workspaces are 404 where they are not switched on", async () => {
  const { refusal, ask, data } = attioWorkspace({ objects: [] });
  for (const slug of ["deals", "users", "workspaces"]) {
    assert.deepEqual(await refusal(`/v2/objects/${slug}/records/query`, query), [404, "not_found"]);
  }
  const objects = await data<{ api_slug: string; id: { object_id: string } }[]>("/v2/objects");
  assert.deepEqual(objects.map((object) => object.api_slug), ["people", "companies"]);
  const attributes = await data<{ api_slug: string }[]>("/v2/objects/people/attributes");
  assert.ok(!attributes.some((attribute) => attribute.api_slug === "associated_deals"));
  const byId = await ask(`/v2/objects/${objects[0]!.id.object_id}/records/query`, query);
  assert.equal(byId.status, 200, "objects go by slug and by id");
});

Deno.test("limits are per second of the clock; 429 says when to come back as an HTTP date", async () => {
  const { ask, clock } = attioWorkspace({ limits: { readsPerSecond: 2, writesPerSecond: 1 } });
  const write = () =>
    ask("/v2/objects/people/records", {
      method: "POST",
      body: { data: { values: { name: "A" } } },
    });
  assert.equal((await ask("/v2/objects")).status, 200);
  assert.equal((await ask("/v2/objects/people/records/query", query)).status, 200);
  const refused = await ask("/v2/objects");
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("retry-after"), "Mon, 02 Mar 2026 09:00:01 GMT");
  assert.deepEqual(await refused.json(), {
    status_code: 429,
    type: "rate_limit_error",
    code: "rate_limit_exceeded",
    message: "Rate limit exceeded, please try again later",
  });
  assert.equal((await ask("/v2/objects", { token: "other" })).status, 401, "counted per token");
  assert.equal((await write()).status, 200, "writes are counted apart");
  assert.equal((await write()).status, 429);
  clock.at += 499;
  assert.equal((await ask("/v2/objects")).status, 429);
  clock.at += 1;
  assert.equal((await ask("/v2/objects")).status, 200);
  assert.equal((await write()).status, 200);
});

Deno.test("limits may be lowered while it runs", async () => {
  const { ask, limits } = attioWorkspace({ limits: { readsPerSecond: 100 } });
  assert.equal((await ask("/v2/objects")).status, 200);
  limits.readsPerSecond = 1;
  assert.equal((await ask("/v2/objects")).status, 429);
});

Deno.test("a query that scores too much is refused until it is simpler", async () => {
  const { ask, state } = attioWorkspace({ limits: { readsPerSecond: 0, queryScore: 4 } });
  state.createRecord("people", { name: "A" });
  const status = async (body: unknown) =>
    (await ask("/v2/objects/people/records/query", { method: "POST", body })).status;
  const sorts = [{ attribute: "created_at", direction: "asc" }];
  const filter = { name: { $contains: "A" } };
  assert.equal(await status({ sorts }), 200);
  assert.equal(await status({ filter }), 200);
  assert.equal(await status({ sorts, filter }), 429);
  assert.equal(
    await status({ filter: { $or: [filter, { job_title: "x" }, { description: "y" }] } }),
    429,
  );
});

Deno.test("scores add up over ten seconds and over all tokens", async () => {
  const { ask, state, clock } = attioWorkspace({
    limits: { readsPerSecond: 0, windowScore: 3 },
  });
  state.grant({ token: "second" });
  const asked = (token?: string) =>
    ask("/v2/objects/people/records/query", token === undefined ? query : { ...query, token });
  for (let count = 0; count < 3; count++) {
    assert.equal((await asked(count === 1 ? "second" : undefined)).status, 200);
    clock.at += 1000;
  }
  const refused = await asked();
  assert.equal(refused.status, 429);
  const until = Date.parse(refused.headers.get("retry-after")!);
  assert.equal(until, Math.ceil((start + 10_000) / 1000) * 1000);
  assert.equal((await ask("/v2/objects")).status, 200, "other requests cost nothing");
  clock.at = until;
  assert.equal((await asked()).status, 200);
  assert.equal((await asked()).status, 429, "the two later ones still count");
});

Deno.test("what is no request of the API is refused in its words", async () => {
  const { refusal } = attioWorkspace();
  assert.deepEqual(await refusal("/v2/unknown"), [404, "not_found"]);
  assert.deepEqual(await refusal("/v2/objects", { method: "DELETE" }), [404, "not_found"]);
  for (const body of ["{", "5", '"x"']) {
    const init = { method: "POST", body } as const;
    assert.deepEqual(
      await refusal("/v2/objects/people/records/query", init),
      [400, "validation_type"],
    );
  }
  const noData = { method: "POST", body: { values: {} } } as const;
  assert.deepEqual(await refusal("/v2/objects/people/records", noData), [400, "validation_type"]);
});

Deno.test("every reply says the server's time, and faults hit it as ordered", async () => {
  const { ask, faults, state, data } = attioWorkspace();
  const { id } = state.createRecord("people", { name: "A" });
  assert.equal((await ask("/v2/objects")).headers.get("date"), "Mon, 02 Mar 2026 09:00:00 GMT");
  faults.add({ kind: "status", status: 503, path: "/v2/objects", after: 1 });
  assert.equal((await ask("/v2/objects")).status, 200);
  assert.equal((await ask("/v2/objects")).status, 503);
  assert.equal((await ask("/v2/objects")).status, 200);
  faults.add({ kind: "row", id, set: { values: null } });
  const [row] = await data<{ values: unknown }[]>("/v2/objects/people/records/query", query);
  assert.equal(row?.values, null);
});
