import assert from "node:assert/strict";
import { attioWorkspace } from "../../tests/support/attio_workspace.ts";
import type { AskInit } from "../../tests/support/attio_workspace.ts";
import { type JsonObject, objectAt, readContract } from "../../tests/support/contract.ts";

/**
 * OpenAPI 3.0's `nullable` says nothing in 3.1, enumerations leave out the null their type allows, and
 * timestamps are declared as dates.
 */
function repair(schema: unknown): void {
  if (Array.isArray(schema)) return schema.forEach(repair);
  if (schema === null || typeof schema !== "object") return;
  const part = schema as JsonObject;
  if (part.nullable === true) {
    if (typeof part.type === "string") part.type = [part.type, "null"];
    delete part.nullable;
  }
  if (Array.isArray(part.enum) && Array.isArray(part.type) && part.type.includes("null")) {
    part.enum = [...part.enum, null];
  }
  const { value, attribute_type: type } = (part.properties ?? {}) as Record<string, JsonObject>;
  if (value?.format === "date" && (type?.enum as string[] | undefined)?.includes("timestamp")) {
    value.format = "date-time";
  }
  Object.values(part).forEach(repair);
}

const contract = readContract("attio.openapi.json", (document) => {
  repair(document);
  const access = objectAt(document, "components", "schemas", "list", "properties");
  const workspaceAccess = objectAt(access, "workspace_access");
  workspaceAccess.type = ["string", "null"];
  workspaceAccess.enum = [...workspaceAccess.enum as string[], null];
});

/** A workspace with a row of every kind and a value of every type, in every state. */
function eventfulWorkspace() {
  const world = attioWorkspace({ objects: ["deals", "users", "workspaces"] });
  const { state, clock, member } = world;
  const company = state.createRecord("companies", {
    name: "Acme",
    domains: ["acme.example", "www.acme.example"],
    categories: ["B2B", "SAAS"],
    foundation_date: "1999-05",
    employee_range: "11-50",
    primary_location: { locality: "Berlin", country_code: "DE" },
    twitter_follower_count: 120,
    last_interaction: { interaction_type: "email", interacted_at: "2026-02-01T10:00:00Z" },
    strongest_connection_strength: "Good",
  });
  const person = state.createRecord("people", {
    name: "Ada King",
    email_addresses: ["ada@acme.example"],
    phone_numbers: ["+49 30 1234567"],
    job_title: "CTO",
    company: company.id,
  });
  for (
    const [slug, type] of [
      ["budget_checked", "checkbox"],
      ["fit", "rating"],
      ["seats", "number"],
      ["asked_at", "timestamp"],
      ["next_step", "text"],
    ] as const
  ) state.createAttribute("objects", "deals", { slug, title: slug, type });
  const deal = state.createRecord("deals", {
    name: "Portal",
    stage: "Lead",
    owner: member.id,
    value: { currency_value: 12_500.5, currency_code: "EUR" },
    associated_company: company.id,
    associated_people: [person.id],
    budget_checked: true,
    fit: 4,
    seats: 20,
    asked_at: "2026-02-03T04:05:06.123456789Z",
    next_step: "Call",
  }, { actor: { type: "workspace-member", id: member.id } });
  clock.at += 1000;
  state.updateRecord("deals", deal.id, { stage: "In Progress", next_step: [] });
  state.archiveAttribute("objects", "deals", "seats");
  const list = state.createList({ slug: "sales", name: "Sales", parentObject: "companies" });
  list.workspaceAccess = null;
  state.createAttribute("lists", "sales", {
    slug: "step",
    title: "Step",
    type: "status",
    choices: ["New", "Done"],
  });
  const entry = state.createEntry("sales", company.id, { step: "New" });
  const note = state.createNote({
    object: "companies",
    recordId: company.id,
    title: "Call",
    content: "# Notes\n- **Budget** is [there](https://acme.example)",
  });
  const task = state.createTask({
    content: "Send the offer",
    deadlineAt: clock.at,
    linked: [{ object: "companies", recordId: company.id }],
    assignees: [member.id],
  });
  state.updateTask(task.id, { completed: true });
  state.createTask({ content: "Anything" });
  const hook = state.createWebhook({
    targetUrl: "https://tower.test/hook",
    subscriptions: [{ event_type: "record.updated", filter: null }],
  });
  return { ...world, company, person, deal, entry, note, task, hook };
}

const one = "/v2/objects/{object}/records/{record_id}";

