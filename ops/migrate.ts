/** Applies the migrations and exits: 0 when the database is up to date, 1 when it is not. */
import {
  createLogger,
  loadConfig,
  migrate,
  openDatabase,
  readEnvironment,
  systemClock,
} from "@/lib/platform/mod.ts";
import { start } from "./start_problem.ts";

const migrations = decodeURIComponent(new URL("../migrations", import.meta.url).pathname);

async function run(): Promise<void> {
  const config = loadConfig(readEnvironment());
  const log = createLogger({ level: config.logLevel });
  // a migration may take its time: slow statements of it are nothing to warn of
  const db = { ...config.db, slowQueryMs: Infinity };
  const database = await openDatabase({ ...config, db }, { log, clock: systemClock });
  try {
    const { applied } = await migrate(database.sql, migrations, log);
    console.log(applied.length === 0 ? "Up to date." : `Applied: ${applied.join(", ")}`);
  } finally {
    await database.close();
  }
}

await start(run);
