import { deepEqual, equal, rejects } from "node:assert/strict";
import { UsageError } from "./arguments.ts";
import { resetDemoData } from "./data.ts";

async function withRoot(use: (root: string) => Promise<void>): Promise<void> {
  const root = await Deno.makeTempDir();
  try {
    await use(root);
  } finally {
    await Deno.remove(root, { recursive: true });
  }
}

Deno.test("what an earlier demo left is removed, and nothing else", () =>
  withRoot(async (root) => {
    await Deno.mkdir(`${root}/data/demo/pg`, { recursive: true });
    await Deno.writeTextFile(`${root}/data/demo/lock`, "1\n");
    await Deno.writeTextFile(`${root}/data/lock`, "other");
    const folder = await resetDemoData(root);
    equal(folder, `${root}/data/demo`);
    deepEqual([...Deno.readDirSync(folder)], []);
    equal(await Deno.readTextFile(`${root}/data/lock`), "other");
  }));

Deno.test("without an earlier demo the folder is made", () =>
  withRoot(async (root) => {
    deepEqual([...Deno.readDirSync(await resetDemoData(root))], []);
  }));

Deno.test("a running demo keeps its data", () =>
  withRoot(async (root) => {
    const folder = await resetDemoData(root);
    await Deno.writeTextFile(`${folder}/kept`, "");
    using lock = await Deno.create(`${folder}/lock`);
    await lock.lock(true);
    await rejects(
      resetDemoData(root),
      (error: Error) =>
        error instanceof UsageError && /a demo is running on .*: stop it/.test(error.message),
    );
    equal((await Deno.stat(`${folder}/kept`)).isFile, true);
  }));
