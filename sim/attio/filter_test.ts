import assert from "node:assert/strict";
import { attioWorkspace } from "../../tests/support/attio_workspace.ts";

/** Five deals of three companies, and people, to be found by every kind of attribute. */
function world() {
  const workspace = attioWorkspace();
  const { state, clock, member, find } = workspace;
  const other = state.createMember({
    firstName: "Bo",
    lastName: "Ek",
    email: "bo@agency.example",
    accessLevel: "member",
  });
  state.createAttribute("objects", "deals", { slug: "fit", title: "Fit", type: "rating" });
  state.createAttribute("objects", "deals", { slug: "due", title: "Due", type: "date" });
  state.createAttribute("objects", "deals", { slug: "signed", title: "S", type: "checkbox" });
  state.createAttribute("objects", "deals", { slug: "asked", title: "A", type: "timestamp" });
  state.createAttribute("objects", "deals", {
    slug: "kinds",
    title: "Kinds",
    type: "select",
    multiselect: true,
    choices: ["Web", "App", "Care"],
  });
  const acme = state.createRecord("companies", { name: "Acme", domains: ["acme.example"] });
  const veter = state.createRecord("companies", {
    name: "Северный Ветер",
    domains: ["veter.example"],
  });
  const ada = state.createRecord("people", {
    name: "Ada King",
    email_addresses: ["ada@Acme.example", "ada@home.example"],
    phone_numbers: ["+49 30 1234567"],
    company: acme.id,
  });
  const anna = state.createRecord("people", { name: "Анна Фролова", company: veter.id });
  const names: Record<string, string> = {};
  const deal = (name: string, values: Record<string, unknown>) => {
    clock.at += 1000;
    names[
      state.createRecord("deals", { name, stage: "Lead", owner: member.id, ...values }).id
    ] = name;
  };
  deal("one", { value: 1000, associated_company: acme.id, fit: 5, kinds: ["Web", "App"] });
  deal("two", { value: 2000, associated_company: veter.id, due: "2026-04-01", signed: true });
  deal("three", { stage: "Won 🎉", owner: other.id, asked: "2026-03-01T10:00:00Z" });
  deal("four", { stage: "Lost", value: 500, associated_people: [ada.id, anna.id], kinds: "Care" });
  deal("Five and a half", { value: { currency_value: 2000.5, currency_code: "USD" } });
  return {
    ...workspace,
    acme,
    ada,
    anna,
    member,
    async deals(filter: unknown) {
      return (await find("deals", { filter })).map((id) => names[id]);
    },
  };
}

Deno.test("filters find what they say", async (t) => {
  const { deals, acme, ada, member, state } = world();
  const lead = state.tables.objects.get("deals")!.attributes.get("stage")!.choices[0]!;
  const all = ["one", "two", "three", "four", "Five and a half"];
  const cases: [filter: unknown, wanted: string[]][] = [
    [{}, all],
    [{ name: "two" }, ["two"]],
    [{ name: { $eq: "two" } }, ["two"]],
    [{ name: { value: { $eq: "two" } } }, ["two"]],
    [{ name: { $eq: "TWO" } }, []],
    [{ name: { $contains: "AND" } }, ["Five and a half"]],
    [{ name: { $starts_with: "t" } }, ["two", "three"]],
    [{ name: { $ends_with: "e" } }, ["one", "three"]],
    [{ name: { $in: ["one", "four", "none"] } }, ["one", "four"]],
    [{ name: { $starts_with: "t", $ends_with: "o" } }, ["two"]],
    [{ value: { $gt: 1000 } }, ["two", "Five and a half"]],
    [{ value: { $gte: 1000, $lt: 2000.5 } }, ["one", "two"]],
    [{ value: { currency_value: { $lte: 500 } } }, ["four"]],
    [{ value: { currency_code: "USD" } }, ["Five and a half"]],
    [{ value: { $not_empty: true } }, ["one", "two", "four", "Five and a half"]],
    [{ $not: { value: { $not_empty: true } } }, ["three"]],
    [{ value: { $not_empty: false } }, ["three"]],
    [{ stage: "Lead" }, ["one", "two", "Five and a half"]],
    [{ stage: { status: { $in: ["Won 🎉", "Lost"] } } }, ["three", "four"]],
    [{ stage: { $eq: lead.id } }, ["one", "two", "Five and a half"]],
    [{ kinds: "App" }, ["one"]],
    [{ kinds: { $in: ["App", "Care"] } }, ["one", "four"]],
    [{ owner: member.id }, ["one", "two", "four", "Five and a half"]],
    [{ owner: { referenced_actor_type: "api-token" } }, []],
    [{ fit: { $gte: 5 } }, ["one"]],
    [{ due: { $lt: "2026-04-02" } }, ["two"]],
    [{ signed: true }, ["two"]],
    [{ asked: { $lt: "2026-03-01T10:00:00.000000001Z" } }, ["three"]],
    [{ asked: { $lt: "2026-03-01T10:00Z" } }, []],
    [{ associated_company: acme.id }, ["one"]],
    [{ associated_company: { target_record_id: acme.id, target_object: "companies" } }, ["one"]],
    [{ associated_people: { $in: [ada.id] } }, ["four"]],
    [{ stage: "Lead", value: { $lte: 1500 } }, ["one"]],
    [{ $and: [{ stage: "Lead" }, { value: { $gt: 1500 } }] }, ["two", "Five and a half"]],
    [{ $or: [{ name: "one" }, { stage: "Lost" }] }, ["one", "four"]],
    [{ $not: { $or: [{ name: "one" }, { stage: "Lead" }] } }, ["three", "four"]],
    [{ $or: [{ created_at: { $lt: "2020-01-01T00:00:00Z" } }, { name: "one" }] }, ["one"]],
    [{
      path: [["deals", "associated_company"], ["companies", "domains"]],
      constraints: { root_domain: "veter.example" },
    }, ["two"]],
    [{
      path: [["deals", "associated_people"], ["people", "company"], ["companies", "name"]],
      constraints: { $contains: "ветер" },
    }, ["four"]],
  ];
  for (const [filter, wanted] of cases) {
    await t.step(JSON.stringify(filter), async () => assert.deepEqual(await deals(filter), wanted));
  }
});

