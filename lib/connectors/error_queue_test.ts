import { deepEqual, equal } from "node:assert/strict";
import { VendorError } from "../platform/mod.ts";
import { makeConnection } from "../../tests/support/engine_run.ts";
import { type Stores, testOnStores } from "../../tests/support/scratch_stores.ts";
import {
  countDue,
  dueRecords,
  hasOpenErrors,
  queueFailure,
  queueRejected,
  resolveDecoded,
  resolveFailures,
  retryDelaySeconds,
} from "./error_queue.ts";
import { dismissError, listErrors, retryError, retryWaiting } from "./error_review.ts";

for (
  const [attempts, seconds] of [[1, 30], [2, 60], [3, 120], [4, 240], [10, 15_360], [11, 21_600], [
    60,
    21_600,
  ]] as const
) {
  Deno.test(`after ${attempts} failed attempts a row waits ${seconds} s`, () =>
    equal(retryDelaySeconds(attempts), seconds));
}

/** A queue with one connection, and a clock of its own. */
async function queueOf(stores: Stores) {
  const { sql, accountScopeId } = stores;
  const connectionId = await makeConnection(stores);
  const scope = { connectionId, accountScopeId };
  const clock = { at: Date.UTC(2026, 10, 23, 9) };
  const now = () => new Date(clock.at);
  return {
    ...{ sql, scope, clock, now },
    fail: (external_id = "1", message = "name: missing", payload: unknown = { id: 1 }) =>
      sql.begin((tx) =>
        queueRejected(tx, scope, [{ stream: "contacts", external_id, message, payload }], now())
      ),
    decode: (...ids: string[]) =>
      sql.begin((tx) => resolveDecoded(tx, scope, new Map([["contacts", ids]]), now())),
    async row(external_id = "1") {
      const [row] = await sql`
        select status, attempts, message, payload, first_failed_at, last_failed_at,
          extract(epoch from next_attempt_at - ${now()}::timestamptz)::int as wait
        from error_queue where connection_id = ${connectionId} and external_id = ${external_id}`;
      return row ?? null;
    },
    async brief() {
      const row = await this.row();
      return [row?.status, row?.attempts, row?.wait];
    },
  };
}

