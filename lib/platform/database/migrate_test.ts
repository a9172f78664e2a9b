import { deepEqual, equal, ok } from "node:assert/strict";
import type { Sql } from "postgres";
import { createLogger } from "../log/logger.ts";
import { scratchDatabase } from "../../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../../tests/support/services.ts";
import { migrate, MigrationError, pendingMigrations } from "./migrate.ts";

const log = createLogger({ level: "silent" });

interface Bench {
  sql: Sql;
  folder: string;
  write(name: string, text: string): Promise<void>;
}

function test(name: string, use: (bench: Bench) => Promise<void>): void {
  Deno.test({
    name: `migrations: ${name}`,
    ignore: postgresUrl === null,
    async fn() {
      const scratch = await scratchDatabase("migrate", { empty: true });
      const folder = await Deno.makeTempDir();
      const write = (name: string, text: string) => Deno.writeTextFile(`${folder}/${name}`, text);
      try {
        await write("0001_first.sql", "create table first (n int); insert into first values (1);");
        await write("0002_second.sql", "alter table first add column m int;");
        await use({ sql: scratch.sql, folder, write });
      } finally {
        await scratch.drop();
        await Deno.remove(folder, { recursive: true });
      }
    },
  });
}

async function refused(work: Promise<unknown>): Promise<MigrationError> {
  let caught: unknown;
  await work.catch((error: unknown) => caught = error);
  ok(caught instanceof MigrationError, `got ${caught}`);
  return caught;
}

test("are applied once, in the order of their numbers", async ({ sql, folder, write }) => {
  deepEqual(await pendingMigrations(sql, folder), ["0001_first.sql", "0002_second.sql"]);
  deepEqual((await migrate(sql, folder, log)).applied, ["0001_first.sql", "0002_second.sql"]);
  deepEqual((await migrate(sql, folder, log)).applied, []);
  await write("0003_third.sql", "update first set m = n + 1;");
  deepEqual(await pendingMigrations(sql, folder), ["0003_third.sql"]);
  deepEqual((await migrate(sql, folder, log)).applied, ["0003_third.sql"]);
  deepEqual([...await sql`select * from first`], [{ n: 1, m: 2 }]);
});

test("processes that start together apply each file once", async ({ sql, folder }) => {
  const results = await Promise.all([1, 2, 3, 4].map(() => migrate(sql, folder, log)));
  deepEqual(results.flatMap(({ applied }) => applied).sort(), [
    "0001_first.sql",
    "0002_second.sql",
  ]);
  equal((await sql`select count(*)::int as n from first`)[0]?.n, 1);
});

test("a failing file leaves nothing of itself, and those before it stay", async ({ sql, folder, write }) => {
  await write("0003_broken.sql", "create table half (n int); select 1 / 0;");
  const error = await refused(migrate(sql, folder, log));
  deepEqual([error.code, error.file], ["failed", "0003_broken.sql"]);
  equal((await sql`select to_regclass('half') is null as gone`)[0]?.gone, true);
  await write("0003_broken.sql", "create table half (n int);");
  deepEqual((await migrate(sql, folder, log)).applied, ["0003_broken.sql"]);
});

test("a changed file is refused before anything is applied", async ({ sql, folder, write }) => {
  await migrate(sql, folder, log);
  await write("0001_first.sql", "create table other (n int);");
  await write("0003_third.sql", "create table third (n int);");
  deepEqual([(await refused(migrate(sql, folder, log))).code], ["changed"]);
  equal((await refused(pendingMigrations(sql, folder))).file, "0001_first.sql");
  equal((await sql`select to_regclass('third') is null as gone`)[0]?.gone, true);
});

test("another system's line ends are no change", async ({ sql, folder, write }) => {
  await write("0003_lines.sql", "select 1;\nselect 2;\n");
  await migrate(sql, folder, log);
  await write("0003_lines.sql", "select 1;\r\nselect 2;\r\n");
  deepEqual((await migrate(sql, folder, log)).applied, []);
});

test("a missing file is refused", async ({ sql, folder }) => {
  await migrate(sql, folder, log);
  await Deno.remove(`${folder}/0001_first.sql`);
  deepEqual([(await refused(migrate(sql, folder, log))).code], ["missing"]);
});

test("names that are none, and a number used twice, are refused", async ({ sql, folder, write }) => {
  await write("3_third.sql", "select 1;");
  equal((await refused(migrate(sql, folder, log))).code, "bad_name");
  await Deno.remove(`${folder}/3_third.sql`);
  await write("0002_again.sql", "select 1;");
  equal((await refused(migrate(sql, folder, log))).code, "bad_name");
  await Deno.remove(`${folder}/0002_again.sql`);
  await write("notes.txt", "not a migration");
  equal((await migrate(sql, folder, log)).applied.length, 2);
});

test("the product's own apply to an empty database", async ({ sql }) => {
  const own = decodeURIComponent(new URL("../../../migrations", import.meta.url).pathname);
  ok((await migrate(sql, own, log)).applied.length >= 4);
  deepEqual(await pendingMigrations(sql, own), []);
});
