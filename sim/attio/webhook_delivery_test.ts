import assert from "node:assert/strict";
import { attioWorkspace } from "../../tests/support/attio_workspace.ts";
import { readContract } from "../../tests/support/contract.ts";
import type { Subscription } from "./tables.ts";
import { signature } from "./webhook_delivery.ts";

const schema = readContract("attio.webhooks.schema.json", () => {});

interface Delivery {
  headers: Headers;
  body: string;
}

const day = 86_400_000;

/** A workspace with one webhook for the event types; `answers` are the receiver's next statuses. */
function hooked(types: string[], filter: Subscription["filter"] = null) {
  const received: Delivery[] = [];
  const answers: (number | "none")[] = [];
  const world = attioWorkspace({
    fetch: (_url, init) => {
      received.push({ headers: new Headers(init?.headers), body: String(init?.body) });
      const answer = answers.shift() ?? 200;
      return answer === "none"
        ? Promise.reject(new TypeError("connection refused"))
        : Promise.resolve(new Response(null, { status: answer }));
    },
  });
  const hook = world.state.createWebhook({
    targetUrl: "https://tower.test/hook",
    subscriptions: types.map((event_type) => ({ event_type, filter })),
  });
  return {
    ...world,
    hook,
    received,
    answers,
    status: async () => (await world.data<{ status: string }>(`/v2/webhooks/${hook.id}`)).status,
    /** The bodies received since the last call. */
    async heard() {
      await world.deliveries.sent();
      return received.splice(0).map(({ body }) => JSON.parse(body));
    },
  };
}

Deno.test("the signature is the documented one", () => {
  assert.equal(
    signature("s3cret", '{"events":[]}'),
    "66e558d03919c6fa065e88fe40f06defe8192f6a30d4aa72fa79bdd775efa48c",
  );
});

Deno.test("a delivery is signed over its raw body, and has a key and no time of its own", async () => {
  const { state, received, deliveries, hook } = hooked(["record.created"]);
  state.createRecord("people", { name: "A" });
  state.createRecord("people", { name: "B" });
  await deliveries.sent();
  assert.equal(received.length, 2);
  for (const { headers, body } of received) {
    assert.equal(headers.get("attio-signature"), signature(hook.secret, body));
    assert.equal(headers.get("x-attio-signature"), headers.get("attio-signature"));
    assert.match(headers.get("idempotency-key")!, /^[0-9a-f-]{36}$/);
  }
  const [first, second] = received.map(({ headers }) => headers.get("idempotency-key"));
  assert.notEqual(first, second);
});

const everything = [
  "record.created",
  "record.updated",
  "record.deleted",
  "record.merged",
  "list.created",
  "list.deleted",
  "list-attribute.created",
  "object-attribute.created",
  "object-attribute.updated",
  "list-entry.created",
  "list-entry.updated",
  "list-entry.deleted",
  "note.created",
  "note.updated",
  "note-content.updated",
  "note.deleted",
  "task.created",
  "task.updated",
  "task.deleted",
  "workspace-member.created",
];

