import { build } from "esbuild";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** The test page's script, bundled and minified for browsers. */
export async function bundleClient(): Promise<Uint8Array> {
  const result = await build({
    entryPoints: [`${root}components/testing/client.tsx`],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    absWorkingDir: root,
    logLevel: "silent",
    plugins: [{
      name: "project-paths",
      setup(setup) {
        setup.onResolve({ filter: /^@\// }, ({ path }) => ({ path: root + path.slice(2) }));
      },
    }],
  });
  const [file] = result.outputFiles;
  if (file === undefined) throw new Error("esbuild wrote nothing");
  return file.contents;
}
