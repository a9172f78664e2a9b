import { createLogger, loadConfig, migrate, openDatabase, systemClock } from "./mod.ts";
const rss = () =>
  (Deno.memoryUsage().rss / 1e6).toFixed(0) + "MB peak " +
  (Number(Deno.readTextFileSync("/proc/self/status").match(/VmHWM:\s+(\d+)/)![1]) / 1e3).toFixed(0);
const log = createLogger({ level: "error" });
const config = loadConfig({ AUTH_CREDENTIALS: "a:b", DATA_DIR: Deno.args[0] });
console.log("base", rss());
let t = performance.now();
const db = await openDatabase(config, { log, clock: systemClock });
const { sql } = db;
console.log("open", (performance.now() - t) | 0, rss());
t = performance.now();
await sql`select 1`;
console.log("first query", (performance.now() - t) | 0);
t = performance.now();
console.log(
  (await migrate(sql, "migrations", log)).applied.length,
  (performance.now() - t) | 0,
  rss(),
);
// concurrency & correctness
t = performance.now();
const N = 3000;
const res = await Promise.all(
  Array.from(
    { length: N },
    (_, i) => sql<{ x: number; y: string }[]>`select ${i}::int as x, ${"v" + i} as y`,
  ),
);
console.log(
  "concurrent selects/s",
  (N / (performance.now() - t) * 1000) | 0,
  res.every((r, i) => r[0]!.x === i && r[0]!.y === "v" + i),
);
t = performance.now();
for (let i = 0; i < 1000; i++) await sql`select ${i}::int`;
console.log("sequential selects/s", (1000 / (performance.now() - t) * 1000) | 0);
await sql`create table if not exists w (id serial primary key, t text)`;
t = performance.now();
for (let i = 0; i < 300; i++) await sql`insert into w (t) values (${"x".repeat(100)})`;
console.log("commits/s", (300 / (performance.now() - t) * 1000) | 0);
t = performance.now();
for (let b = 0; b < 10; b++) {
  const rows = Array.from({ length: 1000 }, (_, i) => ({ t: "row " + i + "x".repeat(200) }));
  await sql`insert into w ${sql(rows, "t")}`;
}
console.log("bulk rows/s", (10000 / (performance.now() - t) * 1000) | 0, rss());
const big = await sql`select id, t from w, generate_series(1,5)`;
console.log("big", big.length, rss(), db.stats());
await db.close();
console.log("closed", rss());
