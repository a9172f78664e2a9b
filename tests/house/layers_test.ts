import { deepEqual, ok } from "node:assert/strict";
import { join, relative } from "node:path";
import { imports, root, sources } from "./sources.ts";

/** Which domains of lib/ each domain may use; the arrows of the architecture. */
const mayUse: Record<string, string[]> = {
  platform: [],
  i18n: [],
  text: [],
  audit: ["platform"],
  auth: ["platform", "audit"],
  connectors: ["platform", "audit", "text"],
  identity: ["platform", "audit"],
  evidence: ["platform", "identity", "text", "audit"],
  insights: ["platform", "evidence", "audit", "text", "i18n"],
  portfolio: ["platform", "insights"],
  api: ["platform", "auth"],
};

/** Where a specifier points, relative to the root; null for packages. */
function target(from: string, specifier: string): string | null {
  if (specifier.startsWith("@/")) return specifier.slice(2);
  if (!specifier.startsWith(".")) return null;
  return relative(root, join(root, from, "..", specifier));
}

function domain(path: string): string | null {
  return /^lib\/([a-z0-9]+)\//.exec(path)?.[1] ?? null;
}

/** Every import between the project's own modules, as [from, to]. */
function edges(): [string, string][] {
  return [...sources()].flatMap((from) =>
    imports(from).flatMap((specifier) => {
      const to = target(from, specifier);
      return to === null ? [] : [[from, to] as [string, string]];
    })
  );
}

Deno.test("domains of lib/ import only the domains below them, through mod.ts", () => {
  const wrong = edges().filter(([from, to]) => {
    const [user, used] = [domain(from), domain(to)];
    if (used === null || user === used) return false;
    if (to !== `lib/${used}/mod.ts`) return true;
    return user !== null && !(mayUse[user] ?? []).includes(used);
  });
  deepEqual(wrong.map(([from, to]) => `${from} imports ${to}`), []);
});

Deno.test("lib/ holds no JSX and nothing of Fresh", () => {
  const wrong = [...sources(`${root}lib`)].filter((path) =>
    path.endsWith(".tsx") || imports(path).some((name) => /^(fresh|preact)(\/|$)/.test(name))
  );
  deepEqual(wrong, []);
});

Deno.test("islands and components import nothing of lib/ but i18n", () => {
  const wrong = edges().filter(([from, to]) =>
    /^(islands|components)\//.test(from) && to.startsWith("lib/") && domain(to) !== "i18n"
  );
  deepEqual(wrong.map(([from, to]) => `${from} imports ${to}`), []);
});

Deno.test("the framework imports nothing of the product", () => {
  const wrong = edges().filter(([from, to]) =>
    from.startsWith("fresh/") && !to.startsWith("fresh/")
  );
  deepEqual(wrong.map(([from, to]) => `${from} imports ${to}`), []);
});

Deno.test("the product imports the framework by its three public names only", () => {
  const allowed = new Set(["fresh", "fresh/runtime", "fresh/dev"]);
  const wrong = [...sources()].filter((path) => !path.startsWith("fresh/")).flatMap((path) =>
    imports(path).filter((name) => {
      const own = target(path, name)?.startsWith("fresh/") ?? false;
      return own || (/^(fresh|@fresh)\//.test(name) && !allowed.has(name));
    }).map((name) => `${path} imports ${name}`)
  );
  deepEqual(wrong, []);
});

Deno.test("no source file is longer than 300 lines", () => {
  const long = [...sources()].filter((path) => !/^lib\/i18n\/(en|ru)/.test(path))
    .map((path) => [path, Deno.readTextFileSync(root + path).split("\n").length - 1] as const)
    .filter(([, lines]) => lines > 300);
  deepEqual(long, []);
});

Deno.test("the checks above see the project's sources", () => {
  ok([...sources()].length > 20);
  ok(edges().length > 20);
});
