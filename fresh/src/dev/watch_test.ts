import assert from "node:assert/strict";
import { withProject, writeFiles } from "./testing.ts";
import { changesOf, type Watched } from "./watch.ts";

/** Watches a project while a function changes it; answers the first changes, relative to it. */
async function firstChanges(
  watched: (root: string) => Watched,
  change: (root: string) => Promise<void>,
): Promise<string[]> {
  let found: string[] = [];
  await withProject({ "a/b/deep.txt": "", "top.txt": "" }, async (root) => {
    const stop = new AbortController();
    const changes = changesOf(watched(root), (path) => path.endsWith(".txt"), stop.signal);
    const first = changes.next();
    await change(root);
    found = ((await first).value as string[]).map((path) => path.slice(root.length + 1)).sort();
    stop.abort();
    assert.equal((await changes.next()).done, true);
  });
  return found;
}

Deno.test("changesOf - what matters, at any depth, at once", async () => {
  const changed = await firstChanges(
    (root) => ({ deep: [`${root}/a`, `${root}/missing`] }),
    (root) =>
      writeFiles(root, {
        "a/b/deep.txt": "1",
        "a/b/deep.md": "1",
        "a/new.txt": "1",
        "top.txt": "1",
      }),
  );
  assert.deepEqual(changed, ["a/b/deep.txt", "a/new.txt"]);
});

Deno.test("changesOf - of a shallow folder its own files only", async () => {
  const changed = await firstChanges(
    (root) => ({ shallow: [root] }),
    (root) => writeFiles(root, { "a/b/deep.txt": "1", "top.txt": "1" }),
  );
  assert.deepEqual(changed, ["top.txt"]);
});

Deno.test("changesOf - ends at once when there is nothing to watch, and when it is told to", async () => {
  const none = changesOf({ deep: ["/does/not/exist"] }, () => true);
  assert.equal((await none.next()).done, true);
  await withProject({ "a.txt": "" }, async (root) => {
    const stop = new AbortController();
    const changes = changesOf({ deep: [root] }, () => true, stop.signal);
    const first = changes.next();
    stop.abort();
    assert.equal((await first).done, true);
  });
});
