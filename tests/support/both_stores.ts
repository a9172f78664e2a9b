import { createLogger, migrate, openDatabase, systemClock } from "@/lib/platform/mod.ts";
import { loadConfig } from "@/lib/platform/mod.ts";
import { scratchDatabase } from "./scratch_database.ts";
import { postgresUrl, redisUrl } from "./services.ts";
import type { WorldStore } from "./sync_world.ts";
import { dataFolder } from "./data_folder.ts";

/** A migrated store, and the way to remove it. */
export interface TestStore extends WorldStore {
  /** Address for other processes; null: only this one can use it. */
  databaseUrl: string | null;
  close(): Promise<void>;
}

/** One of the product's two kinds of stores, as tests are run on both. */
export interface StoreKind {
  name: string;
  /** Whether what it needs is on this machine. */
  available: boolean;
  open(): Promise<TestStore>;
}

const log = createLogger({ level: "silent" });
const migrations = decodeURIComponent(new URL("../../migrations", import.meta.url).pathname);

/** The embedded database, with cache and events within the process. */
export const embeddedStore: StoreKind = {
  name: "embedded",
  available: true,
  async open() {
    const dataDir = await dataFolder("test");
    const config = loadConfig({ AUTH_CREDENTIALS: "owner:a-test-password", DATA_DIR: dataDir });
    const database = await openDatabase(config, { log, clock: systemClock });
    await migrate(database.sql, migrations, log);
    return {
      ...{ sql: database.sql, redisUrl: null, databaseUrl: null },
      async close() {
        await database.close();
        await Deno.remove(dataDir, { recursive: true });
      },
    };
  },
};

/** PostgreSQL and Redis. */
export const servedStore: StoreKind = {
  name: "PostgreSQL and Redis",
  available: postgresUrl !== null && redisUrl !== null,
  async open() {
    const scratch = await scratchDatabase("sync");
    await migrate(scratch.sql, migrations, log);
    return { sql: scratch.sql, redisUrl, databaseUrl: scratch.url, close: scratch.drop };
  },
};
