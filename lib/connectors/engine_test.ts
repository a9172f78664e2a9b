import { deepEqual, equal, rejects } from "node:assert/strict";
import { VendorError } from "../platform/mod.ts";
import { breakingSql } from "../../tests/support/breaking_sql.ts";
import { makeConnection, makeRun } from "../../tests/support/engine_run.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import { readCursor } from "./cursors.ts";
import { commit, finishStream, restartWalk, runPage, runStream } from "./engine.ts";
import { listErrors } from "./error_review.ts";
import { LeaseLost } from "./runs.ts";
import type { Page, Stream } from "./stream.ts";

/** A page that writes labels with the given ids; an id below zero does not decode. */
function labelPage(
  ids: number[],
  position: unknown,
  scope: { connectionId: string; accountScopeId: string },
): Page {
  const good = ids.filter((id) => id > 0);
  return {
    ...{ records: good.length, done: ids.length, total: 9, position },
    rejected: ids.filter((id) => id < 0).map((id) => ({
      ...{ stream: "labels", external_id: String(-id), message: "title: missing", payload: null },
    })),
    decoded: new Map([["labels", good.map(String)]]),
    async write(tx) {
      for (const id of good) {
        await tx`
          insert into chatwoot_labels (account_scope_id, connection_id, external_id, title, data,
            content_hash, seen_at)
          values (${scope.accountScopeId}, ${scope.connectionId}, ${
          String(id)
        }, 'x', '{}', '\\x00', now())
          on conflict do nothing`;
      }
      return { upserted: good.length, tombstoned: 0 };
    },
  };
}

function labels(pages: (position: unknown) => AsyncIterable<Page>): Stream {
  return {
    ...{ name: "labels", table: "chatwoot_labels", primaryKey: "id", cursor: "page" },
    ...{ mode: "full_reload", pageSize: 2, deletion: "absent_from_reload" },
    decode: () => ({ external_id: "" }),
    pages,
  };
}

async function here({ sql, accountScopeId }: Stores): Promise<string[]> {
  const rows = await sql<{ external_id: string }[]>`
    select external_id from chatwoot_labels where account_scope_id = ${accountScopeId} order by 1`;
  return rows.map((row) => row.external_id);
}

