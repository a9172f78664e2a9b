import { join, relative } from "node:path";

/**
 * Lists the files below a folder, sorted by path; none when the folder doesn't exist.
 *
 * @returns paths relative to the folder, with `/`
 */
export async function filesBelow(folder: string, ignore: readonly RegExp[]): Promise<string[]> {
  const files: string[] = [];
  await walk(folder);
  return files.map((path) => relative(folder, path).replaceAll("\\", "/")).toSorted();

  async function walk(at: string): Promise<void> {
    for (const entry of await entriesOf(at)) {
      const path = join(at, entry.name);
      if (ignore.some((pattern) => pattern.test(path))) continue;
      const { isDirectory } = entry.isSymlink ? await Deno.stat(path) : entry;
      if (isDirectory) await walk(path);
      else files.push(path);
    }
  }
}

async function entriesOf(folder: string): Promise<Deno.DirEntry[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