Deno.test({
  name: "every reply to a read keeps to Attio's contract",
  ignore: contract === null,
  async fn(t) {
    const { ask, company, person, deal, entry, note, task, hook, member } = eventfulWorkspace();
    const reads: [path: string, template: string, init?: AskInit][] = [
      ["/v2/self", "/v2/self"],
      ["/v2/self", "/v2/self", { token: "unknown" }],
      ["/v2/objects", "/v2/objects"],
      ["/v2/objects/deals", "/v2/objects/{object}"],
      ["/v2/objects/people/attributes", "/v2/{target}/{identifier}/attributes"],
      ["/v2/objects/companies/attributes", "/v2/{target}/{identifier}/attributes"],
      [
        "/v2/objects/deals/attributes?show_archived=true",
        "/v2/{target}/{identifier}/attributes",
      ],
      ["/v2/lists/sales/attributes", "/v2/{target}/{identifier}/attributes"],
      [
        "/v2/objects/deals/attributes/value",
        "/v2/{target}/{identifier}/attributes/{attribute}",
      ],
      [
        "/v2/objects/deals/attributes/stage/statuses",
        "/v2/{target}/{identifier}/attributes/{attribute}/statuses",
      ],
      [
        "/v2/objects/companies/attributes/categories/options",
        "/v2/{target}/{identifier}/attributes/{attribute}/options",
      ],
      ...["people", "companies", "deals"].map((slug): [string, string, AskInit] => [
        `/v2/objects/${slug}/records/query`,
        "/v2/objects/{object}/records/query",
        { method: "POST", body: {} },
      ]),
      [`/v2/objects/deals/records/${deal.id}`, one],
      [`/v2/objects/people/records/${person.id}`, one],
      [
        `/v2/objects/deals/records/${deal.id}/attributes/stage/values?show_historic=true`,
        `${one}/attributes/{attribute}/values`,
      ],
      [
        `/v2/objects/companies/records/${company.id}/attributes/domains/values`,
        `${one}/attributes/{attribute}/values`,
      ],
      [`/v2/objects/companies/records/${company.id}/entries`, `${one}/entries`],
      ["/v2/lists", "/v2/lists"],
      ["/v2/lists/sales", "/v2/lists/{list}"],
      [
        "/v2/lists/sales/entries/query",
        "/v2/lists/{list}/entries/query",
        { method: "POST", body: {} },
      ],
      [`/v2/lists/sales/entries/${entry.id}`, "/v2/lists/{list}/entries/{entry_id}"],
      ["/v2/notes", "/v2/notes"],
      [`/v2/notes/${note.id}`, "/v2/notes/{note_id}"],
      ["/v2/tasks", "/v2/tasks"],
      [`/v2/tasks/${task.id}`, "/v2/tasks/{task_id}"],
      ["/v2/workspace_members", "/v2/workspace_members"],
      [
        `/v2/workspace_members/${member.id}`,
        "/v2/workspace_members/{workspace_member_id}",
      ],
      ["/v2/webhooks", "/v2/webhooks"],
      [`/v2/webhooks/${hook.id}`, "/v2/webhooks/{webhook_id}"],
    ];
    for (const [path, template, init] of reads) {
      await t.step(`${init?.method ?? "GET"} ${path}`, async () => {
        const reply = await ask(path, init);
        assert.equal(reply.status, 200);
        const body = await reply.json();
        const rows = Array.isArray(body.data) ? body.data.length : 1;
        assert.ok(rows > 0, "there is something to check");
        assert.deepEqual(contract!.violations(init?.method ?? "GET", template, 200, body), []);
      });
    }
  },
});

Deno.test({
  name: "every reply to a write keeps to Attio's contract",
  ignore: contract === null,
  async fn(t) {
    const { ask, company, person, deal, entry, note, task, hook, member } = eventfulWorkspace();
    const records = "/v2/objects/{object}/records";
    const entries = "/v2/lists/{list}/entries";
    const writes: [method: AskInit["method"], path: string, template: string, data?: unknown][] = [
      ["POST", "/v2/objects/companies/records", records, { values: { name: "New" } }],
      ["PUT", "/v2/objects/people/records?matching_attribute=email_addresses", records, {
        values: { email_addresses: ["ada@acme.example"], job_title: "CEO" },
      }],
      ["PATCH", `/v2/objects/deals/records/${deal.id}`, one, { values: { stage: "Lost" } }],
      ["PUT", `/v2/objects/deals/records/${deal.id}`, one, { values: { value: 1 } }],
      ["POST", "/v2/lists/sales/entries", entries, {
        parent_record_id: company.id,
        parent_object: "companies",
        entry_values: {},
      }],
      ["PATCH", `/v2/lists/sales/entries/${entry.id}`, `${entries}/{entry_id}`, {
        entry_values: { step: "Done" },
      }],
      ["POST", "/v2/notes", "/v2/notes", {
        parent_object: "people",
        parent_record_id: person.id,
        title: "Met",
        format: "plaintext",
        content: "At the fair",
      }],
      ["POST", "/v2/tasks", "/v2/tasks", {
        content: "Call back",
        format: "plaintext",
        deadline_at: "2026-04-01",
        is_completed: false,
        linked_records: [{ target_object: "people", target_record_id: person.id }],
        assignees: [{
          referenced_actor_type: "workspace-member",
          referenced_actor_id: member.id,
        }],
      }],
      ["PATCH", `/v2/tasks/${task.id}`, "/v2/tasks/{task_id}", { is_completed: true }],
      ["POST", "/v2/webhooks", "/v2/webhooks", {
        target_url: "https://tower.test/",
        subscriptions: [{ event_type: "record.created", filter: null }],
      }],
      ["PATCH", `/v2/webhooks/${hook.id}`, "/v2/webhooks/{webhook_id}", {
        target_url: "https://tower.test/2",
      }],
      ["DELETE", `/v2/webhooks/${hook.id}`, "/v2/webhooks/{webhook_id}"],
      ["DELETE", `/v2/notes/${note.id}`, "/v2/notes/{note_id}"],
      ["DELETE", `/v2/tasks/${task.id}`, "/v2/tasks/{task_id}"],
      ["DELETE", `/v2/lists/sales/entries/${entry.id}`, `${entries}/{entry_id}`],
      ["DELETE", `/v2/objects/deals/records/${deal.id}`, one],
    ];
    for (const [method = "GET", path, template, data] of writes) {
      await t.step(`${method} ${path}`, async () => {
        const reply = await ask(path, {
          method,
          ...(data === undefined ? {} : { body: { data } }),
        });
        const body = await reply.json();
        assert.equal(reply.status, 200, JSON.stringify(body));
        assert.deepEqual(contract!.violations(method, template, 200, body), []);
      });
    }
  },
});

