import { join } from "node:path";

/**
 * An empty data folder for a demo. What an earlier demo left is removed: its history was made
 * relative to another day. Only `data/demo` is touched.
 */
export async function resetDemoData(root: string): Promise<string> {
  const folder = join(root, "data", "demo");
  await Deno.remove(folder, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.mkdir(folder, { recursive: true });
  return folder;
}
