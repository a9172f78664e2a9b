import assert from "node:assert/strict";
import type { BuildOptions } from "./build_config.ts";
import { resolveBuildConfig } from "./build_config.ts";
import { type Bundle, bundleScripts } from "./bundle.ts";
import { withProject } from "./testing.ts";

const root = new URL("../../../", import.meta.url).pathname;

/** Bundles one island of a project; `bundled` is the text of all its scripts. */
async function bundle(
  files: Record<string, string>,
  check: (result: Bundle, bundled: string) => void,
  options: BuildOptions = {},
  mode: "development" | "production" = "production",
): Promise<void> {
  await withProject(files, async (project) => {
    // Packages are found from here.
    const config = { ...resolveBuildConfig({ root, ...options }, mode) };
    const result = await bundleScripts(config, new Map([["Island", `${project}/Island.tsx`]]));
    const texts = Array.from(
      result.files,
      ([name, content]) => name.endsWith(".js") ? new TextDecoder().decode(content) : "",
    );
    check(result, texts.join("\n"));
  });
}

Deno.test("bundle - fresh/runtime is the browsers' variant, without any server code", async () => {
  await bundle({
    "Island.tsx": `import { IS_BROWSER, Head, HttpError } from "fresh/runtime";
      export default () => IS_BROWSER ? "in browser" : "on server";
      export const more = [Head, HttpError];`,
  }, (_, bundled) => {
    assert.ok(bundled.includes("in browser"));
    for (const word of ["UNSTABLE_comment", "Deno.", "preact-render-to-string"]) {
      assert.ok(!bundled.includes(word), word);
    }
  });
});

Deno.test("bundle - a module shared with the server brings only what islands use", async () => {
  await bundle({
    "Island.tsx": `import { label } from "./shared.ts"; export default () => label;`,
    "shared.ts": `import { createDefine } from "fresh";
      export const define = createDefine(); export const label = "shared label";`,
  }, (_, bundled) => {
    assert.ok(bundled.includes("shared label"));
    assert.ok(!bundled.includes("Deno."), "server code");
  });
});

Deno.test("bundle - styles of an island are a file of their own", async () => {
  await bundle({
    "Island.tsx": `import "./style.css"; export default () => null;`,
    "style.css": ".island { color: red }",
  }, ({ files, islands }) => {
    const { css } = islands.get("Island")!;
    assert.match(new TextDecoder().decode(files.get(css!)), /\.island\{color:red\}/);
  });
});

Deno.test("bundle - JSX needs no import, and TypeScript is left out", async () => {
  await bundle({
    "Island.tsx": `interface P { a: string } export default ({ a }: P) => <p class="x">{a}</p>;`,
  }, ({ islands }) => assert.deepEqual(islands.get("Island")!.exports, ["default"]));
});

Deno.test("bundle - scripts are made for the targets asked for", async () => {
  const files = { "Island.tsx": "export default (a: { b?: string }) => a?.b ?? 'none';" };
  await bundle(files, (_, bundled) => assert.match(bundled, /\?\.b/), { target: "es2022" });
  await bundle(files, (_, bundled) => assert.doesNotMatch(bundled, /\?\.b\?\?/), {
    target: ["chrome63"],
  });
});

Deno.test("bundle - source maps come when asked for, and always in development", async () => {
  const files = { "Island.tsx": "export default () => 'x';" };
  const maps = ({ files }: Bundle) =>
    [...files.keys()].filter((name) => name.endsWith(".map")).length;
  await bundle(files, (result) => assert.equal(maps(result), 0));
  await bundle(files, (result) => assert.ok(maps(result) > 0), { sourceMap: { kind: "linked" } });
  await bundle(files, (result) => assert.ok(maps(result) > 0), {}, "development");
});

Deno.test("bundle - only development has the script that reloads pages", async () => {
  const files = { "Island.tsx": "export default () => 'x';" };
  await bundle(files, ({ reload }) => assert.equal(reload, null));
  await bundle(
    files,
    ({ reload }) => assert.match(reload!.file, /^fresh-reload-/),
    {},
    "development",
  );
});
