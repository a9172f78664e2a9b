import postgres from "postgres";
import {
  createLogger,
  loadConfig,
  migrate,
  openDatabase,
  systemClock,
} from "@/lib/platform/mod.ts";

/** What databases of tests are copied from: migrated, without rows. */
export interface Templates {
  /** Name of the database; empty without PostgreSQL. */
  database: string;
  /** Folder of the embedded database. */
  cluster: string;
  remove(): Promise<void>;
}

const log = createLogger({ level: "silent" });
const migrations = decodeURIComponent(new URL("../../migrations", import.meta.url).pathname);

async function makeDatabase(address: string, name: string): Promise<void> {
  const admin = postgres(address, { max: 1, onnotice: () => {} });
  try {
    await admin.unsafe(`create database ${name}`);
  } finally {
    await admin.end();
  }
  const url = new URL(address);
  url.pathname = `/${name}`;
  const sql = postgres(url.href, { max: 1, onnotice: () => {} });
  try {
    await migrate(sql, migrations, log);
  } finally {
    // nothing may be connected to a database that is copied
    await sql.end();
  }
}

async function makeCluster(dataDir: string): Promise<void> {
  const config = loadConfig({ AUTH_CREDENTIALS: "owner:a-test-password", DATA_DIR: dataDir });
  const database = await openDatabase(config, { log, clock: systemClock });
  try {
    await migrate(database.sql, migrations, log);
  } finally {
    await database.close();
  }
}

/**
 * Makes both templates.
 *
 * @param address of a PostgreSQL in which databases may be made, or null
 */
export async function makeTemplates(address: string | null): Promise<Templates> {
  const database = address === null
    ? ""
    : `ct_template_${crypto.randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-template-" });
  const remove = async () => {
    await Deno.remove(dataDir, { recursive: true });
    if (address === null) return;
    const admin = postgres(address, { max: 1, onnotice: () => {} });
    await admin.unsafe(`drop database if exists ${database}`);
    await admin.end();
  };
  try {
    if (address !== null) await makeDatabase(address, database);
    await makeCluster(dataDir);
  } catch (error) {
    await remove();
    throw error;
  }
  return { database, cluster: `${dataDir}/pg`, remove };
}
