import assert from "node:assert/strict";
import { Builder } from "./builder.ts";

const fixture = new URL("../../tests/fixture/", import.meta.url);
const project = new URL("../../../", import.meta.url).pathname;

/** Builds the fixture into a folder of its own and runs a function with it. */
async function withFixtureBuild(run: (outDir: string) => Promise<void>): Promise<void> {
  const outDir = await Deno.makeTempDir({ dir: fixture.pathname, prefix: "_built_" });
  try {
    await new Builder({ root: fixture.pathname, outDir }).build();
    await run(outDir);
  } finally {
    await Deno.remove(outDir, { recursive: true });
  }
}

/** Runs a module in a process that may do no more than read the project. */
async function runNarrowly(code: string, ...flags: string[]): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-lock", "--no-prompt", `--allow-read=${project}`, ...flags, "-"],
    cwd: fixture.pathname,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = command.stdin.getWriter();
  await writer.write(new TextEncoder().encode(code));
  await writer.close();
  const { code: exit, stderr, stdout } = await command.output();
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assert.equal(exit, 0, decode(stderr));
  return decode(stdout);
}

Deno.test("production build - serves pages, scripts and files with no more than read access", async () => {
  await withFixtureBuild(async (outDir) => {
    const output = await runNarrowly(`
      const { default: server } = await import("file://${outDir}/server.js");
      const ask = async (path) => {
        const response = await server.fetch(new Request("http://localhost" + path));
        return { status: response.status, cache: response.headers.get("cache-control"), text: await response.text() };
      };
      const page = await ask("/");
      const script = /<script type="module" src="(.*?)"/.exec(page.text)[1];
      console.log(JSON.stringify({
        page, script: await ask(script), moved: await ask("/moved/1"), file: await ask("/brochure.txt"),
        fails: await ask("/fails"),
        hidden: await Promise.all([
          "/_fresh/snapshot.js", "/_fresh/server.js", "/_fresh/alive", "/routes/index.tsx", "/main.ts",
          "/..%2fmain.ts", "/%2e%2e/main.ts",
        ].map(async (path) => (await ask(path)).status)),
      }));
    `);
    const { page, script, moved, file, fails, hidden } = JSON.parse(output);
    assert.match(page.text, /<!--frsh:i:Counter:\d+:--><button[^>]*>first: 3<\/button>/);
    assert.equal(script.status, 200);
    assert.match(script.cache, /max-age=31536000, immutable/);
    assert.match(moved.text, /moved here/);
    assert.equal(file.text, "All about the fixture.\n");
    assert.deepEqual([fails.status, fails.text], [500, "Internal Server Error"]);
    assert.ok(hidden.every((status: number) => status === 404), `${hidden}`);
  });
});

Deno.test("production build - needs neither builder nor bundler, and leaves routes for later", async () => {
  await withFixtureBuild(async (outDir) => {
    const output = await runNarrowly(`
      await import("file://${outDir}/snapshot.js");
      const { app } = await import("file://${fixture.pathname}main.ts");
      const response = await app.handler()(new Request("http://localhost/brochure.txt"));
      console.log(response.status, await response.text());
    `);
    assert.equal(output.trim(), "200 All about the fixture.");
    const info = await new Deno.Command(Deno.execPath(), {
      args: ["info", "--json", "--no-lock", `${outDir}/server.js`],
      cwd: fixture.pathname,
    }).output();
    const { modules } = JSON.parse(new TextDecoder().decode(info.stdout));
    const loaded = modules.map(({ specifier }: { specifier: string }) => specifier).join("\n");
    assert.match(loaded, /fresh\/src\/built_snapshot\.ts/);
    assert.doesNotMatch(loaded, /npm:\/esbuild|fresh\/src\/dev\//);
  });
});

Deno.test("production build - replaces the one before, and says so in names that change", async () => {
  await withFixtureBuild(async (outDir) => {
    await Deno.writeTextFile(`${outDir}/stale.txt`, "");
    await new Builder({ root: fixture.pathname, outDir }).build();
    const names = (await Array.fromAsync(Deno.readDir(outDir))).map(({ name }) => name).sort();
    assert.deepEqual(names, ["server.js", "snapshot.js", "static"]);
    const code = await Deno.readTextFile(`${outDir}/snapshot.js`);
    assert.match(code, /\(\) => import\("\.\.\/routes\/index\.tsx"\)/);
    assert.ok(!code.includes(fixture.pathname), "absolute paths");
  });
});
