import assert from "node:assert/strict";
import { attioWorkspace, start } from "../../tests/support/attio_workspace.ts";
import { AttioRefusal } from "./errors.ts";
import { stampOf } from "./stamp.ts";
import type { AttioEvent } from "./workspace.ts";

type Shown = Record<string, unknown>;
interface Row {
  id: { record_id: string };
  created_at: string;
  values: Record<string, Shown[]>;
}

/** A workspace with one company, one person and one deal, and what its webhooks would tell. */
function world() {
  const workspace = attioWorkspace();
  const { state, member, data } = workspace;
  const company = state.createRecord("companies", { name: "Acme", domains: ["acme.example"] });
  const person = state.createRecord("people", { name: "Ada King", company: company.id });
  const deal = state.createRecord("deals", {
    name: "Portal",
    stage: "Lead",
    owner: member.id,
    associated_company: company.id,
  });
  const heard: AttioEvent[] = [];
  state.onEvent((event) => heard.push(event));
  const attributeId = (object: string, slug: string) =>
    state.tables.objects.get(object)!.attributes.get(slug)!.id;
  return {
    ...workspace,
    company,
    person,
    deal,
    attributeId,
    show: (object: string, id: string) => data<Row>(`/v2/objects/${object}/records/${id}`),
    /** [event type, record's id, attribute] of the events since the last call. */
    told: () =>
      heard.splice(0).map(({ event_type, id }) => [event_type, id.record_id, id.attribute_id]),
  };
}

const refused = (code: string) => (error: unknown) =>
  error instanceof AttioRefusal && error.code === code;

Deno.test("values show in the shape of their type, with when and by whom", async () => {
  const { state, show } = world();
  const { id } = state.createRecord("people", {
    name: "Grace Hopper",
    email_addresses: "Grace.H@Navy.Example",
    phone_numbers: "+49 30 1234567",
    twitter_follower_count: "12",
    last_interaction: { interaction_type: "call", interacted_at: "2026-01-02T03:04:05Z" },
  }, { at: start });
  const { values, created_at } = await show("people", id);
  const base = {
    active_from: stampOf(start),
    active_until: null,
    created_by_actor: { type: "system", id: null },
  };
  assert.equal(created_at, "2026-03-02T09:00:00.500000000Z");
  assert.deepEqual(values.name, [{
    ...base,
    first_name: "Grace",
    last_name: "Hopper",
    full_name: "Grace Hopper",
    attribute_type: "personal-name",
  }]);
  assert.deepEqual(values.email_addresses, [{
    ...base,
    original_email_address: "Grace.H@Navy.Example",
    email_address: "grace.h@navy.example",
    email_domain: "navy.example",
    email_root_domain: "navy.example",
    email_local_specifier: "grace.h",
    attribute_type: "email-address",
  }]);
  assert.deepEqual(values.phone_numbers, [{
    ...base,
    original_phone_number: "+49 30 1234567",
    phone_number: "+49301234567",
    country_code: "DE",
    attribute_type: "phone-number",
  }]);
  assert.deepEqual(values.twitter_follower_count, [{
    ...base,
    value: 12,
    attribute_type: "number",
  }]);
  assert.equal(values.last_interaction?.[0]?.interacted_at, "2026-01-02T03:04:05.000000000Z");
  assert.deepEqual(values.job_title, [], "unset is empty");
  assert.deepEqual(values.record_id, [{ ...base, value: id, attribute_type: "text" }]);
  assert.deepEqual(values.created_at, [{
    ...base,
    value: created_at,
    attribute_type: "timestamp",
  }]);
});

Deno.test("a status shows whole, and by its new title once it is renamed", async () => {
  const { state, show, deal, attributeId } = world();
  const status = async () => (await show("deals", deal.id)).values.stage?.[0]?.status as Shown;
  const before = await status();
  assert.equal(before.title, "Lead");
  assert.equal((before.id as Shown).attribute_id, attributeId("deals", "stage"));
  state.changeChoice("objects", "deals", "stage", "Lead", { title: "New" });
  assert.equal((await status()).title, "New");
});

