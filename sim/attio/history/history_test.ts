import assert from "node:assert/strict";
import { attioWorkspace, start } from "../../../tests/support/attio_workspace.ts";
import { fillWithHistory } from "../../chatwoot/history.ts";
import { createState as createChatwoot } from "../../chatwoot/state.ts";
import { seededRandom } from "../../random.ts";
import { crmCounts } from "../counts.ts";
import { millisecondsOf } from "../stamp.ts";
import type { Row } from "../tables.ts";
import { fillWithManyRecords } from "./bulk.ts";
import { prospects } from "./deal_plans.ts";
import { dripSales } from "./drip.ts";
import { fillWithAttioHistory } from "./history.ts";

const day = 86_400_000;

function history(seed = 1) {
  const world = attioWorkspace();
  world.state.tables.members.clear();
  fillWithAttioHistory(world.state, { seed, token: "owner" });
  const rows = (object: string) => [...world.state.tables.objects.get(object)!.records.values()];
  return { ...world, rows };
}

const data = (row: Row, slug: string) => row.values[slug]?.[0]?.data;
const emails = (rows: Row[]) =>
  new Set(
    rows.flatMap((row) =>
      row.values.email_addresses?.map((value) => String(value.data.email_address)) ?? []
    ),
  );

Deno.test("the history sells to the clients that support knows, and to others", () => {
  const { rows } = history();
  const chatwoot = createChatwoot({ accountId: 1, clock: { now: () => start } });
  fillWithHistory(chatwoot, { seed: 1, token: "owner" });
  const contacts = [...chatwoot.tables.contacts.values()];
  const domains = new Set(contacts.flatMap(({ email }) => email?.split("@")[1] ?? []));
  const ours = rows("companies").flatMap((row) => String(data(row, "domains")?.domain));
  assert.equal(domains.size, 8);
  for (const domain of domains) assert.ok(ours.includes(domain), domain);
  assert.equal(ours.length, 8 + prospects.length);
});

Deno.test("people match those of support by address, by phone alone, by name alone, or not", () => {
  for (const seed of [1, 2, 3]) {
    const { rows } = history(seed);
    const chatwoot = createChatwoot({ accountId: 1, clock: { now: () => start } });
    fillWithHistory(chatwoot, { seed, token: "owner" });
    const contacts = [...chatwoot.tables.contacts.values()];
    const people = rows("people");
    const known = emails(people);
    const byEmail = contacts.filter(({ email }) => email !== null && known.has(email));
    const phones = new Set(
      people.flatMap((row) => String(data(row, "phone_numbers")?.phone_number)),
    );
    const byPhone = contacts.filter(({ email, phoneNumber }) =>
      (email === null || !known.has(email)) && phoneNumber !== null && phones.has(phoneNumber)
    );
    const share = byEmail.length / contacts.length;
    assert.ok(share > 0.3 && share < 0.8, `${share} by address`);
    assert.ok(byPhone.length > 0, "some by phone only");
    assert.ok([...known].some((email) => email.endsWith("@gmail.com")), "some private addresses");
    assert.ok(people.some((row) => /^[А-ЯЁ]/.test(String(data(row, "name")?.full_name))));
    const namesakes = people.filter((row) =>
      contacts.some(({ name }) => name === data(row, "name")?.full_name) &&
      String(data(row, "email_addresses")?.email_local_specifier) === "office"
    );
    assert.ok(namesakes.length > 0, "and namesakes elsewhere");
  }
});

