import { deepEqual, ok } from "node:assert/strict";
import { files, root } from "./sources.ts";

const read = (path: string) => Deno.readTextFileSync(root + path);

Deno.test("the lock file records no download addresses", () => {
  const lock = JSON.parse(read("deno.lock")) as { npm: Record<string, Record<string, unknown>> };
  ok(Object.keys(lock.npm).length > 10);
  deepEqual(Object.entries(lock.npm).filter(([, entry]) => "tarball" in entry), []);
  deepEqual(read("deno.lock").match(/https?:\/\//g), null);
});

Deno.test("every import of a package is pinned to one version", () => {
  const config = JSON.parse(read("deno.json")) as { imports: Record<string, string> };
  const loose = Object.entries(config.imports).filter(([name, target]) =>
    target.startsWith("npm:") && !/@\d+\.\d+\.\d+$/.test(target) && name !== "fresh"
  );
  deepEqual(loose, []);
});

Deno.test("no module is imported from an address", () => {
  const wrong = [...files(root.slice(0, -1), /\.tsx?$/)].filter((path) =>
    /from\s+["']https?:/.test(read(path))
  );
  deepEqual(wrong, []);
});

Deno.test("the tasks that the README and the operators rely on exist", () => {
  const { tasks } = JSON.parse(read("deno.json")) as { tasks: Record<string, unknown> };
  const wanted = [
    "demo",
    "start",
    "worker",
    "dev",
    "build",
    "test",
    "ok",
    "migrate",
    "hash-password",
  ];
  deepEqual(wanted.filter((name) => !(name in tasks)), []);
});

Deno.test("what only looks like a test is none: the runner would run it, and itself again", () => {
  const wrong = [...files(root.slice(0, -1), /(^|\.)test\.(tsx?|jsx?|mjs)$/)];
  deepEqual(wrong, []);
});

Deno.test("tasks that start the product run with named permissions, none of which is everything", () => {
  const { tasks, permissions } = JSON.parse(read("deno.json")) as {
    tasks: Record<string, { command: string }>;
    permissions: Record<string, Record<string, unknown>>;
  };
  for (const name of ["demo", "start", "worker", "migrate", "build"]) {
    const [, set] = /^deno run -P=(\w+) /.exec(tasks[name]!.command) ?? [];
    ok(set !== undefined && set in permissions, `${name}: ${tasks[name]!.command}`);
    ok(!("all" in permissions[set]!) && permissions[set]!.write !== true, set);
  }
});
