import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { makeConnection, makeRun } from "../../tests/support/engine_run.ts";
import { testOnStores } from "../../tests/support/scratch_stores.ts";
import type { ConnectorName } from "./connector.ts";
import { runPage } from "./engine.ts";
import { failingRows } from "./failing_rows.ts";
import { connectorNamed, CONNECTORS } from "./registry.ts";

/** Columns that every stream's table has: what the shared parts of the sync read and write. */
const SHARED = [
  ...["account_scope_id", "connection_id", "external_id", "data", "content_hash"],
  ...["seen_at", "deleted_at", "deleted_reason"],
];

Deno.test("every connector has a name of its own", () => {
  const names = CONNECTORS.map(({ name }) => name);
  equal(new Set(names).size, names.length);
  for (const name of names) equal(connectorNamed(name).name, name);
  throws(() => connectorNamed("myspace" as ConnectorName), /myspace/);
});

for (const { name, streams, bindings, configure } of CONNECTORS) {
  Deno.test(`${name} declares its streams, and is not configured by empty settings`, () => {
    equal(configure({}), null);
    ok(bindings.kinds.length > 0);
    ok(Object.keys(streams).length > 0);
    for (const [stream, traits] of Object.entries(streams)) {
      ok(traits.primaryKey !== "", stream);
      ok(traits.pageSize === null || traits.pageSize > 0, stream);
      throws(() => traits.decode({}), `${stream} decodes anything`);
      throws(() => traits.decode(null), `${stream} decodes nothing`);
    }
  });
}

testOnStores("registry", {
  async "every stream's table has the columns that all streams share, by connection and id"(
    { sql },
  ) {
    for (const { name, streams } of CONNECTORS) {
      for (const { table } of Object.values(streams)) {
        const columns = await sql<{ column_name: string }[]>`
          select column_name from information_schema.columns where table_name = ${table}`;
        const present = columns.map((row) => row.column_name);
        deepEqual(SHARED.filter((column) => !present.includes(column)), [], `${name}: ${table}`);
      }
    }
  },

  async "failing rows are told apart by whether they are here in an older version"(stores) {
    const connectionId = await makeConnection(stores);
    const run = await makeRun(stores, connectionId);
    const { sql, accountScopeId } = stores;
    for (const [id, deleted] of [["1", null], ["2", new Date()]] as const) {
      await sql`
        insert into chatwoot_labels (account_scope_id, connection_id, external_id, title, data,
          content_hash, seen_at, deleted_at, deleted_reason)
        values (${accountScopeId}, ${connectionId}, ${id}, 'x', '{}', '\\x00', now(), ${deleted},
          ${deleted && "deleted"})`;
    }
    await runPage(run, {
      ...{ records: 0, done: null, total: null, position: null, decoded: new Map() },
      rejected: ["1", "2", "3"].map((external_id) => ({
        ...{ stream: "labels", external_id, message: "title: missing", payload: null },
      })),
      write: () => Promise.resolve({ upserted: 0, tombstoned: 0 }),
    });
    const { streams } = connectorNamed("chatwoot");
    const failing = await failingRows(sql, connectionId, streams);
    deepEqual([...failing], [["labels", { missing: ["2", "3"], stale: ["1"] }]]);
    await sql`update error_queue set status = 'dismissed', dismiss_reason = 'x' where external_id = '3'`;
    await sql`update error_queue set status = 'resolved' where external_id = '1'`;
    deepEqual([...await failingRows(sql, connectionId, streams)], [
      ["labels", { missing: ["2", "3"], stale: [] }],
    ]);
  },
});