Deno.test("a change ends the old value and keeps it as history, oldest first", async () => {
  const { state, data, deal, clock, show } = world();
  for (const stage of ["In Progress", "Won 🎉"]) {
    clock.at += 60_000;
    state.updateRecord("deals", deal.id, { stage });
  }
  const path = `/v2/objects/deals/records/${deal.id}/attributes/stage/values`;
  const historic = await data<Shown[]>(`${path}?show_historic=true`);
  assert.deepEqual(historic.map((value) => (value.status as Shown).title), [
    "Lead",
    "In Progress",
    "Won 🎉",
  ]);
  assert.equal(historic[0]!.active_until, historic[1]!.active_from);
  assert.equal(historic[2]!.active_until, null);
  assert.deepEqual((await data<Shown[]>(path)).length, 1);
  assert.equal(
    (await show("deals", deal.id)).values.stage?.length,
    1,
    "rows hold active ones only",
  );
});

Deno.test("a cleared value is an empty list and leaves no newer active_from behind", async () => {
  const { state, show, deal, clock, told, attributeId } = world();
  state.updateRecord("deals", deal.id, { value: 500 });
  const newest = async () =>
    Object.values((await show("deals", deal.id)).values).flat()
      .map((value) => String(value.active_from)).sort().at(-1)!;
  const before = await newest();
  told();
  clock.at += 60_000;
  state.updateRecord("deals", deal.id, { value: [] });
  assert.deepEqual((await show("deals", deal.id)).values.value, []);
  assert.ok(await newest() < before);
  assert.deepEqual(told(), [["record.updated", deal.id, attributeId("deals", "value")]]);
});

Deno.test("what Attio fills in itself leaves no history", async () => {
  const { state, refusal, person } = world();
  state.updateRecord("people", person.id, { twitter_follower_count: 1 });
  state.updateRecord("people", person.id, { twitter_follower_count: 2 });
  assert.equal(person.past?.twitter_follower_count, undefined);
  for (const slug of ["twitter_follower_count", "last_interaction"]) {
    const path = `/v2/objects/people/records/${person.id}/attributes/${slug}/values`;
    assert.deepEqual(await refusal(`${path}?show_historic=true`), [400, "validation_type"]);
  }
});

Deno.test("each changed attribute tells an event, an unchanged one none", () => {
  const { state, person, told, attributeId } = world();
  state.updateRecord("people", person.id, {
    job_title: "CTO",
    description: "New",
    name: "Ada King",
  });
  assert.deepEqual(told(), [
    ["record.updated", person.id, attributeId("people", "job_title")],
    ["record.updated", person.id, attributeId("people", "description")],
  ]);
  state.updateRecord("people", person.id, { job_title: "CTO" });
  assert.deepEqual(told(), []);
});

Deno.test("both sides of a relationship stay in step", async () => {
  const { state, show, company, person, deal, told, attributeId } = world();
  const other = state.createRecord("companies", { name: "Other" });
  const references = async (object: string, id: string, slug: string) =>
    (await show(object, id)).values[slug]?.map((value) => value.target_record_id);
  assert.deepEqual(await references("companies", company.id, "team"), [person.id]);
  assert.deepEqual(await references("companies", company.id, "associated_deals"), [deal.id]);
  told();
  state.updateRecord("people", person.id, { company: other.id });
  assert.deepEqual(await references("companies", company.id, "team"), []);
  assert.deepEqual(await references("companies", other.id, "team"), [person.id]);
  assert.deepEqual(told(), [
    ["record.updated", person.id, attributeId("people", "company")],
    ["record.updated", company.id, attributeId("companies", "team")],
    ["record.updated", other.id, attributeId("companies", "team")],
  ]);
  state.updateRecord("companies", company.id, { team: [person.id] });
  assert.deepEqual(await references("people", person.id, "company"), [company.id]);
  assert.deepEqual(await references("companies", other.id, "team"), []);
});

