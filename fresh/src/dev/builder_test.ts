import assert from "node:assert/strict";
import { App, staticFiles } from "fresh";
import { getSnapshot, type Snapshot } from "../snapshot.ts";
import { ask, textOf } from "../testing.ts";
import type { BuildOptions } from "./build_config.ts";
import { Builder } from "./builder.ts";
import { withProject } from "./testing.ts";

/** Needs no import, so that it can be loaded from anywhere. */
const ISLAND = "export default function Island() { return null; }";

/** Runs a function with the snapshot a project's build makes. */
async function withBuild(
  files: Record<string, string>,
  run: (snapshot: Snapshot, app: App, root: string) => Promise<void> | void,
  { prepare, ...options }: BuildOptions & { prepare?: (builder: Builder, root: string) => void } =
    {},
): Promise<void> {
  await withProject(files, async (root) => {
    const builder = new Builder({ root, ...options });
    prepare?.(builder, root);
    const app = new App().use(staticFiles());
    (await builder.build({ snapshot: "memory" }))(app);
    await run(getSnapshot(app)!, app.fsRoutes(), root);
  });
}

const islandNames = ({ islands }: Snapshot) => [...islands.values()].map(({ name }) => name).sort();

Deno.test("builder - finds islands at any depth, and in (_islands) below routes", async () => {
  await withBuild({
    "islands/One.tsx": ISLAND,
    "islands/deep/er/two-words.jsx": ISLAND,
    "islands/One_test.ts": "throw new Error('loaded')",
    "islands/notes.md": "",
    "routes/shop/(_islands)/Cart.ts": ISLAND,
    "routes/shop/(_components)/Plain.ts": ISLAND,
    "routes/shop/index.ts": "export default () => null",
  }, (snapshot) => {
    assert.deepEqual(islandNames(snapshot), ["Cart", "One", "two-words"]);
    assert.deepEqual(snapshot.routes.map(({ id }) => id), ["shop/index"]);
  });
});

Deno.test("builder - makes an island of every exported component, with names of their own", async () => {
  await withBuild({
    "islands/Box.ts": `${ISLAND} export function Lid() {} export const SIZE = 3;`,
    "islands/other/Box.ts": ISLAND,
  }, ({ islands }) => {
    const found = [...islands.values()].map(({ name, exportName }) => [name, exportName]);
    assert.deepEqual(found.sort(), [["Box", "default"], ["Box_2", "default"], ["Box_Lid", "Lid"]]);
    for (const [component, chunk] of islands) assert.equal(component, chunk.component);
  });
});

Deno.test("builder - registerIsland takes paths and file URLs, and refuses others", async () => {
  await withBuild({ "a/First.ts": ISLAND, "b/Second.ts": ISLAND }, (snapshot) => {
    assert.deepEqual(islandNames(snapshot), ["First", "Second"]);
  }, {
    prepare(builder, root) {
      builder.registerIsland("a/First.ts");
      builder.registerIsland(`file://${root}/b/Second.ts`);
      builder.registerIsland("./a/First.ts");
      assert.throws(() => builder.registerIsland("jsr:@x/y"), /must be a file/);
    },
  });
});

Deno.test("builder - options name folders and leave out files", async () => {
  await withBuild({
    "ui/live/A.ts": ISLAND,
    "ui/live/Skip.ts": ISLAND,
    "ui/pages/index.ts": "export const handler = () => new Response('page')",
    "public/a.txt": "a",
  }, async (snapshot, app) => {
    assert.deepEqual(islandNames(snapshot), ["A"]);
    assert.equal(await textOf(app, "/"), "page");
    assert.equal(await textOf(app, "/a.txt"), "a");
  }, { islandDir: "ui/live", routeDir: "./ui/pages", staticDir: "public", ignore: [/Skip/] });
});

Deno.test("builder - the first static folder that has a file wins", async () => {
  await withBuild(
    { "static/a.txt": "first", "more/a.txt": "second", "more/b/ü c.txt": "b" },
    async (_, app) => {
      assert.equal(await textOf(app, "/a.txt"), "first");
      assert.equal(await textOf(app, "/b/%C3%BC%20c.txt"), "b");
    },
    { staticDir: ["static", "more", "missing"] },
  );
});

Deno.test("builder - static files have types, sizes and hashes of their content", async () => {
  await withBuild({ "static/a.css": "a{}", "static/b.bin": "a{}" }, async (snapshot) => {
    const [css, bin] = ["/a.css", "/b.bin"].map((path) => snapshot.getStatic(path)!);
    assert.deepEqual([css!.contentType, css!.size, css!.immutable], [
      "text/css; charset=utf-8",
      3,
      false,
    ]);
    assert.equal(bin!.contentType, "application/octet-stream");
    assert.equal(css!.hash, bin!.hash);
    assert.equal(snapshot.assetHash("/a.css"), css!.hash);
    assert.equal(new TextDecoder().decode(await css!.open() as Uint8Array), "a{}");
    assert.equal(snapshot.getStatic("/none"), null);
  });
});

