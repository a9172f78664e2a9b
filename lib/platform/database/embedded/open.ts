import { join } from "node:path";
import postgres from "postgres";
import type { Clock } from "../../clock.ts";
import type { Config } from "../../config/config.ts";
import { StorageError } from "../../errors.ts";
import type { Logger } from "../../log/logger.ts";
import type { Database } from "../database.ts";
import { observePool } from "../pool.ts";
import { corruptCluster, createClusterFolder, inspectCluster } from "./cluster_folder.ts";
import { lockFolder } from "./folder_lock.ts";
import { BackendError, createCluster, type Service, startService } from "./service.ts";

/** The backend serves one statement at a time; more connections would only hold memory. */
const MOST_CONNECTIONS = 8;

/** Seconds that running statements get to end at closing. */
const CLOSE_SECONDS = 5;

function randomPassword(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(24)))
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The last grave thing among PostgreSQL's lines, without its time and process. */
function gravest(output: readonly string[]): string | undefined {
  return output.flatMap((line) => /\b(?:ERROR|FATAL|PANIC):\s+(.+)/.exec(line)?.[1] ?? []).at(-1) ??
    output.at(-1);
}

function storageError(folder: string, error: unknown): unknown {
  if (!(error instanceof BackendError)) return error;
  if (/address (already )?in use|AddrInUse/i.test(error.message)) {
    return new StorageError(
      "unreadable",
      "The embedded database's loopback port is taken.",
      "Set EMBEDDED_DATABASE_PORT to a free port, or to 0.",
      error,
    );
  }
  return corruptCluster(folder, `${gravest(error.output) ?? error.message}.`, error);
}

/**
 * Opens the embedded PostgreSQL (with vector and pg_trgm) in `<dataDir>/pg`, making it at the first
 * start and recovering it after a crash. A commit that was acknowledged is on disk. Only this
 * process can use it: the loopback port asks for a password made at each start.
 *
 * @param tools.onStall told when a statement exceeds `statementTimeoutMs`: nothing else can run until
 * it ends, and only ending the process ends it
 * @throws {StorageError} `locked`, `corrupt` or `unreadable`, with the fix
 */
export async function openEmbeddedDatabase(
  config: Pick<Config, "dataDir" | "db" | "embeddedDatabasePort">,
  { log, clock, onStall = () => {} }: { log: Logger; clock: Clock; onStall?: () => void },
): Promise<Database> {
  const folder = join(config.dataDir, "pg");
  const lock = await lockFolder(config.dataDir);
  const password = randomPassword();
  let service: Service;
  try {
    if (await inspectCluster(folder) === "absent") {
      log.info({ folder }, "making the embedded database");
      await createClusterFolder(config.dataDir, folder, createCluster);
    }
    service = await startService({
      folder,
      port: config.embeddedDatabasePort,
      password,
      statementTimeoutMs: config.db.statementTimeoutMs,
      onStall,
      log,
      clock,
    });
  } catch (error) {
    lock.release();
    throw storageError(folder, error);
  }

  const size = Math.min(config.db.poolSize, MOST_CONNECTIONS);
  const pool = observePool(
    postgres({
      host: "127.0.0.1",
      port: service.port,
      user: "postgres",
      database: "postgres",
      password,
      max: size,
      onnotice: () => {},
    }),
    { size, slowQueryMs: config.db.slowQueryMs, clock, log },
  );
  return {
    sql: pool.sql,
    kind: "embedded",
    stats: pool.stats,
    async close() {
      await pool.sql.end({ timeout: CLOSE_SECONDS });
      try {
        await service.close();
      } finally {
        lock.release();
      }
    },
  };
}
