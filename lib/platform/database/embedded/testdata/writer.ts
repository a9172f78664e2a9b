/** Opens the data folder given and commits numbers until it is killed, printing each after its commit. */
import { systemClock } from "../../../clock.ts";
import { createLogger } from "../../../log/logger.ts";
import { openEmbeddedDatabase } from "../open.ts";

const [dataDir = ""] = Deno.args;
const db = { poolSize: 4, statementTimeoutMs: 30_000, slowQueryMs: 30_000 };
const { sql } = await openEmbeddedDatabase(
  { dataDir, db, embeddedDatabasePort: 0 },
  { log: createLogger({ level: "silent" }), clock: systemClock },
);
await sql`create table if not exists written (n int primary key)`;
const [last] = await sql<{ n: number }[]>`select coalesce(max(n), 0) as n from written`;
const line = new TextEncoder();
for (let n = (last?.n ?? 0) + 1;; n++) {
  // two statements that hold together or not at all
  await sql.begin(async (tx) => {
    await tx`insert into written values (${n})`;
    await tx`insert into written values (${-n})`;
  });
  Deno.stdout.writeSync(line.encode(`${n}\n`));
}