Deno.test("a unique value belongs to one record, and is free again once it is gone", () => {
  const { state, company } = world();
  assert.equal(state.findRecord("companies", "domains", "ACME.example"), company.id);
  const again = () => state.createRecord("companies", { name: "B", domains: ["acme.example"] });
  assert.throws(again, refused("uniqueness_conflict"));
  assert.equal(state.tables.objects.get("companies")!.records.size, 1, "nothing was made");
  state.updateRecord("companies", company.id, { domains: ["new.example"] });
  const second = again();
  assert.throws(
    () => state.updateRecord("companies", company.id, { domains: ["acme.example"] }),
    refused("uniqueness_conflict"),
  );
  state.deleteRecord("companies", second.id);
  assert.equal(state.findRecord("companies", "domains", "acme.example"), null);
});

Deno.test("values an attribute does not take are refused, and nothing changes", async (t) => {
  const { state, deal, company } = world();
  state.createAttribute("objects", "deals", { slug: "fit", title: "Fit", type: "rating" });
  const cases: [values: Record<string, unknown>, code: string][] = [
    [{ unknown: 1 }, "value_not_found"],
    [{ stage: "Nowhere" }, "value_not_found"],
    [{ owner: "nobody@agency.example" }, "value_not_found"],
    [{ associated_company: "00000000-0000-4000-8000-000000000000" }, "value_not_found"],
    [{ associated_company: [company.id, company.id] }, "validation_type"],
    [{ associated_company: { target_object: "people", target_record_id: "x" } }, "validation_type"],
    [{ value: "many" }, "validation_type"],
    [{ fit: 6 }, "validation_type"],
    [{ name: 5 }, "validation_type"],
    [{ name: null }, "missing_value"],
    [{ stage: [] }, "missing_value"],
  ];
  for (const [values, code] of cases) {
    await t.step(`${JSON.stringify(values)}: ${code}`, () => {
      const before = structuredClone(deal);
      assert.throws(() => state.updateRecord("deals", deal.id, values), refused(code));
      assert.deepEqual(deal, before);
    });
  }
  assert.throws(() => state.createRecord("deals", { name: "x" }), refused("missing_value"));
});

Deno.test("a deleted record takes along references, entries and notes, and leaves its tasks", async () => {
  const { state, show, company, person, deal, told, data } = world();
  state.createList({ slug: "sales", name: "Sales", parentObject: "companies" });
  state.createEntry("sales", company.id);
  state.createNote({ object: "companies", recordId: company.id, title: "Call" });
  const task = state.createTask({
    content: "Call",
    linked: [{ object: "companies", recordId: company.id }],
  });
  told();
  state.deleteRecord("companies", company.id);
  assert.deepEqual((await show("people", person.id)).values.company, []);
  assert.deepEqual((await show("deals", deal.id)).values.associated_company, []);
  assert.deepEqual(await data("/v2/notes"), []);
  assert.equal(state.tables.lists.get("sales")!.entries.size, 0);
  assert.deepEqual(state.tables.tasks.get(task.id)?.linked, []);
  assert.deepEqual(told().map(([type]) => type).sort(), [
    "list-entry.deleted",
    "note.deleted",
    "record.deleted",
    "record.updated",
    "record.updated",
    "task.updated",
  ]);
});

