import { deepEqual, equal, notEqual, throws } from "node:assert/strict";
import { z } from "zod";
import { decodeEntry, decodeList, decodeMember, decodeNote, decodeTask } from "./decode_others.ts";
import { decodeCompany, decodeDeal, decodePerson } from "./decode_records.ts";
import { attioStreams, type StreamName } from "./streams.ts";

const CREATED = "2026-03-01T10:00:00.000000123Z";
const actor = { type: "workspace-member", id: "m1" };
const value = (shape: Record<string, unknown>, from = CREATED) => [{
  active_from: from,
  active_until: null,
  created_by_actor: actor,
  ...shape,
}];
const record = (id: string, values: Record<string, unknown> | null) => ({
  id: { workspace_id: "w", object_id: "o", record_id: id },
  created_at: CREATED,
  web_url: `https://app.attio.com/agency/x/${id}`,
  values,
});

const company = record("c1", {
  name: value({ value: "Acme" }),
  domains: value({ domain: "acme.example", root_domain: "acme.example" }),
  description: [],
  last_interaction: value({ interaction_type: "email", interacted_at: CREATED }),
  twitter_follower_count: value({ value: 7 }),
  strongest_connection_strength: value({ option: { id: {}, title: "Good" } }),
  shiny: value({ holograph: true, attribute_type: "holograph" }),
});
const person = record("p1", {
  name: value({ first_name: "Ada", last_name: "Lovelace", full_name: "Ada Lovelace" }),
  email_addresses: [
    ...value({ email_address: "ada@acme.example" }),
    ...value({ email_address: "ada@home.example" }),
  ],
  phone_numbers: value({ phone_number: "+4930123", country_code: "DE" }),
  job_title: value({ value: "Engineer" }),
  company: value({ target_object: "companies", target_record_id: "c1" }),
});
const deal = record("d1", {
  name: value({ value: "Website" }),
  stage: value({ status: { id: {}, title: "Lead" } }, "2026-03-02T10:00:00.000000000Z"),
  owner: value({ referenced_actor_type: "workspace-member", referenced_actor_id: "m1" }),
  value: value({ currency_value: "12000.5", currency_code: "EUR" }),
  associated_company: value({ target_object: "companies", target_record_id: "c1" }),
  associated_people: value({ target_object: "people", target_record_id: "p1" }),
  next_step: value({ value: "Send the offer" }),
  next_step_due: value({ value: "2026-03-09" }),
  expected_close: value({ value: "2026-04-01" }),
});
const entry = {
  id: { workspace_id: "w", list_id: "l1", entry_id: "e1" },
  parent_record_id: "c1",
  parent_object: "companies",
  created_at: CREATED,
  entry_values: { step: value({ status: { id: {}, title: "Contacted" } }) },
};
const list = {
  id: { workspace_id: "w", list_id: "l1" },
  api_slug: "clients",
  name: "Clients",
  parent_object: ["companies"],
  workspace_access: null,
  workspace_member_access: [],
  created_by_actor: actor,
  created_at: CREATED,
};
const note = {
  id: { workspace_id: "w", note_id: "n1" },
  parent_object: "deals",
  parent_record_id: "d1",
  title: "Call",
  meeting_id: null,
  content_plaintext: "They like it",
  content_markdown: "They **like** it",
  tags: [],
  created_by_actor: actor,
  created_at: CREATED,
};
const task = {
  id: { workspace_id: "w", task_id: "t1" },
  content_plaintext: "Call them",
  deadline_at: "2026-03-09",
  is_completed: true,
  linked_records: [{ target_object_id: "companies", target_record_id: "c1" }],
  assignees: [{ referenced_actor_type: "workspace-member", referenced_actor_id: "m1" }],
  created_by_actor: { type: "api-token", id: "k" },
  created_at: CREATED,
};
const member = {
  id: { workspace_id: "w", workspace_member_id: "m1" },
  first_name: "Ann",
  last_name: "Lee",
  avatar_url: null,
  email_address: "ann@agency.example",
  access_level: "admin",
  created_at: CREATED,
};

