import { join } from "node:path";
import { StorageError } from "../../errors.ts";

/** A data folder that this process alone uses. */
export interface FolderLock {
  release(): void;
}

function unreadable(folder: string, cause: unknown): StorageError {
  return new StorageError(
    "unreadable",
    `The data folder ${folder} cannot be used: ${cause instanceof Error ? cause.message : cause}`,
    "Give the product's account the right to read and write it, or set DATA_DIR to another folder.",
    cause,
  );
}

/**
 * Takes the operating system's lock on the data folder, making the folder when it is absent. The
 * system frees the lock when the process ends, however it ends.
 *
 * @throws {StorageError} `locked` naming the process that holds it, `unreadable` without the rights
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, "lock");
  let file: Deno.FsFile;
  try {
    await Deno.mkdir(folder, { recursive: true });
    file = await Deno.open(path, { read: true, write: true, create: true });
  } catch (error) {
    throw unreadable(folder, error);
  }
  if (!await file.tryLock(true)) {
    file.close();
    const pid = (await Deno.readTextFile(path)).trim();
    throw new StorageError(
      "locked",
      `The data folder ${folder} is in use by process ${pid}.`,
      `Stop process ${pid}, or set DATA_DIR to another folder. More than one process needs ` +
        "DATABASE_URL and REDIS_URL.",
    );
  }
  await file.truncate();
  await file.write(new TextEncoder().encode(`${Deno.pid}\n`));
  return {
    release() {
      file.close();
    },
  };
}
