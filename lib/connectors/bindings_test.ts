import { deepEqual, equal } from "node:assert/strict";
import type { Sql, TransactionSql } from "../platform/mod.ts";
import { waitUntil } from "../../ops/services/process.ts";
import { makeConnection, makeRun } from "../../tests/support/engine_run.ts";
import { makeProject } from "../../tests/support/sync_world.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { createBinding } from "./bindings.ts";
import { commit } from "./engine.ts";

/** Whether somebody waits for a lock of this database. */
const lockAwaited = (sql: Sql) =>
  waitUntil(async () =>
    (await sql`
      select 1 from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`).length > 0, 5000);

async function world(stores: Stores) {
  const connectionId = await makeConnection(stores);
  const run = await makeRun(stores, connectionId);
  const { sql, accountScopeId } = stores;
  const project = await makeProject(sql, accountScopeId, "client");
  const binding = {
    ...{ connection_id: connectionId, project_id: project },
    ...{ kind: "account" as const, external_id: "*" },
  };
  const bindIn = (tx: TransactionSql) => createBinding(tx, accountScopeId, binding);
  const bind = () => sql.begin(bindIn);
  const insert = (tx: TransactionSql, id: string) =>
    tx`
      insert into chatwoot_conversations (project_id, account_scope_id, connection_id, external_id,
        inbox_external_id, status, vendor_created_at, last_activity_at, data, content_hash,
        vendor_updated_at, seen_at)
      select chatwoot_project_of(${connectionId}, ${accountScopeId}, '{}', '1', null), ${accountScopeId},
        ${connectionId}, ${id}, '1', 'open', now(), now(), '{}', '\\x00', now(), now()`;
  const projects = async () =>
    (await sql`
      select c.external_id, p.slug from chatwoot_conversations c join projects p on p.id = c.project_id
      where c.connection_id = ${connectionId} order by 1`).map((
      row,
    ) => [row.external_id, row.slug]);
  return { run, bind, bindIn, insert, projects };
}

testOnStores("bindings", {
  async "a new binding waits for the page being committed, and moves its rows too"(stores) {
    const { run, bind, insert, projects } = await world(stores);
    let binding: ReturnType<typeof bind> | undefined;
    await commit(run, async (tx) => {
      await insert(tx, "1");
      binding = bind();
      equal(await lockAwaited(stores.sql), true, "the binding did not wait for the page");
    });
    equal((await binding)!.moved, 1);
    deepEqual(await projects(), [["1", "client"]]);
  },

  async "a page waits for the binding being made, and puts its rows where that says"(stores) {
    const { run, bindIn, insert, projects } = await world(stores);
    let page: Promise<unknown> | undefined;
    await stores.sql.begin(async (tx) => {
      await bindIn(tx);
      page = commit(run, (tx) => insert(tx, "2"));
      equal(await lockAwaited(stores.sql), true, "the page did not wait for the binding");
    });
    await page;
    deepEqual(await projects(), [["2", "client"]]);
  },
});