testOnStores("error queue", {
  async "waits grow, the fifth failure is a dead letter, and it stays dead"(stores) {
    const queue = await queueOf(stores);
    const waits = [30, 60, 120, 240];
    for (const [index, wait] of waits.entries()) {
      await queue.fail();
      deepEqual(await queue.brief(), ["waiting", index + 1, wait]);
      queue.clock.at += wait * 1000;
    }
    await queue.fail();
    deepEqual(await queue.brief(), ["dead_letter", 5, null]);
    queue.clock.at += 7 * 86_400_000;
    await queue.fail("1", "another reason");
    const row = await queue.row();
    deepEqual([row!.status, row!.attempts, row!.message], ["dead_letter", 5, "name: missing"]);
    equal(await countDue(queue.sql, queue.scope.accountScopeId, queue.clock.at), 0);
  },

  async "failures before the retry is due are the same attempt"(stores) {
    const queue = await queueOf(stores);
    await queue.fail();
    queue.clock.at += 29_000;
    for (let count = 0; count < 10; count++) await queue.fail();
    deepEqual(await queue.brief(), ["waiting", 1, 1]);
    queue.clock.at += 1000;
    await queue.fail("1", "a new reason", { id: 1, v: 2 });
    const row = await queue.row();
    deepEqual([row!.attempts, row!.message, row!.payload], [2, "a new reason", { id: 1, v: 2 }]);
    deepEqual(row!.last_failed_at, queue.now());
    equal(row!.first_failed_at.getTime(), queue.clock.at - 30_000);
  },

  async "one row twice on a page is one attempt"(stores) {
    const queue = await queueOf(stores);
    const row = { stream: "contacts", external_id: "1", message: "m", payload: null };
    await queue.sql.begin((tx) => queueRejected(tx, queue.scope, [row, row], queue.now()));
    deepEqual(await queue.brief(), ["waiting", 1, 30]);
  },

  async "a success resolves what waits and what is dead, nothing else"(stores) {
    const queue = await queueOf(stores);
    await queue.fail("1");
    await queue.fail("2");
    await queue.fail("3");
    await queue.sql`update error_queue set status = 'dead_letter' where external_id = '2'`;
    equal(await hasOpenErrors(queue.sql, queue.scope.connectionId), true);
    await queue.decode("1", "2", "9");
    deepEqual((await queue.row("1"))!.status, "resolved");
    deepEqual((await queue.row("2"))!.status, "resolved");
    deepEqual((await queue.row("3"))!.status, "waiting");
    await queue.decode("3");
    equal(await hasOpenErrors(queue.sql, queue.scope.connectionId), false);
  },

  async "a resolved row that fails again begins at one"(stores) {
    const queue = await queueOf(stores);
    await queue.fail();
    queue.clock.at += 30_000;
    await queue.fail();
    await queue.decode("1");
    queue.clock.at += 60_000;
    await queue.fail();
    deepEqual(await queue.brief(), ["waiting", 1, 30]);
    deepEqual((await queue.row())!.first_failed_at, queue.now());
  },

  async "a person's retry makes a dead letter due at once, and attempts count anew"(stores) {
    const queue = await queueOf(stores);
    const { sql, scope } = queue;
    await queue.fail();
    await sql`update error_queue set status = 'dead_letter', attempts = 5, next_attempt_at = null`;
    const [error] = await listErrors(sql, scope.accountScopeId, { limit: 5 });
    const retry = (scopeId: string) =>
      sql.begin((tx) => retryError(tx, scopeId, error!.id, queue.now()));
    equal(await retry(crypto.randomUUID()), false);
    equal(await retry(scope.accountScopeId), true);
    deepEqual(await queue.brief(), ["waiting", 1, 0]);
    equal((await dueRecords(sql, scope.connectionId, ["contacts"], queue.clock.at)).length, 1);
    await queue.fail();
    deepEqual(await queue.brief(), ["waiting", 2, 60]);
    await queue.decode("1");
    equal(await retry(scope.accountScopeId), false, "a settled failure needs no retry");
  },

  async "retrying everything leaves dead letters dead"(stores) {
    const queue = await queueOf(stores);
    for (const id of ["1", "2", "3"]) await queue.fail(id);
    await queue.sql`update error_queue set status = 'dead_letter' where external_id = '3'`;
    const { accountScopeId } = queue.scope;
    equal(await queue.sql.begin((tx) => retryWaiting(tx, accountScopeId, queue.now())), 2);
    equal(await countDue(queue.sql, accountScopeId, queue.clock.at), 2);
    equal((await queue.row("3"))!.status, "dead_letter");
  },

  async "a dismissed failure is not brought back by failing again"(stores) {
    const queue = await queueOf(stores);
    const { sql, scope } = queue;
    await queue.fail();
    const [error] = await listErrors(sql, scope.accountScopeId, { limit: 5 });
    const dismiss = () =>
      sql.begin((tx) => dismissError(tx, scope.accountScopeId, error!.id, "spam"));
    equal(await dismiss(), true);
    equal(await dismiss(), false);
    queue.clock.at += 86_400_000;
    await queue.fail();
    equal((await queue.row())!.status, "dismissed");
    deepEqual(await listErrors(sql, scope.accountScopeId, { limit: 5 }), []);
    const [kept] = await listErrors(sql, scope.accountScopeId, { limit: 5, status: "dismissed" });
    equal(kept!.dismiss_reason, "spam");
  },

  async "due are the rows that wait, have an id, and are of a stream that can be read by it"(
    stores,
  ) {
    const queue = await queueOf(stores);
    const { sql, scope, clock } = queue;
    await queue.fail("1");
    await queue.fail("hash:abc");
    clock.at += 10_000;
    await queue.fail("2");
    clock.at += 20_000;
    const due = (...streams: string[]) =>
      dueRecords(sql, scope.connectionId, streams, clock.at).then((rows) =>
        rows.map((row) => row.external_id)
      );
    deepEqual(await due("contacts"), ["1"]);
    deepEqual(await due("labels"), []);
    clock.at += 10_000;
    deepEqual(await due("labels", "contacts"), ["1", "2"]);
  },

  async "a stream that breaks off is one failure, and its end settles it"(stores) {
    const queue = await queueOf(stores);
    const { sql, scope, clock } = queue;
    const away = new VendorError("transient", "unreachable", "chat.example cannot be reached");
    const odd = new VendorError("decode", "unexpected_shape", "another shape", { status: 200 });
    const fail = (error: VendorError, position: unknown) =>
      queueFailure(sql, scope, "contacts", position, error, clock.at);
    await fail(away, { page: 3 });
    await fail(away, { page: 4 });
    await fail(odd, { page: 4 });
    const rows = await sql`
      select unit, external_id, error_class, code, attempts, payload from error_queue
      where connection_id = ${scope.connectionId} order by unit`;
    deepEqual(rows.map((row) => ({ ...row })), [
      {
        ...{ unit: "page", external_id: '{"page":4}', error_class: "decode" },
        ...{
          code: "unexpected_shape",
          attempts: 1,
          payload: { position: { page: 4 }, status: 200 },
        },
      },
      {
        ...{ unit: "stream", external_id: "*", error_class: "transient", code: "unreachable" },
        ...{ attempts: 1, payload: { position: { page: 3 }, status: null } },
      },
    ]);
    deepEqual(await dueRecords(sql, scope.connectionId, ["contacts"], clock.at + 1e6), []);
    await resolveFailures(sql, scope, "labels", clock.at);
    equal(await hasOpenErrors(sql, scope.connectionId), true);
    await resolveFailures(sql, scope, "contacts", clock.at);
    equal(await hasOpenErrors(sql, scope.connectionId), false);
  },

  async "failures are listed newest first and paged without gaps"(stores) {
    const queue = await queueOf(stores);
    const { sql, scope } = queue;
    for (let id = 1; id <= 5; id++) {
      // two of them at the same time
      if (id !== 3) queue.clock.at += 1000;
      await queue.fail(String(id));
    }
    const ids: string[] = [];
    let before: string | undefined;
    for (let page = 0; page < 4; page++) {
      const rows = await listErrors(sql, scope.accountScopeId, { limit: 2, before });
      ids.push(...rows.map((row) => row.external_id));
      before = rows.at(-1)?.id ?? before;
    }
    deepEqual([...ids].sort(), ["1", "2", "3", "4", "5"]);
    deepEqual([ids[0], ids[1], ids[4]], ["5", "4", "1"]);
    deepEqual(await listErrors(sql, crypto.randomUUID(), { limit: 5 }), []);
  },
});
