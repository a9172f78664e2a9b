import { deepEqual, equal } from "node:assert/strict";
import { makeConnection, makeRun } from "../../tests/support/engine_run.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { sweep, type SweptKind, tooManySuspects } from "./sweep.ts";
import { tombstoneAbsent, type TombstoneReason, tombstoneRows } from "./tombstones.ts";

for (
  const [suspects, live, refused] of [
    [0, 0, false],
    [10, 10, false],
    [11, 11, true],
    [11, 219, true],
    [11, 220, false],
    [50, 1000, false],
    [51, 1000, true],
  ] as const
) {
  Deno.test(`${suspects} suspects of ${live} rows are ${refused ? "too many" : "looked up"}`, () =>
    equal(tooManySuspects(suspects, live), refused));
}

const BEFORE = "2026-11-22T09:00:00.000Z";
const NOW = "2026-11-23T09:00:00.000Z";

/** A connection with labels, some of which the last walk has met. */
async function labelled(stores: Stores, met: string[], unmet: string[]) {
  const connectionId = await makeConnection(stores);
  const { sql, accountScopeId } = stores;
  for (const [ids, seen] of [[met, NOW], [unmet, BEFORE]] as const) {
    for (const id of ids) {
      await sql`
        insert into chatwoot_labels (account_scope_id, connection_id, external_id, title, data, content_hash, seen_at)
        values (${accountScopeId}, ${connectionId}, ${id}, ${id}, '{}', '\\x00', ${seen})`;
    }
  }
  const scope = { connectionId, accountScopeId, seenAt: NOW };
  const rows = async () =>
    (await sql<{ external_id: string; deleted_reason: string | null; seen: boolean }[]>`
      select external_id, deleted_reason, seen_at = ${NOW} as seen from chatwoot_labels
      where connection_id = ${connectionId} order by external_id`).map((row) => ({ ...row }));
  return { scope, rows, run: await makeRun(stores, connectionId) };
}

/** Labels as a kind that is swept; `gone` are those the source does not know. */
function labelKind(gone: Record<string, TombstoneReason>) {
  const asked: string[][] = [];
  const reread: string[][] = [];
  const kind: SweptKind = {
    ...{ stream: "labels", table: "chatwoot_labels" },
    lookUp: (ids) => {
      asked.push(ids);
      return Promise.resolve(new Map(Object.entries(gone)));
    },
    reread: (ids) => Promise.resolve(void reread.push(ids)),
    bury: (tx, scope, ids, reason) => tombstoneRows(tx, scope, "chatwoot_labels", ids, reason),
  };
  return { kind, asked, reread };
}

testOnStores("sweep", {
  async "only what the source does not know is buried, each with its reason"(stores) {
    const { scope, rows, run } = await labelled(stores, ["a"], ["b", "c", "d"]);
    const { kind, asked, reread } = labelKind({ b: "deleted", d: "merged" });
    deepEqual(await sweep(run, scope, kind, false), { tombstoned: 2, refused: 0 });
    deepEqual(asked, [["b", "c", "d"]]);
    deepEqual(reread, [["c"]]);
    deepEqual(await rows(), [
      { external_id: "a", deleted_reason: null, seen: true },
      { external_id: "b", deleted_reason: "deleted", seen: false },
      { external_id: "c", deleted_reason: null, seen: true },
      { external_id: "d", deleted_reason: "merged", seen: false },
    ]);
  },

  async "when nothing is missing nothing is asked"(stores) {
    const { scope, run } = await labelled(stores, ["a", "b"], []);
    const { kind, asked } = labelKind({});
    deepEqual(await sweep(run, scope, kind, false), { tombstoned: 0, refused: 0 });
    deepEqual(asked, []);
  },

  async "buried rows are no suspects again"(stores) {
    const { scope, run } = await labelled(stores, ["a"], ["b"]);
    const { kind, asked } = labelKind({ b: "deleted" });
    await sweep(run, scope, kind, false);
    await sweep(run, { ...scope, seenAt: NOW }, kind, false);
    equal(asked.length, 1);
  },

  async "too many suspects stop it, and a person's word lets it go on"(stores) {
    const unmet = Array.from({ length: 11 }, (_, index) => `x${index}`);
    const { scope, rows, run } = await labelled(stores, ["a"], unmet);
    const { kind, asked } = labelKind(Object.fromEntries(unmet.map((id) => [id, "deleted"])));
    deepEqual(await sweep(run, scope, kind, false), { tombstoned: 0, refused: 11 });
    deepEqual(asked, []);
    equal((await rows()).filter((row) => row.deleted_reason !== null).length, 0);
    deepEqual(await sweep(run, scope, kind, true), { tombstoned: 11, refused: 0 });
  },

  async "a look-up that fails buries nothing"(stores) {
    const { scope, rows, run } = await labelled(stores, ["a"], ["b"]);
    const { kind } = labelKind({});
    const away = { ...kind, lookUp: () => Promise.reject(new Error("away")) };
    await sweep(run, scope, away, false).catch(() => {});
    deepEqual((await rows()).map((row) => row.deleted_reason), [null, null]);
  },

  async "rows of other connections are not touched"(stores) {
    const mine = await labelled(stores, ["a"], ["b"]);
    const [other] = await stores.sql<[{ id: string }]>`
      insert into connections (account_scope_id, connector, base_url, external_account_id)
      values (${stores.accountScopeId}, 'chatwoot', 'https://other.example', '1') returning id`;
    await stores.sql`
      insert into chatwoot_labels (account_scope_id, connection_id, external_id, title, data, content_hash, seen_at)
      values (${stores.accountScopeId}, ${other.id}, 'b', 'b', '{}', '\\x00', ${BEFORE})`;
    const { kind, asked } = labelKind({ b: "deleted" });
    await sweep(mine.run, mine.scope, kind, false);
    deepEqual(asked, [["b"]]);
    const [row] = await stores.sql`
      select deleted_at from chatwoot_labels where connection_id = ${other.id}`;
    equal(row!.deleted_at, null);
  },

  async "a reload buries what it no longer holds, once, with the vendor's time"(stores) {
    const { scope, rows } = await labelled(stores, ["a", "b"], ["c"]);
    const bury = (present: string[]) =>
      stores.sql.begin((tx) => tombstoneAbsent(tx, scope, "chatwoot_labels", present));
    equal(await bury(["a"]), 2);
    equal(await bury(["a"]), 0);
    deepEqual((await rows()).map((row) => row.deleted_reason), [null, "deleted", "deleted"]);
    const [row] = await stores.sql`
      select deleted_at from chatwoot_labels where external_id = 'c' and deleted_at is not null`;
    equal(row!.deleted_at.toISOString(), NOW);
    equal(await bury([]), 1);
  },
});