Deno.test("deals are won, open and lost, with stages since, next steps and without", () => {
  const { state, rows } = history();
  const { deals } = crmCounts(state);
  for (const stage of ["Won 🎉", "Proposal", "Negotiation", "Qualified", "Lost"]) {
    assert.ok((deals[stage]?.count ?? 0) > 0, stage);
  }
  assert.equal(deals["Won 🎉"]?.count, 8, "one for each client");
  assert.ok(deals["Won 🎉"].value.EUR! > 100_000);
  const stages = state.tables.objects.get("deals")!.attributes.get("stage")!.choices;
  const title = (row: Row) => stages.find(({ id }) => id === data(row, "stage")?.status)!.title;
  const open = rows("deals").filter((row) => !["Won 🎉", "Lost"].includes(title(row)));
  assert.ok(open.some((row) => data(row, "next_step") === undefined));
  assert.ok(open.some((row) => String(data(row, "next_step_due")?.value) < "2026-02-20"));
  assert.ok(rows("deals").some((row) => title(row) === "Won 🎉" && row.values.next_step));
  const [won] = rows("deals").filter((row) => title(row) === "Won 🎉");
  assert.deepEqual(
    won!.past!.stage!.map(({ data }) => stages.find(({ id }) => id === data.status)!.title),
    ["Lead", "Qualified", "Proposal", "Negotiation"],
  );
  for (const row of rows("deals")) {
    const times = [...row.past?.stage ?? [], ...row.values.stage!].map((value) => value.activeFrom);
    assert.deepEqual(times, times.toSorted(), "a course goes forward");
  }
});

Deno.test("it is ninety days long, in two languages, and nothing is in the future", () => {
  const { state, rows } = history();
  const stamps = ["people", "companies", "deals"].flatMap((object) =>
    rows(object).flatMap((row) => [
      row.createdAt,
      ...Object.values(row.values).flat().map((value) => value.activeFrom),
    ])
  );
  const times = [
    ...stamps,
    ...[...state.tables.notes.values(), ...state.tables.tasks.values()].map((row) => row.createdAt),
  ].map(millisecondsOf);
  assert.ok(Math.min(...times) <= start - 89 * day);
  assert.ok(Math.max(...times) <= start);
  const texts = [...state.tables.notes.values()].flatMap(({ title, content }) => [title, content])
    .concat([...state.tables.tasks.values()].map(({ content }) => content));
  const russian = texts.filter((text) => /[а-яё]/i.test(text)).length / texts.length;
  assert.ok(russian > 0.2 && russian < 0.7, `${russian}`);
  assert.ok(!texts.some((text) => /\{[cpx]\}|undefined/.test(text)), "no blanks left");
});

Deno.test("notes, tasks and lists are there to be worked with", () => {
  const { state } = history();
  const counts = crmCounts(state);
  assert.ok(counts.notes > 50 && counts.notes > 50, `${counts.notes} notes: more than one page`);
  assert.ok(counts.openTasks > 5 && counts.openTasks < counts.tasks);
  assert.deepEqual(counts.entries, { client_care: 8, new_business: prospects.length });
  assert.equal(counts.members, 4);
});

Deno.test("the same seed gives the same workspace, another seed another", () => {
  const shown = (seed: number) => JSON.stringify(history(seed).rows("deals"));
  assert.equal(shown(1), shown(1));
  assert.notEqual(shown(1), shown(2));
});

Deno.test("the token given may read it all", async () => {
  const { find, rows } = history();
  assert.equal((await find("people", {}, "owner")).length, rows("people").length);
});

Deno.test("a drip changes one thing, and goes on doing so", () => {
  const { state } = history();
  const random = seededRandom(3);
  const told: string[] = [];
  state.onEvent(({ event_type }) => told.push(event_type));
  for (let count = 1; count <= 40; count++) {
    dripSales(state, random);
    assert.equal(told.length, count);
  }
  assert.deepEqual(
    new Set(told),
    new Set(["record.updated", "note.created", "task.created"]),
  );
});

Deno.test("many records: as many as asked for, an import of one instant among them", async () => {
  const { state, find } = attioWorkspace();
  const options = { seed: 1, token: "bulk", people: 6000, notes: 30, tasks: 20 };
  fillWithManyRecords(state, options);
  const counts = crmCounts(state);
  assert.deepEqual(counts.records, { people: 6000, companies: 600, deals: 300 });
  assert.deepEqual([counts.notes, counts.tasks, counts.openTasks], [30, 20, 10]);
  const instants = new Map<string, number>();
  for (const { createdAt } of state.tables.objects.get("people")!.records.values()) {
    instants.set(createdAt, (instants.get(createdAt) ?? 0) + 1);
  }
  assert.ok(Math.max(...instants.values()) >= 600);
  assert.equal((await find("people", {}, "bulk")).length, 500);
});