Deno.test("a merge makes a new record, and both old ids are gone", async () => {
  const { state, show, data, refusal, company, person, deal, told, clock } = world();
  state.createList({ slug: "sales", name: "Sales", parentObject: "companies" });
  clock.at += 60_000;
  const twin = state.createRecord("companies", {
    name: "ACME GmbH",
    domains: ["acme.test"],
    description: "Robots",
  });
  const late = state.createRecord("people", { name: "Bob", company: twin.id });
  const entry = state.createEntry("sales", twin.id);
  const note = state.createNote({ object: "companies", recordId: company.id, title: "Call" });
  const task = state.createTask({
    content: "Call",
    linked: [{ object: "companies", recordId: twin.id }],
  });
  told();
  clock.at += 60_000;
  const merged = state.mergeRecords("companies", company.id, twin.id);

  assert.ok(merged.id !== company.id && merged.id !== twin.id);
  for (const { id } of [company, twin]) {
    const path = `/v2/objects/companies/records/${id}`;
    assert.deepEqual(await refusal(path), [404, "not_found"]);
  }
  const { values, created_at } = await show("companies", merged.id);
  assert.equal(created_at, company.createdAt, "as old as the older one");
  assert.equal(values.name?.[0]?.value, "Acme", "the first one's single values win");
  assert.equal(values.description?.[0]?.value, "Robots");
  assert.deepEqual(values.domains?.map(({ domain }) => domain), ["acme.example", "acme.test"]);
  assert.deepEqual(
    values.team?.map((value) => value.target_record_id),
    [person.id, late.id],
  );
  for (const { id } of [person, late]) {
    assert.equal((await show("people", id)).values.company?.[0]?.target_record_id, merged.id);
  }
  assert.equal(
    (await show("deals", deal.id)).values.associated_company?.[0]?.target_record_id,
    merged.id,
  );
  const [shownEntry] = await data<{ parent_record_id: string }[]>("/v2/lists/sales/entries/query", {
    method: "POST",
    body: {},
  });
  assert.equal(shownEntry?.parent_record_id, merged.id);
  assert.equal(state.tables.lists.get("sales")!.entries.get(entry.id)?.parentRecordId, merged.id);
  assert.equal(state.tables.notes.get(note.id)?.parentRecordId, merged.id);
  assert.equal(state.tables.tasks.get(task.id)?.linked[0]?.recordId, merged.id);
  assert.equal(state.findRecord("companies", "domains", "acme.test"), merged.id);
});

Deno.test("a merge tells two events, one per original, each with the new id", () => {
  const { state, company } = world();
  const twin = state.createRecord("companies", { name: "Twin" });
  const heard: AttioEvent[] = [];
  state.onEvent((event) => heard.push(event));
  const merged = state.mergeRecords("companies", company.id, twin.id);
  assert.deepEqual(
    heard.map((event) => [event.event_type, event.id.record_id, event.duplicate_record_id]),
    [
      ["record.merged", merged.id, company.id],
      ["record.merged", merged.id, twin.id],
    ],
  );
});

Deno.test("while a merge is under way both records answer merge_in_progress", async () => {
  const { state, refusal, find, company } = world();
  const twin = state.createRecord("companies", { name: "Twin" });
  state.startMerge("companies", company.id, twin.id);
  const path = (id: string) => `/v2/objects/companies/records/${id}`;
  assert.deepEqual(await refusal(path(company.id)), [404, "merge_in_progress"]);
  assert.deepEqual(await refusal(path(twin.id)), [404, "merge_in_progress"]);
  assert.equal((await find("companies")).length, 2);
  const merged = state.mergeRecords("companies", company.id, twin.id);
  assert.deepEqual(await refusal(path(company.id)), [404, "not_found"]);
  assert.deepEqual(await find("companies"), [merged.id]);
  assert.deepEqual([company, twin].map(({ id }) => state.isMerging(id)), [false, false]);
});

Deno.test("archived attributes are in no row, and listed only when asked for", async () => {
  const { state, data, show, deal } = world();
  state.createAttribute("objects", "deals", { slug: "seats", title: "Seats", type: "number" });
  state.updateRecord("deals", deal.id, { seats: 3 });
  assert.equal((await show("deals", deal.id)).values.seats?.[0]?.value, 3);
  state.archiveAttribute("objects", "deals", "seats");
  assert.equal("seats" in (await show("deals", deal.id)).values, false);
  const listed = async (query: string) =>
    (await data<{ api_slug: string }[]>(`/v2/objects/deals/attributes${query}`))
      .some(({ api_slug }) => api_slug === "seats");
  assert.equal(await listed(""), false);
  assert.equal(await listed("?show_archived=true"), true);
});
