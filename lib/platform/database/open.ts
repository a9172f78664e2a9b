import type { Clock } from "../clock.ts";
import type { Config } from "../config/config.ts";
import type { Logger } from "../log/logger.ts";
import type { Database } from "./database.ts";
import { openEmbeddedDatabase } from "./embedded/open.ts";
import { openServedDatabase } from "./served.ts";

/**
 * Opens the database that the configuration names.
 *
 * @param tools.onStall embedded only: a statement exceeds its time and can be ended only with the
 * process; served statements are ended by PostgreSQL
 * @throws {StorageError} when the embedded database's folder cannot be used
 */
export async function openDatabase(
  config: Config,
  tools: { log: Logger; clock: Clock; onStall?: () => void },
): Promise<Database> {
  return config.databaseUrl === null
    ? await openEmbeddedDatabase(config, tools)
    : openServedDatabase(config.databaseUrl, config.db, tools);
}