const common = { vendor_created_at: "2026-03-01T10:00:00.000000Z" };
const at = "2026-03-01T10:00:00.000000Z";
const rows: [StreamName, unknown, Record<string, unknown>][] = [
  ["companies", company, {
    ...{ external_id: "c1", name: "Acme", domains: ["acme.example"], description: null },
    ...{ web_url: "https://app.attio.com/agency/x/c1", vendor_updated_at: at },
  }],
  ["people", person, {
    ...{ external_id: "p1", name: "Ada Lovelace", first_name: "Ada", last_name: "Lovelace" },
    ...{ emails: ["ada@acme.example", "ada@home.example"], phones: ["+4930123"] },
    ...{ job_title: "Engineer", company_external_id: "c1" },
    ...{ web_url: "https://app.attio.com/agency/x/p1", vendor_updated_at: at },
  }],
  ["deals", deal, {
    ...{ external_id: "d1", name: "Website", stage: "Lead" },
    ...{ stage_since: "2026-03-02T10:00:00.000000Z", value: "12000.5", currency: "EUR" },
    ...{ owner_external_id: "m1", company_external_id: "c1", person_external_ids: ["p1"] },
    ...{ next_step: "Send the offer", next_step_due: "2026-03-09", expected_close: "2026-04-01" },
    web_url: "https://app.attio.com/agency/x/d1",
    vendor_updated_at: "2026-03-02T10:00:00.000000Z",
  }],
  ["entries", entry, {
    ...{ external_id: "e1", list_external_id: "l1", parent_object: "companies" },
    ...{ parent_record_external_id: "c1", vendor_updated_at: at },
  }],
  ["lists", list, {
    ...{ external_id: "l1", slug: "clients", name: "Clients", parent_objects: ["companies"] },
    vendor_updated_at: null,
  }],
  ["notes", note, {
    ...{ external_id: "n1", parent_object: "deals", parent_record_external_id: "d1" },
    ...{ title: "Call", content: "They like it", author_external_id: "m1" },
    vendor_updated_at: null,
  }],
  ["tasks", task, {
    ...{ external_id: "t1", content: "Call them", deadline_at: "2026-03-09T00:00:00.000000Z" },
    ...{ completed: true, completed_at: null, linked_record_external_ids: ["c1"] },
    ...{ assignee_external_ids: ["m1"], author_external_id: null, vendor_updated_at: null },
  }],
  ["workspace_members", member, {
    ...{ external_id: "m1", name: "Ann Lee", email: "ann@agency.example", access_level: "admin" },
    vendor_updated_at: null,
  }],
];
for (const [stream, raw, wanted] of rows) {
  Deno.test(`a row of ${stream} is decoded, with all of it kept`, () => {
    const { data, content_hash, ...row } = attioStreams[stream].decode(raw);
    deepEqual(row, { ...common, ...wanted });
    deepEqual(data, raw);
    equal(/^\\x[0-9a-f]{64}$/.test(content_hash), true);
  });
}

