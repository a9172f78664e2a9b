import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** Settings of a build. Relative paths are below `root`. */
export interface BuildOptions {
  /** What browsers the scripts are made for, in esbuild's words. */
  target?: string | string[];
  /** Project folder. Default: the working directory. */
  root?: string;
  /** Module that exports the app as `app`. Default: `main.ts`. */
  serverEntry?: string;
  /** Where a production build goes. Default: `_fresh`. */
  outDir?: string;
  /** Folders of static files; the first that has a file wins. Default: `static`. */
  staticDir?: string | string[];
  /** Folder of islands. Default: `islands`. */
  islandDir?: string;
  /** Folder of routes. Default: `routes`. */
  routeDir?: string;
  /** Files that are no islands, routes or static files. */
  ignore?: RegExp[];
  /** Source maps of a production build; none by default. */
  sourceMap?: SourceMapOptions;
}

/** Settings of source maps, in esbuild's words. */
export interface SourceMapOptions {
  kind?: boolean | "linked" | "inline" | "external" | "both";
  sourceRoot?: string;
  sourcesContent?: boolean;
}

/** Settings of a build with defaults filled in and all paths absolute. */
export interface ResolvedBuildConfig {
  target: string | string[];
  root: string;
  serverEntry: string;
  outDir: string;
  staticDir: string[];
  islandDir: string;
  routeDir: string;
  ignore: RegExp[];
  mode: "development" | "production";
  sourceMap?: SourceMapOptions;
}

/** Browsers of the last years. */
const TARGET = ["chrome99", "firefox99", "safari15"];

/** Tests lie beside what they test. */
const TESTS = /[._]test\.[jt]sx?$/;

/** Fills in defaults. */
export function resolveBuildConfig(
  options: BuildOptions,
  mode: ResolvedBuildConfig["mode"],
): ResolvedBuildConfig {
  const root = absolute(Deno.cwd(), options.root ?? ".");
  return {
    target: options.target ?? TARGET,
    root,
    serverEntry: absolute(root, options.serverEntry ?? "main.ts"),
    outDir: absolute(root, options.outDir ?? "_fresh"),
    staticDir: [options.staticDir ?? "static"].flat().map((path) => absolute(root, path)),
    islandDir: absolute(root, options.islandDir ?? "islands"),
    routeDir: absolute(root, options.routeDir ?? "routes"),
    ignore: [TESTS, ...options.ignore ?? []],
    mode,
    sourceMap: options.sourceMap,
  };
}

/** A path below a folder, or a `file:` URL, as absolute path. */
export function absolute(root: string, path: string): string {
  return path.startsWith("file://") ? fileURLToPath(path) : resolve(root, path);
}
