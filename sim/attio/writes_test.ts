import assert from "node:assert/strict";
import { attioWorkspace } from "../../tests/support/attio_workspace.ts";

interface Row {
  id: { record_id: string; entry_id: string };
  values: Record<string, Record<string, unknown>[]>;
  entry_values: Record<string, Record<string, unknown>[]>;
}
type Method = "POST" | "PUT" | "PATCH";

function world() {
  const workspace = attioWorkspace();
  const { state, data, refusal } = workspace;
  const company = state.createRecord("companies", {
    name: "Acme",
    domains: ["acme.example"],
    categories: ["B2B"],
  });
  state.createList({ slug: "sales", name: "Sales", parentObject: "companies" });
  state.createAttribute("lists", "sales", { slug: "step", title: "Step", type: "text" });
  const init = (method: Method, data: unknown) => ({ method, body: { data } });
  return {
    ...workspace,
    company,
    companies: () => state.tables.objects.get("companies")!.records,
    write: (method: Method, path: string, sent: unknown) => data<Row>(path, init(method, sent)),
    refused: (method: Method, path: string, sent: unknown) => refusal(path, init(method, sent)),
  };
}

const titles = (row: Row) =>
  row.values.categories?.map(({ option }) => (option as { title: string }).title);

Deno.test("a record made through the API is its token's, under ids or slugs of attributes", async () => {
  const { state, write, companies } = world();
  const name = state.tables.objects.get("companies")!.attributes.get("name")!;
  const row = await write("POST", "/v2/objects/companies/records", {
    values: { [name.id]: [{ value: "New" }], domains: "new.example" },
  });
  const stored = companies().get(row.id.record_id)!;
  const tokenId = state.tables.tokens.get("full")!.id;
  assert.deepEqual(stored.createdBy, { type: "api-token", id: tokenId });
  assert.equal(row.values.name?.[0]?.value, "New");
  assert.deepEqual(row.values.name?.[0]?.created_by_actor, { type: "api-token", id: tokenId });
});

Deno.test("PATCH adds to lists of values, PUT puts them in their place", async () => {
  const { write, company } = world();
  const path = `/v2/objects/companies/records/${company.id}`;
  const patched = await write("PATCH", path, { values: { categories: ["SAAS", "B2B"] } });
  assert.deepEqual(titles(patched), ["SAAS", "B2B"], "in front of what was there");
  const none = await write("PATCH", path, { values: { categories: [], name: "Acme 2" } });
  assert.deepEqual(titles(none), ["SAAS", "B2B"]);
  assert.equal(none.values.name?.[0]?.value, "Acme 2");
  const put = await write("PUT", path, { values: { categories: ["B2C"] } });
  assert.deepEqual(titles(put), ["B2C"]);
  assert.equal(put.values.name?.[0]?.value, "Acme 2", "what is not sent stays");
  assert.deepEqual(titles(await write("PUT", path, { values: { categories: null } })), []);
});

Deno.test("an assertion updates the record with the value, or makes one", async () => {
  const { write, refused, companies, company } = world();
  const path = "/v2/objects/companies/records?matching_attribute=domains";
  const found = await write("PUT", path, {
    values: { domains: ["ACME.example", "acme.test"], name: "Acme!", categories: ["SAAS"] },
  });
  assert.equal(found.id.record_id, company.id);
  assert.equal(found.values.name?.[0]?.value, "Acme!");
  assert.deepEqual(
    found.values.domains?.map(({ domain }) => domain).sort(),
    ["acme.example", "acme.test"],
  );
  assert.deepEqual(titles(found), ["SAAS"], "other lists are replaced");
  const again = await write("PUT", path, { values: { domains: ["acme.test"] } });
  assert.equal(again.id.record_id, company.id);
  assert.equal(again.values.domains?.length, 2, "the matching one keeps what it has");
  const made = await write("PUT", path, { values: { domains: ["new.example"], name: "New" } });
  assert.notEqual(made.id.record_id, company.id);
  assert.equal(companies().size, 2);

  const both = { values: { domains: ["acme.example", "new.example"] } };
  assert.deepEqual(await refused("PUT", path, both), [400, "multiple_match_results"]);
  for (const attribute of ["name", "unknown"]) {
    const wrong = `/v2/objects/companies/records?matching_attribute=${attribute}`;
    assert.deepEqual(await refused("PUT", wrong, both), [400, "value_not_found"]);
  }
  assert.deepEqual(
    await refused("PUT", "/v2/objects/companies/records", both),
    [400, "validation_type"],
  );
  assert.equal(companies().size, 2);
});

