import { join } from "node:path";
import { StorageError } from "../../errors.ts";

/** Major version of the embedded PostgreSQL; a cluster of another one cannot be opened. */
const MAJOR_VERSION = "18";

/** Names of clusters that are being made. One is renamed when complete, so it never holds data. */
const UNFINISHED = "pg.new-";

/** Without these a folder is no cluster that PostgreSQL could recover. */
const NEEDED = ["PG_VERSION", "global/pg_control", "pg_wal", "base", "pg_xact"];

/** A cluster that cannot be opened, with the way out; nothing was changed or deleted. */
export function corruptCluster(folder: string, detail: string, cause?: unknown): StorageError {
  return new StorageError(
    "corrupt",
    `The database in ${folder} is damaged: ${detail}`,
    `Nothing was deleted. Restore a backup into ${folder}, or move that folder away to begin with ` +
      "an empty database, which is filled again from the connected sources.",
    cause,
  );
}

async function exists(path: string): Promise<boolean> {
  try {
    await Deno.lstat(path);
    return true;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/**
 * Says whether `folder` is absent or holds a whole cluster of the right version.
 *
 * @throws {StorageError} `corrupt` when parts are missing, `unreadable` for another version
 */
export async function inspectCluster(folder: string): Promise<"absent" | "present"> {
  if (!await exists(folder)) return "absent";
  for (const name of NEEDED) {
    if (!await exists(join(folder, name))) throw corruptCluster(folder, `${name} is missing.`);
  }
  const version = (await Deno.readTextFile(join(folder, "PG_VERSION"))).trim();
  if (!/^\d+$/.test(version)) throw corruptCluster(folder, "PG_VERSION holds no version.");
  if (version !== MAJOR_VERSION) {
    throw new StorageError(
      "unreadable",
      `The database in ${folder} was made by PostgreSQL ${version}; this is ${MAJOR_VERSION}.`,
      "Start the release that made it and take a backup, then restore that backup here.",
    );
  }
  return "present";
}

/**
 * Makes the cluster: `create` fills a folder beside the final one, which is renamed when complete.
 * A creation that was cut short leaves nothing that could be taken for a cluster.
 */
export async function createClusterFolder(
  dataDir: string,
  folder: string,
  create: (unfinished: string) => Promise<void>,
): Promise<void> {
  for await (const entry of Deno.readDir(dataDir)) {
    if (!entry.name.startsWith(UNFINISHED)) continue;
    await Deno.remove(join(dataDir, entry.name), { recursive: true });
  }
  const unfinished = join(dataDir, `${UNFINISHED}${crypto.randomUUID()}`);
  await create(unfinished);
  await Deno.rename(unfinished, folder);
}
