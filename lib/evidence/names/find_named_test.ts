import { deepEqual, equal } from "node:assert/strict";
import type { Sql } from "../../platform/mod.ts";
import { makeProject, makeScope } from "../../../tests/support/sync_world.ts";
import { testOnStores } from "../../../tests/support/scratch_stores.ts";
import { findNamed } from "./find_named.ts";

async function named(sql: Sql, scope: string, kind: string, name: string): Promise<string> {
  const id = crypto.randomUUID();
  await sql`
    insert into evidence_names (account_scope_id, entity, name, terms)
    values (${scope}, ${`${kind}:${id}`}, ${name}, '{}')`;
  return id;
}

async function issue(
  sql: Sql,
  scope: string,
  projectId: string,
  identifier: string,
  title: string,
) {
  const [connection] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${scope}, 'linear', 'https://linear.example', '1')
    on conflict (account_scope_id, connector, base_url, external_account_id) do update set base_url = excluded.base_url
    returning id`;
  await sql`
    insert into evidence_documents (project_id, account_scope_id, connection_id, source, kind, source_table,
      source_id, title, url, occurred_at, identifiers, content_hash)
    values (${projectId}, ${scope}, ${connection!.id}, 'linear', 'issue', 'linear_issues',
      ${crypto.randomUUID()}, ${title}, ${`https://linear.example/${identifier}`}, now(), ${[
    identifier,
  ]}, '')`;
}

testOnStores("finding things by their names", {
  async "a part of the name is enough, in any case and alphabet; beginnings come first"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "one");
    const scope = { accountScopeId, projectIds: [project] };
    for (const name of ["Joanna Berg", "Anna Petrova", "Анна Иванова", "Bo Li"]) {
      await named(sql, accountScopeId, "person", name);
    }
    await named(sql, accountScopeId, "company", "Annapurna Ltd");
    await issue(sql, accountScopeId, project, "ENG-12", "Anna cannot log in");
    const find = async (text: string) =>
      (await findNamed(sql, scope, text, 5)).map(({ kind, name }) => `${kind} ${name}`);
    deepEqual(await find("anna"), [
      "person Anna Petrova",
      "person Joanna Berg",
      "company Annapurna Ltd",
      "issue Anna cannot log in",
    ]);
    deepEqual(await find("иван"), ["person Анна Иванова"]);
    deepEqual(await find("nobody"), []);
  },

  async "an issue is found by its short name, and leads to the vendor's page"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "one");
    await issue(sql, accountScopeId, project, "ENG-12", "Login");
    await issue(sql, accountScopeId, project, "ENG-1", "Logout");
    const [hit, ...others] = await findNamed(
      sql,
      { accountScopeId, projectIds: [project] },
      "eng-12",
      5,
    );
    deepEqual([hit?.name, hit?.identifier, hit?.url, others.length], [
      ...["Login", "ENG-12", "https://linear.example/ENG-12", 0],
    ]);
  },

  async "% and _ are characters, and each kind has a few places"(stores) {
    const { sql, accountScopeId } = stores;
    const scope = { accountScopeId, projectIds: [] };
    for (const name of ["100% Design", "1000 Designs", "a_b", "aXb"]) {
      await named(sql, accountScopeId, "company", name);
    }
    const find = async (text: string) =>
      (await findNamed(sql, scope, text, 5)).map(({ name }) => name);
    deepEqual(await find("0%"), ["100% Design"]);
    deepEqual(await find("a_"), ["a_b"]);
    for (let n = 0; n < 9; n++) await named(sql, accountScopeId, "deal", `Deal ${n}`);
    equal((await find("deal")).length, 5);
  },

  async "other scopes and other projects are never shown"(stores) {
    const { sql, accountScopeId } = stores;
    const other = await makeScope(sql, "other");
    await named(sql, other, "person", "Anna");
    const foreign = await makeProject(sql, other, "foreign");
    await issue(sql, other, foreign, "ENG-1", "Anna");
    const hidden = await makeProject(sql, accountScopeId, "hidden");
    await issue(sql, accountScopeId, hidden, "ENG-2", "Anna");
    const shown = await makeProject(sql, accountScopeId, "shown");
    for (const projectIds of [[shown], [shown, foreign]]) {
      deepEqual(await findNamed(sql, { accountScopeId, projectIds }, "anna", 5), []);
    }
  },
});
