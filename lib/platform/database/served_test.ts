import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { systemClock } from "../clock.ts";
import { createLogger } from "../log/logger.ts";
import { scratchDatabase } from "../../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../../tests/support/services.ts";
import type { Database } from "./database.ts";
import { openServedDatabase } from "./served.ts";

const lines: string[] = [];
const log = createLogger({ level: "warn", write: (line) => lines.push(line) });

async function withDatabase(
  db: { poolSize: number; statementTimeoutMs: number; slowQueryMs: number },
  use: (database: Database) => Promise<void>,
): Promise<void> {
  const scratch = await scratchDatabase("platform");
  const database = openServedDatabase(scratch.url, db, { log, clock: systemClock });
  lines.length = 0;
  try {
    await use(database);
  } finally {
    await database.close();
    await scratch.drop();
  }
}

function test(name: string, fn: () => Promise<void>): void {
  Deno.test({ name: `served: ${name}`, ignore: postgresUrl === null, fn });
}

test("statements have a time limit and sessions are in UTC", () =>
  withDatabase({ poolSize: 2, statementTimeoutMs: 150, slowQueryMs: 60_000 }, async ({ sql }) => {
    equal((await sql`select current_setting('TimeZone') as zone`)[0]?.zone, "UTC");
    equal((await sql`select current_setting('jit') as jit`)[0]?.jit, "off");
    await rejects(async () => await sql`select pg_sleep(5)`, { code: "57014" });
  }));

test("slow statements are logged by their text, not their parameters", () =>
  withDatabase({ poolSize: 2, statementTimeoutMs: 5_000, slowQueryMs: 20 }, async ({ sql }) => {
    await sql`select ${"hunter2"}::text,   pg_sleep(0.03)`;
    await sql.begin((tx) => tx`select pg_sleep(0.03), 'inside'`);
    await sql`select 1`;
    const slow = lines.map((line) => JSON.parse(line) as { statement: string; durationMs: number });
    deepEqual(slow.map(({ statement }) => statement), [
      "select $::text, pg_sleep(0.03)",
      "select pg_sleep(0.03), 'inside'",
    ]);
    ok(slow.every(({ durationMs }) => durationMs >= 20));
  }));

test("what waits for a connection is counted", () =>
  withDatabase(
    { poolSize: 2, statementTimeoutMs: 5_000, slowQueryMs: 60_000 },
    async (database) => {
      const { sql } = database;
      const gate = Promise.withResolvers<void>();
      const started: Promise<void>[] = [];
      const transactions = [1, 2, 3].map((n) => {
        const begun = Promise.withResolvers<void>();
        if (n < 3) started.push(begun.promise);
        return sql.begin(async (tx) => {
          await tx`select 1`;
          begun.resolve();
          await gate.promise;
        });
      });
      await Promise.all(started);
      deepEqual(database.stats(), { size: 2, open: 2, idle: 0, waiting: 1 });
      gate.resolve();
      await Promise.all(transactions);
      deepEqual(database.stats(), { size: 2, open: 0, idle: 2, waiting: 0 });
      await rejects(async () => await sql`selec`, { code: "42601" });
      await rejects(sql.begin((tx) => tx`selec`), { code: "42601" });
      deepEqual(database.stats(), { size: 2, open: 0, idle: 2, waiting: 0 });
    },
  ));

test("a connection lost within a transaction fails that transaction alone", () =>
  withDatabase(
    { poolSize: 3, statementTimeoutMs: 5_000, slowQueryMs: 60_000 },
    async (database) => {
      const { sql } = database;
      await sql`create table kept (n int)`;
      for (const ignores of [true, false]) {
        const lost = sql.begin(async (tx) => {
          await tx`insert into kept values (1)`;
          const [own] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`;
          await sql`select pg_terminate_backend(${own?.pid ?? 0})`;
          // once the callback goes on as if nothing had happened, once it passes the error on
          await tx`select pg_sleep(0.05)`.catch((error: unknown) => {
            if (!ignores) throw error;
          });
          await tx.savepoint((inner) => inner`select 1`).catch(() => {});
          await tx`insert into kept values (2)`;
        });
        await rejects(
          lost,
          (error: Error & { code?: string }) => /^(57P01|CONNECTION_)/.test(error.code ?? ""),
        );
        // time for what the callback still does: an uncaught error would end the process
        await sql`select pg_sleep(0.05)`;
      }
      await sql.begin((tx) => tx`insert into kept values (3)`);
      deepEqual([...await sql`select n from kept`], [{ n: 3 }]);
      equal(database.stats().open, 0);
    },
  ));

test("a server that cannot be reached is an error, not a hang", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  const url = `postgres://nobody@127.0.0.1:${listener.addr.port}/none`;
  const db = { poolSize: 1, statementTimeoutMs: 1000, slowQueryMs: 1000 };
  const database = openServedDatabase(url, db, { log, clock: systemClock });
  await rejects(async () => await database.sql`select 1`, { code: "ECONNREFUSED" });
  await database.close();
  match(url, /nobody/);
});
