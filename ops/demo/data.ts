import { join } from "node:path";
import { UsageError } from "./arguments.ts";

async function requireUnused(folder: string): Promise<void> {
  let lock: Deno.FsFile;
  try {
    lock = await Deno.open(join(folder, "lock"), { read: true, write: true });
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  const free = await lock.tryLock(true);
  lock.close();
  if (!free) throw new UsageError(`a demo is running on ${folder}: stop it first`);
}

/**
 * An empty data folder for a demo. What an earlier demo left is removed: its history was made
 * relative to another day. Only `data/demo` is touched.
 *
 * @throws {UsageError} while a demo is running on it
 */
export async function resetDemoData(root: string): Promise<string> {
  const folder = join(root, "data", "demo");
  await requireUnused(folder);
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.mkdir(folder, { recursive: true });
  return folder;
}
