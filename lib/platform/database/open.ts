import type { Clock } from "../clock.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../log/logger.ts";
import type { Database } from "./database.ts";
import { openEmbeddedDatabase } from "./embedded/open.ts";
import { requireDatabase } from "./requirements.ts";
import { openServedDatabase } from "./served.ts";

/**
 * Opens the database that the configuration names.
 *
 * @param tools.onStall embedded only: a statement exceeds its time and can be ended only with the
 * process; served statements are ended by PostgreSQL
 * @throws {StorageError} when the embedded database's folder cannot be used
 * @throws {ConfigError} when the served database cannot be reached or is too old
 */
export async function openDatabase(
  config: Config,
  tools: { log: Logger; clock: Clock; onStall?: () => void },
): Promise<Database> {
  if (config.databaseUrl === null) return await openEmbeddedDatabase(config, tools);
  const database = openServedDatabase(config.databaseUrl, config.db, tools);
  try {
    await requireDatabase(database.sql, config.databaseUrl);
  } catch (error) {
    await database.close();
    throw error;
  }
  return database;
}
