import { deepEqual, equal, rejects } from "node:assert/strict";
import { ApiError, createLogger, migrate, type Sql } from "../platform/mod.ts";
import { scratchDatabase } from "../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../tests/support/services.ts";
import { type CreatingRequest, once } from "./idempotency.ts";

function isError(status: number, code: string) {
  return (error: unknown) =>
    error instanceof ApiError && error.status === status && error.code === code;
}

/** Work that counts how often it is done. */
function counted(status = 201) {
  let done = 0;
  const work = () => {
    done++;
    return Promise.resolve({ status, body: { number: done, at: new Date(0), token: "ct_secret" } });
  };
  return { work, done: () => done };
}

const asSent = (body: unknown) => JSON.parse(JSON.stringify(body));

Deno.test({ name: "Idempotency-Key", ignore: postgresUrl === null }, async (test) => {
  const { sql, drop } = await scratchDatabase("idempotency");
  try {
    await migrate(sql, "migrations", createLogger({ level: "silent" }));
    const accountScopeId = await makeScope(sql, "one");
    const otherScopeId = await makeScope(sql, "other");
    const request = (key: string | null, change: Partial<CreatingRequest> = {}) => ({
      accountScopeId,
      key,
      operation: "POST /things",
      body: { name: "a" },
      ...change,
    });

    await test.step("the same key and body get the first reply again", async () => {
      const { work, done } = counted();
      const first = await once(sql, request("k1"), work);
      const second = await once(sql, request("k1"), work);
      equal(done(), 1);
      deepEqual([first.replayed, second.replayed], [false, true]);
      deepEqual([second.status, asSent(second.body)], [201, asSent(first.body)]);
    });

    await test.step("without a key the work is done each time, and nothing is kept", async () => {
      const { work, done } = counted();
      const before = await rows(sql);
      for (let n = 0; n < 2; n++) await once(sql, request(null), work);
      deepEqual([done(), await rows(sql)], [2, before]);
    });

    await test.step("another body, or another operation, is a conflict", async () => {
      const { work, done } = counted();
      const conflict = isError(409, "idempotency_conflict");
      await rejects(once(sql, request("k1", { body: { name: "b" } }), work), conflict);
      await rejects(once(sql, request("k1", { operation: "POST /others" }), work), conflict);
      equal(done(), 0);
    });

    await test.step("another scope's keys are its own", async () => {
      const { work, done } = counted();
      await once(sql, request("k1", { accountScopeId: otherScopeId }), work);
      equal(done(), 1);
    });

    await test.step("of requests at the same time one is answered, the others are told to wait", async () => {
      const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      const { work, done } = counted();
      const first = once(sql, request("k2"), async () => {
        begun.resolve();
        await gate.promise;
        return await work();
      });
      await begun.promise;
      await rejects(once(sql, request("k2"), work), isError(409, "request_in_progress"));
      gate.resolve();
      equal((await first).replayed, false);
      equal((await once(sql, request("k2"), work)).replayed, true);
      equal(done(), 1);
    });

    await test.step("a failed attempt keeps nothing", async () => {
      const { work, done } = counted();
      const failing = () => Promise.reject(new ApiError(409, "project_exists", "There is one."));
      await rejects(once(sql, request("k3"), failing), isError(409, "project_exists"));
      equal((await once(sql, request("k3"), work)).replayed, false);
      equal(done(), 1);
    });

    await test.step("a key is free again after 24 hours, and old ones are removed", async () => {
      const { work, done } = counted();
      await once(sql, request("k4"), work);
      await sql`update idempotency_keys set created_at = now() - interval '23 hours 59 minutes'`;
      equal((await once(sql, request("k4"), work)).replayed, true);
      await sql`update idempotency_keys set created_at = now() - interval '24 hours 1 minute'`;
      equal((await once(sql, request("k4", { body: { name: "b" } }), work)).replayed, false);
      deepEqual([done(), await rows(sql)], [2, 1]);
    });

    await test.step("a request that was lost in a crash is answered after two minutes", async () => {
      const { work, done } = counted();
      await once(sql, request("k5"), work);
      await sql`
        update idempotency_keys set status = null, response = null, created_at = now() - interval '1 minute'`;
      await rejects(once(sql, request("k5"), work), isError(409, "request_in_progress"));
      await sql`update idempotency_keys set created_at = now() - interval '3 minutes'`;
      equal((await once(sql, request("k5"), work)).replayed, false);
      equal(done(), 2);
    });

    await test.step("neither the key nor the reply is stored in the clear", async () => {
      await once(sql, request("a-key-of-my-own"), counted().work);
      const stored = JSON.stringify(await sql`select key, response from idempotency_keys`);
      deepEqual(["a-key-of-my-own", "ct_secret"].filter((text) => stored.includes(text)), []);
    });

    await test.step("a malformed key is refused", async () => {
      for (const key of ["", " ", "a b", "a".repeat(256), "ключ", "a\n"]) {
        await rejects(
          once(sql, request(key), counted().work),
          isError(400, "invalid_idempotency_key"),
          key,
        );
      }
      await once(sql, request("~".repeat(255)), counted().work);
    });
  } finally {
    await drop();
  }
});

async function makeScope(sql: Sql, slug: string): Promise<string> {
  const [scope] = await sql<{ id: string }[]>`
    insert into account_scopes (slug, name) values (${slug}, ${slug}) returning id`;
  return scope!.id;
}

async function rows(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`select count(*)::int as count from idempotency_keys`;
  return row!.count;
}
