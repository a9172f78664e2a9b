import { dirname, join, resolve } from "node:path";

/** What of a `deno.json` says how modules are found. */
interface Config {
  name?: string;
  exports?: string | Record<string, string>;
  imports?: Record<string, string>;
  workspace?: string[] | { members: string[] };
}

/** A package of the workspace. */
interface Member {
  name: string;
  /** Absolute paths by entry point, e.g. `./runtime`. */
  exports: Map<string, string>;
}

/** How the project's modules are found. */
export interface ImportMap {
  /** Targets by name: absolute paths, or specifiers such as `npm:preact@10`. */
  imports: Map<string, string>;
  members: Member[];
}

/**
 * Reads the `deno.json` files from a folder upwards; the nearest wins.
 *
 * @throws {SyntaxError} when one of them can't be parsed
 */
export async function readImportMap(folder: string): Promise<ImportMap> {
  const imports = new Map<string, string>();
  const members: Member[] = [];
  for (let at = resolve(folder);; at = dirname(at)) {
    const config = await readConfig(at);
    for (const [name, target] of Object.entries(config?.imports ?? {})) {
      if (!imports.has(name)) imports.set(name, isRelative(target) ? below(at, target) : target);
    }
    const workspace = config?.workspace ?? [];
    for (const path of Array.isArray(workspace) ? workspace : workspace.members) {
      const member = await readConfig(join(at, path));
      if (member?.name !== undefined) members.push(memberOf(member.name, member, join(at, path)));
    }
    if (dirname(at) === at) return { imports, members };
  }
}

/** Where a specifier leads, by the import map; the specifier itself when the map says nothing. */
export function mapSpecifier(specifier: string, { imports }: ImportMap): string {
  const exact = imports.get(specifier);
  if (exact !== undefined) return exact;
  let best = "";
  for (const name of imports.keys()) {
    const prefix = name.endsWith("/") ? name : `${name}/`;
    if (specifier.startsWith(prefix) && name.length > best.length) best = name;
  }
  if (best === "") return specifier;
  const target = imports.get(best)!;
  const rest = specifier.slice(best.length);
  return best.endsWith("/") || /^(npm|jsr):/.test(target) ? target + rest : specifier;
}

/** A package specifier without its registry and version: `npm:/preact@^10/hooks` is `preact/hooks`. */
export function packagePath(specifier: string): string {
  return specifier.replace(/^\w+:\/?/, "").replace(/^((?:@[^/]+\/)?[^@/]+)@[^/]*/, "$1");
}

/** The file of a workspace package a path such as `@fresh/core/runtime` names. */
export function memberFile(path: string, { members }: ImportMap): string | undefined {
  for (const { name, exports } of members) {
    if (path === name || path.startsWith(`${name}/`)) {
      return exports.get(`.${path.slice(name.length)}`);
    }
  }
}

async function readConfig(folder: string): Promise<Config | null> {
  try {
    return JSON.parse(await Deno.readTextFile(join(folder, "deno.json")));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound || error instanceof Deno.errors.NotADirectory) {
      return null;
    }
    throw error;
  }
}

function memberOf(name: string, { exports = {} }: Config, folder: string): Member {
  const entries = typeof exports === "string" ? { ".": exports } : exports;
  return {
    name,
    exports: new Map(Object.entries(entries).map(([entry, path]) => [entry, below(folder, path)])),
  };
}

function isRelative(target: string): boolean {
  return target.startsWith("./") || target.startsWith("../");
}

/** Keeps the slash at the end, by which a folder is known. */
function below(folder: string, path: string): string {
  return join(folder, path);
}
