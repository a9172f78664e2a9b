/** Applies the migrations and exits: 0 when the database is up to date, 1 when it is not. */
import {
  createLogger,
  loadConfig,
  migrate,
  MigrationError,
  openDatabase,
  readEnvironment,
  StorageError,
  systemClock,
} from "@/lib/platform/mod.ts";

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

try {
  await run();
} catch (error) {
  if (error instanceof StorageError) console.error(`${error.message} ${error.fix}`);
  else if (error instanceof MigrationError) console.error(error.message);
  else throw error;
  Deno.exit(1);
}