Deno.test("each kind of change is told, with ids only and no values", async (t) => {
  const { state, heard, hook } = hooked(everything);
  const company = state.createRecord("companies", { name: "Acme" });
  state.updateRecord("companies", company.id, { name: "Acme!" });
  const twin = state.createRecord("companies", { name: "Twin" });
  state.createAttribute("objects", "companies", { slug: "tier", title: "Tier", type: "text" });
  state.archiveAttribute("objects", "companies", "tier");
  const list = state.createList({ slug: "sales", name: "Sales", parentObject: "companies" });
  state.createAttribute("lists", "sales", { slug: "step", title: "Step", type: "text" });
  const entry = state.createEntry("sales", company.id);
  state.updateEntry("sales", entry.id, { step: "x" });
  state.deleteEntry("sales", entry.id);
  const note = state.createNote({ object: "companies", recordId: company.id, title: "N" });
  state.updateNote(note.id, { title: "M", content: "text" });
  state.deleteNote(note.id);
  const task = state.createTask({ content: "T" });
  state.updateTask(task.id, { completed: true });
  state.deleteTask(task.id);
  state.createMember({
    firstName: "B",
    lastName: "B",
    email: "b@x.example",
    accessLevel: "member",
  });
  const merged = state.mergeRecords("companies", company.id, twin.id);
  state.deleteRecord("companies", merged.id);
  state.deleteList("sales");

  const bodies = await heard();
  assert.deepEqual(
    new Set(bodies.map(({ events }) => events[0].event_type)),
    new Set(everything),
  );
  const find = (type: string) =>
    bodies.find(({ events }) => events[0].event_type === type).events[0];
  const objectId = state.tables.objects.get("companies")!.id;
  const ids = { workspace_id: state.workspaceId, object_id: objectId };
  const actor = { type: "system", id: null };
  assert.deepEqual(find("record.updated"), {
    event_type: "record.updated",
    id: {
      ...ids,
      record_id: company.id,
      attribute_id: state.tables.objects.get("companies")!.attributes.get("name")!.id,
    },
    actor,
  });
  assert.deepEqual(find("record.merged"), {
    event_type: "record.merged",
    id: { ...ids, record_id: merged.id },
    actor,
    duplicate_object_id: objectId,
    duplicate_record_id: company.id,
  });
  assert.deepEqual(find("list-entry.deleted"), {
    event_type: "list-entry.deleted",
    id: { workspace_id: state.workspaceId, list_id: list.id, entry_id: entry.id },
    parent_object_id: objectId,
    parent_record_id: company.id,
    actor,
  });
  await t.step({
    name: "the bodies keep to the schema",
    ignore: schema === null,
    fn() {
      for (const body of bodies) {
        assert.equal(body.webhook_id, hook.id);
        assert.deepEqual(schema!.violationsAt("", body), [], JSON.stringify(body));
      }
      const { duplicate_record_id: _, ...event } = find("record.merged");
      assert.notDeepEqual(schema!.violationsAt("", { webhook_id: hook.id, events: [event] }), []);
    },
  });
});

Deno.test("a change through the API names its token as the actor", async () => {
  const { state, heard, ask } = hooked(["record.created"]);
  const body = { data: { values: { name: "A" } } };
  await ask("/v2/objects/people/records", { method: "POST", body });
  const [{ events }] = await heard();
  assert.deepEqual(events[0].actor, {
    type: "api-token",
    id: state.tables.tokens.get("full")!.id,
  });
});

Deno.test("filters let through what they say", async () => {
  const probe = attioWorkspace();
  const companies = probe.state.tables.objects.get("companies")!.id;
  const condition = (operator: "equals" | "not_equals", value: string) => ({
    field: "id.object_id",
    operator,
    value,
  });
  const cases: [filter: Subscription["filter"], wanted: number][] = [
    [null, 2],
    [{ $and: [condition("equals", companies)] }, 1],
    [{ $and: [condition("not_equals", companies)] }, 1],
    [{ $and: [condition("equals", companies), condition("not_equals", companies)] }, 0],
    [{ $or: [condition("equals", companies), condition("not_equals", companies)] }, 2],
  ];
  for (const [filter, wanted] of cases) {
    const { state, heard } = hooked(["record.created"], filter);
    state.createRecord("companies", { name: "Acme" });
    state.createRecord("people", { name: "Ada" });
    assert.equal((await heard()).length, wanted, JSON.stringify(filter));
  }
});

Deno.test("what fails is sent again with the same key and body, until a 2xx", async () => {
  const { state, received, answers, deliveries, clock, status } = hooked(["record.created"]);
  answers.push(500, "none", 302, 204);
  state.createRecord("people", { name: "A" });
  await deliveries.sent();
  assert.equal(deliveries.waiting(), 1);
  await deliveries.retryDue();
  assert.equal(received.length, 1, "not before it is due");
  for (let count = 0; count < 3; count++) {
    clock.at += day;
    await deliveries.retryDue();
  }
  assert.equal(received.length, 4);
  assert.equal(new Set(received.map(({ headers }) => headers.get("idempotency-key"))).size, 1);
  assert.equal(new Set(received.map(({ body }) => body)).size, 1);
  assert.equal(deliveries.waiting(), 0);
  assert.equal(await status(), "active");
});

