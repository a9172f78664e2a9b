import { build, type BuildOptions as EsbuildOptions, type Metafile, stop } from "esbuild";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { ResolvedBuildConfig } from "./build_config.ts";
import { readImportMap } from "./import_map.ts";
import { resolvePlugin } from "./resolve_plugin.ts";

const CLIENT_ENTRY = fileURLToPath(new URL("../runtime/client/entry.ts", import.meta.url));
const RELOAD_ENTRY = fileURLToPath(new URL("../runtime/client/reload.ts", import.meta.url));

/** A bundled script. */
export interface Script {
  /** File name, which changes with the content. */
  file: string;
  /** Names of what it exports. */
  exports: string[];
  /** Files of the scripts it imports, all the way down. */
  imports: string[];
  /** File of its styles. */
  css: string | null;
}

/** Scripts and styles for browsers. */
export interface Bundle {
  client: Script;
  /** Only in development. */
  reload: Script | null;
  /** By the names given. */
  islands: Map<string, Script>;
  /** Contents by file name. */
  files: Map<string, Uint8Array>;
}

/** Files that are put into the script or style that names them. */
const EMBEDDED = ["avif", "gif", "ico", "jpg", "png", "svg", "webp", "woff", "woff2"];

/** Bundlings under way: esbuild has one process for all of them, which must outlive the last. */
let running = 0;

/**
 * Bundles the runtime and the islands, with what they share in scripts of their own.
 *
 * @param islands absolute paths by name
 * @throws {Error} listing what esbuild complains about
 */
export async function bundleScripts(
  config: ResolvedBuildConfig,
  islands: ReadonlyMap<string, string>,
): Promise<Bundle> {
  const production = config.mode === "production";
  const entries = new Map([["fresh-client", CLIENT_ENTRY], ...islands]);
  if (!production) entries.set("fresh-reload", RELOAD_ENTRY);
  const map = await readImportMap(config.root);
  const options: EsbuildOptions & { metafile: true; write: false } = {
    ...sourceMaps(config),
    entryPoints: Array.from(entries, ([out, path]) => ({ in: path, out })),
    absWorkingDir: config.root,
    bundle: true,
    splitting: true,
    format: "esm",
    write: false,
    metafile: true,
    outdir: "/",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    target: config.target,
    minify: production,
    jsx: "automatic",
    jsxImportSource: "preact",
    logLevel: "silent",
    legalComments: "none",
    loader: Object.fromEntries(EMBEDDED.map((extension) => [`.${extension}`, "dataurl"])),
    plugins: [resolvePlugin(map, config.root)],
    // The project's compiler settings are Deno's.
    tsconfigRaw: {},
  };
  running++;
  try {
    const { metafile, outputFiles } = await build(options);
    const scripts = scriptsOf(metafile, config.root);
    const script = (name: string) => scripts.get(entries.get(name)!)!;
    return {
      client: script("fresh-client"),
      reload: production ? null : script("fresh-reload"),
      islands: new Map(Array.from(islands.keys(), (name) => [name, script(name)])),
      files: new Map(outputFiles.map(({ path, contents }) => [basename(path), contents])),
    };
  } finally {
    if (--running === 0) await stop();
  }
}

/** The scripts of entry points, by the paths of those. */
function scriptsOf({ outputs }: Metafile, root: string): Map<string, Script> {
  const scripts = new Map<string, Script>();
  for (const [path, output] of Object.entries(outputs)) {
    if (output.entryPoint === undefined) continue;
    const source = fileURLToPath(new URL(output.entryPoint, `file://${root}/`));
    scripts.set(source, {
      file: basename(path),
      exports: output.exports,
      imports: importsOf(path, outputs).map((imported) => basename(imported)),
      css: output.cssBundle === undefined ? null : basename(output.cssBundle),
    });
  }
  return scripts;
}

/** What an output imports on loading, directly or not. */
function importsOf(path: string, outputs: Metafile["outputs"]): string[] {
  const found = new Set<string>();
  const visit = (at: string) => {
    for (const { kind, path: imported } of outputs[at]?.imports ?? []) {
      if (kind !== "import-statement" || found.has(imported)) continue;
      found.add(imported);
      visit(imported);
    }
  };
  visit(path);
  return [...found];
}

function sourceMaps({ mode, sourceMap }: ResolvedBuildConfig): EsbuildOptions {
  if (mode === "development") return { sourcemap: "linked" };
  if (sourceMap === undefined) return {};
  const { kind = true, sourceRoot, sourcesContent } = sourceMap;
  return { sourcemap: kind, sourceRoot, sourcesContent };
}
