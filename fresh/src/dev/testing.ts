import { dirname, join } from "node:path";

/** Runs a function with a folder that holds the given files, by path. The folder is removed again. */
export async function withProject(
  files: Record<string, string>,
  run: (root: string) => Promise<void>,
): Promise<void> {
  const root = await Deno.realPath(await Deno.makeTempDir({ prefix: "fresh_test_" }));
  try {
    await writeFiles(root, files);
    await run(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

/** Writes files below a folder. */
export async function writeFiles(root: string, files: Record<string, string>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await Deno.mkdir(dirname(join(root, path)), { recursive: true });
    await Deno.writeTextFile(join(root, path), content);
  }
}