Deno.test({
  name: "refusals keep to Attio's contract",
  ignore: contract === null,
  async fn(t) {
    const { ask, company, deal, entry } = eventfulWorkspace();
    const nobody = "00000000-0000-4000-8000-000000000000";
    const records = "/v2/objects/{object}/records";
    const query = "/v2/objects/{object}/records/query";
    const refused: [status: number, path: string, template: string, init?: AskInit][] = [
      [404, "/v2/objects/unknown", "/v2/objects/{object}"],
      [404, "/v2/objects/unknown/records/query", query, { method: "POST", body: {} }],
      [400, "/v2/objects/people/records/query", query, {
        method: "POST",
        body: { filter: { nonsense: 1 } },
      }],
      [404, `/v2/objects/people/records/${nobody}`, one],
      [400, "/v2/objects/deals/records", records, {
        method: "POST",
        body: { data: { values: { name: "x", owner: "ann@agency.example", stage: "Nowhere" } } },
      }],
      [400, `/v2/objects/deals/records/${deal.id}`, one, {
        method: "PATCH",
        body: { data: { values: { name: null } } },
      }],
      [
        400,
        `/v2/objects/companies/records/${company.id}/attributes/last_interaction/values?show_historic=true`,
        `${one}/attributes/{attribute}/values`,
      ],
      [404, "/v2/lists/unknown", "/v2/lists/{list}"],
      [400, `/v2/lists/sales/entries/${entry.id}`, "/v2/lists/{list}/entries/{entry_id}", {
        method: "PATCH",
        body: { data: { parent_record_id: nobody, entry_values: {} } },
      }],
      [404, `/v2/notes/${nobody}`, "/v2/notes/{note_id}"],
      [404, `/v2/tasks/${nobody}`, "/v2/tasks/{task_id}"],
      [400, "/v2/tasks", "/v2/tasks", { method: "POST", body: { data: { content: "x" } } }],
      [400, "/v2/webhooks", "/v2/webhooks", {
        method: "POST",
        body: { data: { target_url: "http://plain.test", subscriptions: [] } },
      }],
      [404, `/v2/webhooks/${nobody}`, "/v2/webhooks/{webhook_id}"],
    ];
    for (const [status, path, template, init] of refused) {
      await t.step(`${status} ${init?.method ?? "GET"} ${path}`, async () => {
        const reply = await ask(path, init);
        const body = await reply.json();
        assert.equal(reply.status, status, JSON.stringify(body));
        assert.deepEqual(contract!.violations(init?.method ?? "GET", template, status, body), []);
      });
    }
  },
});

Deno.test({
  name: "the contract's check refuses what Attio would not send",
  ignore: contract === null,
  async fn() {
    const { data, deal } = eventfulWorkspace();
    interface Record {
      values: globalThis.Record<string, JsonObject[]>;
    }
    const row = await data<Record>(`/v2/objects/deals/records/${deal.id}`);
    const violations = (values: object) =>
      contract!.violations("GET", one, 200, {
        data: { ...row, values: { ...row.values, ...values } },
      });
    assert.deepEqual(violations({}), []);
    const [stage] = row.values.stage!;
    const [amount] = row.values.value!;
    for (
      const broken of [
        { stage },
        { stage: [{ ...stage, active_until: "yesterday" }] },
        { stage: [{ ...stage, status: { title: "Lead" } }] },
        { value: [{ ...amount, currency_value: "12500.50" }] },
        { value: [{ ...amount, currency_code: "XYZ" }] },
        { value: [{ ...amount, extra: 1 }] },
      ]
    ) assert.notDeepEqual(violations(broken), [], JSON.stringify(broken));
  },
});