Deno.test("builder - transformations change the static files they are for, in turn", async () => {
  const seen: string[] = [];
  await withBuild({ "static/a.css": "a", "static/b.txt": "b" }, async (_, app) => {
    assert.equal(await textOf(app, "/a.css"), "<a>!");
    assert.equal(await textOf(app, "/a.css.map"), "{}");
    assert.equal(await textOf(app, "/b.txt"), "b");
    assert.deepEqual(seen, ["a:production"]);
  }, {
    prepare(builder) {
      builder.onTransformStaticFile({ pluginName: "wrap", filter: /\.css$/g }, ({ text, mode }) => {
        seen.push(`${text}:${mode}`);
        return { content: `<${text}>`, map: "{}" };
      });
      builder.onTransformStaticFile({ pluginName: "none", filter: /\.css$/ }, () => {});
      builder.onTransformStaticFile({ pluginName: "bytes", filter: /\.css$/ }, ({ content }) => ({
        content: new Uint8Array([...content, 33]),
      }));
    },
  });
});

Deno.test("builder - a transformation that fails is named", async () => {
  await withProject({ "static/a.css": "" }, async (root) => {
    const builder = new Builder({ root });
    builder.onTransformStaticFile({ pluginName: "Bad", filter: /css/ }, () => {
      throw new Error("no");
    });
    await assert.rejects(
      builder.build({ snapshot: "memory" }),
      /The plugin "Bad" failed on .*a\.css/,
    );
  });
});

Deno.test("builder - an error in an island names the place", async () => {
  await withProject({ "islands/Bad.ts": "export default )" }, async (root) => {
    await assert.rejects(
      new Builder({ root }).build({ snapshot: "memory" }),
      /islands\/Bad\.ts:1:15/,
    );
  });
  await withProject({ "islands/Bad.ts": "import 'https://example.com/x.js'" }, async (root) => {
    await assert.rejects(new Builder({ root }).build(), /can't be bundled/);
  });
});

Deno.test("builder - route overrides are known before the route is loaded", async () => {
  await withBuild({
    "routes/a.ts": `export const config = { routeOverride: "/moved/:id" };
      export const handler = (ctx) => new Response(ctx.params.id);`,
    "routes/b.ts": "globalThis.loadedB = true; export const handler = () => new Response('b')",
  }, async (snapshot, app) => {
    assert.deepEqual(snapshot.routes.map((r) => r.routeOverride), ["/moved/:id", undefined]);
    assert.equal(await textOf(app, "/moved/7"), "7");
    assert.equal((await ask(app, "/a")).status, 404);
    assert.ok(!("loadedB" in globalThis));
    assert.equal(await textOf(app, "/b"), "b");
    Reflect.deleteProperty(globalThis, "loadedB");
  });
});

Deno.test("builder - islands share scripts, and each has one of its own", async () => {
  await withBuild({
    "lib/shared.ts": "export const shared = () => console.log('shared')",
    "islands/A.ts":
      "import { shared } from '../lib/shared.ts'; export default function A() { shared(); }",
    "islands/B.ts":
      "import { shared } from '../lib/shared.ts'; export default function B() { shared(); }",
  }, async (snapshot) => {
    const [a, b] = [...snapshot.islands.values()];
    assert.notEqual(a!.url, b!.url);
    const shared = a!.imports!.filter((path) => b!.imports!.includes(path));
    const texts = await Promise.all(shared.map(async (path) => {
      return new TextDecoder().decode(await snapshot.getStatic(path)!.open() as Uint8Array);
    }));
    assert.ok(texts.some((text) => text.includes('"shared"')));
    assert.ok(a!.url.startsWith(`/_fresh/js/${snapshot.buildId}/A-`));
    assert.equal(snapshot.getStatic(a!.url)!.immutable, true);
    assert.equal(
      snapshot.getStatic(snapshot.clientEntry)!.contentType,
      "text/javascript; charset=utf-8",
    );
  });
});

Deno.test("builder - the same content makes the same build, other content another", async () => {
  const files = { "islands/A.ts": ISLAND, "static/a.txt": "a" };
  const ids: string[] = [];
  for (
    const change of [{}, {}, { "static/a.txt": "b" }, {
      "islands/A.ts": `${ISLAND};console.log(1)`,
    }]
  ) {
    await withBuild({ ...files, ...change }, ({ buildId }) => void ids.push(buildId));
  }
  assert.equal(ids[0], ids[1]);
  assert.equal(new Set(ids).size, 3);
});

Deno.test("builder - a project without any of the folders builds", async () => {
  await withBuild({}, async (snapshot, app) => {
    assert.equal(snapshot.islands.size, 0);
    assert.equal((await ask(app, "/")).status, 404);
  });
});