Deno.test("ten retries over about three days, then degraded, then inactive after seven", async () => {
  const { state, received, answers, deliveries, clock, status } = hooked(["record.created"]);
  answers.push(...Array.from({ length: 12 }, () => 503));
  state.createRecord("people", { name: "A" });
  await deliveries.sent();
  const begin = clock.at;
  while (deliveries.waiting() > 0) {
    clock.at += 60_000;
    await deliveries.retryDue();
  }
  assert.equal(received.length, 11);
  const took = (clock.at - begin) / day;
  assert.ok(took > 2.5 && took < 3.5, `${took} days`);
  assert.equal(await status(), "degraded");

  state.createRecord("people", { name: "B" });
  await deliveries.sent();
  assert.equal(received.length, 12, "a degraded webhook is still tried");
  clock.at += 7 * day;
  assert.equal(await status(), "inactive");
  state.createRecord("people", { name: "C" });
  await deliveries.sent();
  assert.equal(received.length, 12, "an inactive one is not");
});

Deno.test("a success makes a degraded webhook active", async () => {
  const { state, deliveries, hook, status } = hooked(["record.created"]);
  state.updateWebhook(hook.id, { status: "degraded", degradedAt: state.clock.now() });
  state.createRecord("people", { name: "A" });
  await deliveries.sent();
  assert.equal(await status(), "active");
  assert.equal(hook.degradedAt, null);
});

Deno.test("a webhook's secret is shown once, and https is asked for", async () => {
  const { data, refusal, received, deliveries, state } = hooked([]);
  const subscriptions = [{ event_type: "record.created", filter: null }];
  const create = (target_url: string, given: unknown = subscriptions) =>
    ({ method: "POST", body: { data: { target_url, subscriptions: given } } }) as const;
  interface Shown {
    id: { webhook_id: string };
    secret?: string;
  }
  const made = await data<Shown>("/v2/webhooks", create("https://new.test/"));
  const shown = await data<Shown>(`/v2/webhooks/${made.id.webhook_id}`);
  assert.ok(made.secret);
  assert.equal("secret" in shown, false);
  assert.ok((await data<Shown[]>("/v2/webhooks")).every((hook) => !("secret" in hook)));
  state.createRecord("people", { name: "A" });
  await deliveries.sent();
  const [{ headers, body } = assert.fail("no delivery")] = received;
  assert.equal(headers.get("attio-signature"), signature(made.secret!, body));

  const wrong = [
    create("http://plain.test/"),
    create("nowhere"),
    create("https://x.test/", [{ event_type: "record.renamed", filter: null }]),
    create("https://x.test/", "record.created"),
  ];
  for (const init of wrong) {
    assert.deepEqual(await refusal("/v2/webhooks", init), [400, "validation_type"]);
  }
});

Deno.test("webhooks are listed 10 a page, changed and deleted", async () => {
  const { state, ask, data, refusal, hook } = hooked(["record.created"]);
  for (let index = 0; index < 11; index++) {
    state.createWebhook({ targetUrl: `https://t${index}.test/`, subscriptions: [] });
  }
  assert.equal((await data<unknown[]>("/v2/webhooks")).length, 10);
  assert.equal((await data<unknown[]>("/v2/webhooks?limit=100&offset=1")).length, 11);
  const path = `/v2/webhooks/${hook.id}`;
  const changed = await data<{ target_url: string; subscriptions: unknown[] }>(path, {
    method: "PATCH",
    body: { data: { target_url: "https://moved.test/" } },
  });
  assert.deepEqual([changed.target_url, changed.subscriptions.length], ["https://moved.test/", 1]);
  assert.equal((await ask(path, { method: "DELETE" })).status, 200);
  assert.deepEqual(await refusal(path), [404, "not_found"]);
});