/** A row with one field changed, which its decoder is to refuse, naming it. */
const refusals: [string, (raw: unknown) => unknown, unknown, string][] = [
  ["a company without an id", decodeCompany, { ...company, id: {} }, "id.record_id"],
  ["a company without a time", decodeCompany, { ...company, created_at: "x" }, "created_at"],
  [
    "a name that is no list",
    decodeCompany,
    record("c", { name: { value: "Acme" } }),
    "values.name",
  ],
  ["a name of a number", decodeCompany, record("c", { name: value({ value: 7 }) }), "values.name"],
  [
    "an e-mail address without one",
    decodePerson,
    record("p", { email_addresses: value({ value: "x" }) }),
    "values.email_addresses",
  ],
  [
    "money in words",
    decodeDeal,
    record("d", { value: value({ currency_value: "much" }) }),
    "values.value",
  ],
  ["an entry of no record", decodeEntry, { ...entry, parent_record_id: null }, "parent_record_id"],
  ["values that are no lists", decodeEntry, { ...entry, entry_values: { a: 1 } }, "entry_values.a"],
  ["a list of nothing", decodeList, { ...list, parent_object: 7 }, "parent_object"],
  ["a note without a title", decodeNote, { ...note, title: null }, "title"],
  ["a task that may be done", decodeTask, { ...task, is_completed: "yes" }, "is_completed"],
  [
    "a member without an address",
    decodeMember,
    { ...member, email_address: null },
    "email_address",
  ],
];
for (const [name, decode, raw, path] of refusals) {
  Deno.test(`refused: ${name}`, () => {
    throws(() => decode(raw), (error: unknown) => {
      if (!(error instanceof z.ZodError)) return false;
      return error.issues.some((issue) => issue.path.join(".").startsWith(path));
    });
  });
}

Deno.test("what live replies leave out is nothing", () => {
  const bare = decodeDeal(record("d", null));
  deepEqual([bare.name, bare.stage, bare.value, bare.person_external_ids], [null, null, null, []]);
  equal(decodeEntry({ ...entry, entry_values: null }).vendor_updated_at, null);
  equal(decodeTask({ ...task, completed_at: "2026-03-03T10:00:00Z" }).completed_at?.length, 27);
  deepEqual(decodeList({ ...list, parent_object: "people" }).parent_objects, ["people"]);
  equal(decodeMember({ ...member, first_name: null, last_name: "" }).name, "ann@agency.example");
});

Deno.test("a customary attribute of another shape is passed over for the next", () => {
  const { next_step, expected_close } = decodeDeal(record("d", {
    next_step: value({ value: 7 }),
    next_steps: value({ option: { id: {}, title: "Call" } }),
    expected_close: [],
    close_date: value({ value: "2026-05-05T10:00:00Z" }),
  }));
  deepEqual([next_step, expected_close], ["Call", "2026-05-05"]);
});

const hashOf = (raw: unknown, passing?: Set<string>) => decodeCompany(raw, passing).content_hash;
const changed = (values: Record<string, unknown>) => ({
  ...company,
  values: { ...company.values, ...values },
});

Deno.test("a cleared value changes the hash, and does not move the time for showing", () => {
  const cleared = decodeCompany(changed({ name: [] }));
  notEqual(cleared.content_hash, hashOf(company));
  equal(cleared.vendor_updated_at, at);
});

Deno.test("what changes by itself makes no change", () => {
  const later = "2026-03-05T10:00:00Z";
  const by = {
    last_interaction: value({ interaction_type: "call", interacted_at: later }, later),
    twitter_follower_count: value({ value: 8 }, later),
  };
  equal(hashOf(changed(by)), hashOf(company));
  equal(decodeCompany(changed(by)).vendor_updated_at, at);
  const strength = { strongest_connection_strength: value({ option: { id: {}, title: "Weak" } }) };
  notEqual(hashOf(changed(strength)), hashOf(company));
  const passing = new Set(["strongest_connection_strength"]);
  equal(hashOf(changed(strength), passing), hashOf(company, passing));
});

Deno.test("what is read out of a passing attribute still makes a change", () => {
  const passing = new Set(["description"]);
  const described = changed({ description: value({ value: "Makes things" }) });
  notEqual(hashOf(described, passing), hashOf(company, passing));
});

Deno.test("a value of a kind nobody knows makes a change, and is kept", () => {
  notEqual(hashOf(changed({ shiny: value({ holograph: false }) })), hashOf(company));
});

Deno.test("text that no database stores is kept without those characters", () => {
  const odd = changed({ name: value({ value: "A\u0000c\ud83dme \\u0000" }) });
  const row = decodeCompany(odd);
  equal(row.name, "Ac\ufffdme \\u0000");
  const stored = JSON.stringify(row.data);
  equal(/[^\\]\\u0000|\\ud83d/.test(stored), false);
});