testOnStores("engine", {
  async "each page is committed with the position behind it, and told"(stores) {
    const run = await makeRun(stores);
    const positions: unknown[] = [];
    const look = async () =>
      positions.push((await readCursor(run.sql, run.connectionId, "labels")).position);
    const counts = await runStream(
      {
        ...run,
        async onPage(told) {
          run.told.push(told);
          await look();
        },
      },
      labels(async function* () {
        yield labelPage([1, 2], { page: 2 }, run);
        yield await Promise.resolve(labelPage([3, -4], { page: 3 }, run));
        yield labelPage([5], null, run);
      }),
    );
    deepEqual(counts, { records: 4, upserted: 4, tombstoned: 0, rejected: 1 });
    deepEqual(positions, [{ page: 2 }, { page: 3 }, null]);
    deepEqual(run.told.map(({ done, total, counts }) => [done, total, counts.records]), [
      ...[[2, 9, 2], [2, 9, 3], [1, 9, 4]],
    ]);
    deepEqual(await here(stores), ["1", "2", "3", "5"]);
    const [error] = await listErrors(run.sql, run.accountScopeId, { limit: 5 });
    deepEqual([error?.stream, error?.external_id, error?.unit], ["labels", "4", "record"]);
  },

  async "a page whose writing fails leaves neither rows nor position nor errors"(stores) {
    const run = await makeRun(stores);
    const broken = labels(async function* () {
      yield labelPage([1], { page: 2 }, run);
      yield await Promise.resolve({
        ...labelPage([-3], { page: 3 }, run),
        write: async (tx) => {
          await labelPage([2], null, run).write(tx);
          throw new Error("out of space");
        },
      });
    });
    await rejects(runStream(run, broken), /out of space/);
    deepEqual(await here(stores), ["1"]);
    deepEqual(await readCursor(run.sql, run.connectionId, "labels"), {
      ...{ watermark: null, position: { page: 2 } },
    });
    deepEqual(await listErrors(run.sql, run.accountScopeId, { limit: 5 }), []);
  },

  async "wherever it breaks, rows are here exactly when the position is behind them"(stores) {
    const connectionId = await makeConnection(stores);
    for (let at = 1, broke = true; broke; at++) {
      await stores.sql`update sync_runs set lease_until = now() - interval '1 second'`;
      await stores.sql`delete from sync_cursors`;
      await stores.sql`delete from chatwoot_labels`;
      const run = await makeRun(stores, connectionId);
      const { sql, sent } = breakingSql(stores.sql, { at, when: "after", dead: true });
      const stream = labels(async function* () {
        yield labelPage([1], { page: 2 }, run);
        yield await Promise.resolve(labelPage([2], { page: 3 }, run));
      });
      await runStream({ ...run, sql }, stream).catch(() => {});
      broke = sent() >= at;
      const { position } = await readCursor(stores.sql, connectionId, "labels");
      const read = ((position as { page: number } | null)?.page ?? 1) - 1;
      deepEqual(await here(stores), ["1", "2"].slice(0, read), `broken after statement ${at}`);
    }
  },

  async "a walk goes on from where the last one broke off"(stores) {
    const run = await makeRun(stores);
    const away = new VendorError("transient", "unreachable", "away");
    await rejects(
      runStream(
        run,
        labels(async function* () {
          yield labelPage([1], { page: 2 }, run);
          await Promise.resolve();
          throw away;
        }),
      ),
      away,
    );
    const [error] = await listErrors(run.sql, run.accountScopeId, { limit: 5 });
    deepEqual([error!.unit, error!.code, error!.payload], [
      ...["stream", "unreachable", { position: { page: 2 }, status: null }],
    ]);
    const from: unknown[] = [];
    await runStream(
      run,
      labels(async function* (position) {
        from.push(position);
        yield await Promise.resolve(labelPage([2], null, run));
      }),
    );
    deepEqual(from, [{ page: 2 }]);
    // read to its end, the stream has settled its failure
    deepEqual(await listErrors(run.sql, run.accountScopeId, { limit: 5 }), []);
  },

  async "what a person has to mend is no failure to be tried again"(stores) {
    const run = await makeRun(stores);
    const refused = new VendorError("config", "unauthorized", "401");
    const pages = { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(refused) }) };
    const stream = labels(() => pages);
    await rejects(runStream(run, stream), refused);
    deepEqual(await listErrors(run.sql, run.accountScopeId, { limit: 5 }), []);
  },

  async "the watermark moves only when the walk is closed, and then no position is left"(stores) {
    const run = await makeRun(stores);
    const startedAt = Date.UTC(2026, 10, 23, 9);
    await runStream(
      run,
      labels(async function* () {
        yield await Promise.resolve(labelPage([1], { page: 2 }, run));
      }),
    );
    equal((await readCursor(run.sql, run.connectionId, "labels")).watermark, null);
    await finishStream(run, "labels", startedAt);
    deepEqual(await readCursor(run.sql, run.connectionId, "labels"), {
      ...{ watermark: new Date(startedAt), position: null },
    });
  },

  async "a walk that is begun anew keeps its watermark"(stores) {
    const run = await makeRun(stores);
    await finishStream(run, "labels", 1000);
    await runPage(run, labelPage([1], { page: 5 }, run));
    equal((await readCursor(run.sql, run.connectionId, "labels")).position, null);
    await runStream(
      run,
      labels(async function* () {
        yield await Promise.resolve(labelPage([1], { page: 2 }, run));
      }),
    );
    await restartWalk(run, "labels");
    deepEqual(await readCursor(run.sql, run.connectionId, "labels"), {
      ...{ watermark: new Date(1000), position: null },
    });
  },

  async "streams and connections have cursors of their own"(stores) {
    const run = await makeRun(stores);
    const [other] = await stores.sql<[{ id: string }]>`
      insert into connections (account_scope_id, connector, base_url, external_account_id)
      values (${stores.accountScopeId}, 'chatwoot', 'https://other.example', '1') returning id`;
    await finishStream(run, "labels", 1000);
    const nothing = { watermark: null, position: null };
    deepEqual(await readCursor(run.sql, run.connectionId, "agents"), nothing);
    deepEqual(await readCursor(run.sql, other.id, "labels"), nothing);
  },

  async "nothing is committed once the lease has passed on"(stores) {
    const connectionId = await makeConnection(stores);
    const run = await makeRun(stores, connectionId);
    await stores.sql`update sync_runs set lease_until = now() - interval '1 second'`;
    const next = await makeRun(stores, connectionId);
    const lost = (error: unknown) => error instanceof LeaseLost;
    const stream = labels(async function* () {
      yield await Promise.resolve(labelPage([1], null, run));
    });
    await rejects(runStream(run, stream), lost);
    await rejects(runPage(run, labelPage([2], null, run)), lost);
    await rejects(finishStream(run, "labels", 1000), lost);
    await rejects(commit(run, () => Promise.resolve()), lost);
    deepEqual(await here(stores), []);
    await runPage(next, labelPage([3], null, next));
    deepEqual(await here(stores), ["3"]);
  },

  async "a stop ends the walk before the next page is committed"(stores) {
    const run = await makeRun(stores);
    const reason = new Error("a person stopped it");
    const stream = labels(async function* () {
      yield labelPage([1], { page: 2 }, run);
      yield await Promise.resolve(labelPage([2], { page: 3 }, run));
    });
    const stopping = { ...run, onPage: () => run.stop.abort(reason) };
    await rejects(runStream(stopping, stream), reason);
    deepEqual(await here(stores), ["1"]);
  },

  async "rows that decode settle what failed before"(stores) {
    const run = await makeRun(stores);
    await runPage(run, labelPage([-1, -2], null, run));
    equal((await listErrors(run.sql, run.accountScopeId, { limit: 5 })).length, 2);
    await runStream(
      run,
      labels(async function* () {
        yield await Promise.resolve(labelPage([1], null, run));
      }),
    );
    const open = await listErrors(run.sql, run.accountScopeId, { limit: 5 });
    deepEqual(open.map((row) => row.external_id), ["2"]);
  },
});