Deno.test("conflicts, unknown rows and what only Attio writes are refused", async (t) => {
  const { refused, companies, company } = world();
  const records = "/v2/objects/companies/records";
  const nobody = `${records}/00000000-0000-4000-8000-000000000000`;
  const cases: [Method, string, unknown, number, string][] = [
    ["POST", records, { values: { domains: ["acme.example"] } }, 400, "uniqueness_conflict"],
    ["POST", records, { values: { twitter_follower_count: 1 } }, 400, "validation_type"],
    ["PATCH", `${records}/${company.id}`, { values: { unknown: 1 } }, 400, "value_not_found"],
    ["PATCH", nobody, { values: { name: "x" } }, 404, "not_found"],
    ["POST", records, { name: "x" }, 400, "validation_type"],
  ];
  for (const [method, path, sent, status, code] of cases) {
    await t.step(`${method} ${path} ${JSON.stringify(sent)}`, async () => {
      assert.deepEqual(await refused(method, path, sent), [status, code]);
      assert.equal(companies().size, 1);
    });
  }
});

Deno.test("records are deleted through the API, once", async () => {
  const { ask, refusal, company, companies } = world();
  const path = `/v2/objects/companies/records/${company.id}`;
  const reply = await ask(path, { method: "DELETE" });
  assert.deepEqual([reply.status, await reply.json()], [200, {}]);
  assert.equal(companies().size, 0);
  assert.deepEqual(await refusal(path, { method: "DELETE" }), [404, "not_found"]);
});

Deno.test("entries are made, asserted and updated; a record may have several", async () => {
  const { state, write, refused, company } = world();
  const path = "/v2/lists/sales/entries";
  const parent = { parent_record_id: company.id, parent_object: "companies" };
  const made = await write("PUT", path, { ...parent, entry_values: { step: "a" } });
  const asserted = await write("PUT", path, { ...parent, entry_values: { step: "b" } });
  assert.equal(asserted.id.entry_id, made.id.entry_id);
  assert.equal(asserted.entry_values.step?.[0]?.value, "b");
  const patched = await write("PATCH", `${path}/${made.id.entry_id}`, {
    entry_values: { step: "c" },
  });
  assert.equal(patched.entry_values.step?.[0]?.value, "c");
  await write("POST", path, { ...parent, entry_values: {} });
  assert.equal(state.tables.lists.get("sales")!.entries.size, 2);
  assert.deepEqual(
    await refused("PUT", path, { ...parent, entry_values: {} }),
    [400, "multiple_match_results"],
  );
  assert.deepEqual(
    await refused("PATCH", `${path}/${made.id.entry_id}`, { ...parent, entry_values: {} }),
    [400, "immutable_value"],
  );
  const nobody = { ...parent, parent_record_id: "00000000-0000-4000-8000-000000000000" };
  assert.deepEqual(
    await refused("POST", path, { ...nobody, entry_values: {} }),
    [400, "value_not_found"],
  );
});

Deno.test("the entries of a record: 100, at most 1,000, over all lists", async () => {
  const { state, data, refusal, company } = world();
  state.createList({ slug: "care", name: "Care", parentObject: "companies" });
  const entry = state.createEntry("care", company.id);
  for (let index = 0; index < 120; index++) state.createEntry("sales", company.id);
  const path = `/v2/objects/companies/records/${company.id}/entries`;
  const listed = (query = "") => data<{ list_api_slug: string; entry_id: string }[]>(path + query);
  assert.equal((await listed()).length, 100);
  assert.equal((await listed("?limit=1000")).length, 121);
  const last = await listed("?limit=1&offset=120");
  assert.deepEqual(last.map((row) => [row.list_api_slug, row.entry_id]), [["care", entry.id]]);
  assert.deepEqual(await refusal(`${path}?limit=1001`), [400, "validation_type"]);
});
