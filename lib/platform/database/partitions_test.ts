import { deepEqual, equal, match, rejects } from "node:assert/strict";
import type { Sql } from "postgres";
import { createLogger, maintainPartitions, migrate, startOfMonth } from "../mod.ts";
import { scratchDatabase } from "../../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../../tests/support/services.ts";

Deno.test("months begin in UTC, across years too", () => {
  const at = new Date("2026-01-31T23:30:00-05:00");
  equal(startOfMonth(at).toISOString(), "2026-02-01T00:00:00.000Z");
  equal(startOfMonth(at, 2).toISOString(), "2025-12-01T00:00:00.000Z");
  equal(startOfMonth(at, 14).toISOString(), "2024-12-01T00:00:00.000Z");
});

const now = new Date("2026-11-25T12:00:00Z");
const log = createLogger({ level: "silent" });

/** Names of a table's partitions, with how many rows each has. */
async function rowsByPartition(sql: Sql, table: string): Promise<Record<string, number>> {
  const rows = await sql<{ name: string; count: number }[]>`
    select tableoid::regclass::text as name, count(*)::int as count from ${sql(table)} group by 1`;
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

async function partitions(sql: Sql, table: string): Promise<string[]> {
  const rows = await sql<{ name: string }[]>`
    select inhrelid::regclass::text as name from pg_inherits where inhparent = ${table}::regclass
    order by 1`;
  return rows.map(({ name }) => name);
}

Deno.test({ name: "month partitions", ignore: postgresUrl === null }, async (test) => {
  const { sql, drop } = await scratchDatabase("partitions");
  const maintain = (keepMonths: number, at = now, table = "visits") =>
    sql.begin((tx) => maintainPartitions(tx, table, { now: at, keepMonths }));
  try {
    await migrate(sql, "migrations", log);
    await sql`
      create table visits (
        id text not null,
        key text generated always as (upper(id)) stored,
        at timestamptz not null default now(),
        note text check (note <> ''),
        primary key (id, at)
      ) partition by range (at)`;
    await sql`create table visits_default partition of visits default`;
    await sql`create index visits_note on visits (note)`;
    const visit = (id: string, at: string) => sql`insert into visits ${sql({ id, at })}`;

    await test.step("kept months and three to come are made, once", async () => {
      const { made, dropped } = await maintain(2);
      deepEqual(made, [
        ...["visits_2026_09", "visits_2026_10", "visits_2026_11"],
        ...["visits_2026_12", "visits_2027_01", "visits_2027_02"],
      ]);
      deepEqual(dropped, []);
      deepEqual(await maintain(2), { made: [], dropped: [] });
    });

    await test.step("rows go to the month they are of, the last microsecond included", async () => {
      await visit("a", "2026-11-30T23:59:59.999999Z");
      await visit("b", "2026-12-01T00:00:00Z");
      await visit("c", "2026-10-31T20:00:00-05:00");
      deepEqual(await rowsByPartition(sql, "visits"), {
        visits_2026_11: 2,
        visits_2026_12: 1,
      });
    });

    await test.step("they have keys, checks and indexes of the whole table", async () => {
      await rejects(visit("a", "2026-11-30T23:59:59.999999Z"), /duplicate key/);
      await rejects(sql`insert into visits (id, note) values ('x', '')`, /check constraint/);
      const [row] = await sql<{ key: string }[]>`select key from visits where id = 'a'`;
      equal(row?.key, "A");
      const indexes = await sql<{ def: string }[]>`
        select indexdef as def from pg_indexes where tablename = 'visits_2027_01'`;
      match(indexes.map(({ def }) => def).join(), /\(note\)/);
    });

    await test.step("what the default partition has caught moves to its month", async () => {
      await visit("early", "2026-03-10T00:00:00Z");
      await visit("late", "2027-03-10T00:00:00Z");
      equal((await rowsByPartition(sql, "visits")).visits_default, 2);
      const { made } = await maintain(8, new Date("2026-12-02T00:00:00Z"));
      equal(made.includes("visits_2026_04") && made.includes("visits_2027_03"), true);
      const held = await rowsByPartition(sql, "visits");
      // the early one was older than is kept
      deepEqual([held.visits_2027_03, held.visits_default], [1, undefined]);
      const [row] = await sql<{ key: string }[]>`select key from visits where id = 'late'`;
      equal(row?.key, "LATE");
    });

    await test.step("a month goes when all of it is older than is kept", async () => {
      await visit("old", "2026-08-31T23:00:00Z");
      const { dropped } = await maintain(2);
      deepEqual(dropped, [4, 5, 6, 7, 8].map((month) => `visits_2026_0${month}`));
      const left = await sql<{ id: string }[]>`select id from visits order by id`;
      deepEqual(left.map(({ id }) => id), ["a", "b", "c", "late"], "also from the default one");
      equal((await partitions(sql, "visits")).includes("visits_2026_09"), true);
    });

    await test.step("processes at the same time make each month once", async () => {
      const at = new Date("2028-05-01T00:00:00Z");
      const all = await Promise.all([1, 2, 3].map(() => maintain(1, at)));
      deepEqual(all.map(({ made }) => made.length).sort(), [0, 0, 5]);
    });

    await test.step("audit and events have theirs from the first migration on", async () => {
      const months = [-1, 0, 1, 2].map((ahead) => {
        const month = startOfMonth(new Date(), -ahead).toISOString().slice(0, 7);
        return month.replace("-", "_");
      });
      const events = await partitions(sql, "connector_events");
      deepEqual(months.filter((month) => !events.includes(`connector_events_${month}`)), []);
      const audit = await partitions(sql, "audit_events");
      deepEqual(months.slice(1).filter((month) => !audit.includes(`audit_events_${month}`)), []);
    });
  } finally {
    await drop();
  }
});