Deno.test("people are found by the parts of names, addresses and numbers", async (t) => {
  const { find, ada, anna } = world();
  const cases: [filter: unknown, wanted: string[]][] = [
    [{ name: "Ada King" }, [ada.id]],
    [{ name: { first_name: "Анна" } }, [anna.id]],
    [{ name: { last_name: { $starts_with: "К" } } }, []],
    [{ email_addresses: "ADA@acme.example" }, [ada.id]],
    [{ email_addresses: { email_domain: "home.example" } }, [ada.id]],
    [{ email_addresses: { email_address: { $ends_with: "@acme.example" } } }, [ada.id]],
    [{ phone_numbers: "+49301234567" }, [ada.id]],
    [{ record_id: { $in: [anna.id] } }, [anna.id]],
    [{ job_title: { $not_empty: true } }, []],
  ];
  for (const [filter, wanted] of cases) {
    await t.step(
      JSON.stringify(filter),
      async () => assert.deepEqual(await find("people", { filter }), wanted),
    );
  }
});

Deno.test("filters and sorts that cannot be read are refused with filter_error", async (t) => {
  const { refusal } = world();
  const queries: Record<string, unknown>[] = [
    { filter: { unknown: 1 } },
    { filter: { name: { $ne: "x" } } },
    { filter: { name: { $gt: "x" } } },
    { filter: { value: { $contains: "1" } } },
    { filter: { value: "1000" } },
    { filter: { stage: { $contains: "Le" } } },
    { filter: { created_at: { $gte: "2026-03-01" } } },
    { filter: { created_at: { $gte: 1_795_000_000 } } },
    { filter: { asked: "yesterday" } },
    { filter: { $and: { name: "x" } } },
    { filter: { $nor: [] } },
    { filter: { name: { $in: "x" } } },
    { filter: { name: { surname: "x" } } },
    { filter: { path: [["deals", "name"], ["people", "name"]], constraints: {} } },
    { sorts: [{ attribute: "unknown", direction: "asc" }] },
    { filter_view_id: "00000000-0000-4000-8000-000000000000" },
  ];
  for (const body of queries) {
    await t.step(JSON.stringify(body), async () => {
      const answer = await refusal("/v2/objects/deals/records/query", { method: "POST", body });
      assert.deepEqual(answer, [400, "filter_error"]);
    });
  }
});

Deno.test("entries are found by their own values and through their parent record", async () => {
  const { state, data, acme } = world();
  state.createList({ slug: "sales", name: "Sales", parentObject: "companies" });
  state.createAttribute("lists", "sales", { slug: "step", title: "Step", type: "text" });
  const entry = state.createEntry("sales", acme.id, { step: "call" });
  state.createEntry("sales", state.createRecord("companies", { name: "Other" }).id);
  const found = async (filter: unknown) =>
    (await data<{ id: { entry_id: string } }[]>("/v2/lists/sales/entries/query", {
      method: "POST",
      body: { filter },
    })).map(({ id }) => id.entry_id);
  assert.deepEqual(await found({ step: "call" }), [entry.id]);
  assert.deepEqual(await found({ parent_record: acme.id }), [entry.id]);
  assert.deepEqual(
    await found({
      path: [["sales", "parent_record"], ["companies", "name"]],
      constraints: { $eq: "Acme" },
    }),
    [entry.id],
  );
  assert.equal((await found({})).length, 2);
});
