import assert from "node:assert/strict";
import { mapSpecifier, memberFile, packagePath, readImportMap } from "./import_map.ts";
import { withProject } from "./testing.ts";

const config = (value: unknown) => JSON.stringify(value);

Deno.test("import map - the nearest deno.json wins, those above count too", async () => {
  await withProject({
    "deno.json": config({ imports: { "@/": "./", "a": "npm:a@1", "b": "npm:b@1" } }),
    "app/deno.json": config({ imports: { "a": "./own/a.ts" } }),
  }, async (root) => {
    const map = await readImportMap(`${root}/app`);
    assert.equal(mapSpecifier("a", map), `${root}/app/own/a.ts`);
    assert.equal(mapSpecifier("b", map), "npm:b@1");
    assert.equal(mapSpecifier("@/lib/x.ts", map), `${root}/lib/x.ts`);
    assert.equal(mapSpecifier("unknown", map), "unknown");
  });
});

Deno.test("import map - the longest prefix wins, and packages have paths", () => {
  const map = {
    imports: new Map([["@/", "/p/"], ["@/lib/", "/l/"], ["preact", "npm:preact@10.1.0"], [
      "x",
      "/x.ts",
    ]]),
    members: [],
  };
  assert.equal(mapSpecifier("@/lib/a.ts", map), "/l/a.ts");
  assert.equal(mapSpecifier("@/a.ts", map), "/p/a.ts");
  assert.equal(mapSpecifier("preact/hooks", map), "npm:preact@10.1.0/hooks");
  assert.equal(mapSpecifier("preact-other", map), "preact-other");
  assert.equal(mapSpecifier("x/y", map), "x/y");
});

Deno.test("import map - packages lose registry and version", () => {
  assert.equal(packagePath("npm:preact@10.1.0/hooks"), "preact/hooks");
  assert.equal(packagePath("npm:@preact/signals@^2"), "@preact/signals");
  assert.equal(packagePath("jsr:/@fresh/core@^2.3.3/runtime"), "@fresh/core/runtime");
  assert.equal(packagePath("preact/hooks"), "preact/hooks");
});

Deno.test("import map - packages of the workspace are found by name and entry", async () => {
  await withProject({
    "deno.json": config({ workspace: ["./one", "two"] }),
    "one/deno.json": config({
      name: "@x/one",
      exports: { ".": "./mod.ts", "./sub": "./s/sub.ts" },
    }),
    "two/deno.json": config({ name: "@x/two", exports: "./two.ts" }),
  }, async (root) => {
    const map = await readImportMap(root);
    assert.equal(memberFile("@x/one", map), `${root}/one/mod.ts`);
    assert.equal(memberFile("@x/one/sub", map), `${root}/one/s/sub.ts`);
    assert.equal(memberFile("@x/two", map), `${root}/two/two.ts`);
    assert.equal(memberFile("@x/two/none", map), undefined);
    assert.equal(memberFile("@x/onerous", map), undefined);
  });
});

Deno.test("import map - a deno.json that can't be read is an error", async () => {
  await withProject({ "deno.json": "{" }, async (root) => {
    await assert.rejects(readImportMap(root), SyntaxError);
  });
});
