import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { ResolvedBuildConfig } from "./build_config.ts";
import { filesBelow } from "./files_below.ts";

const MODULE = /(?<!\.d)\.[jt]sx?$/;

/** A module below the routes folder. */
export interface RouteFile {
  /** Path below the routes folder, without extension. */
  id: string;
  path: string;
  /** Pattern that takes the place of the one the path stands for. */
  routeOverride?: string;
}

/**
 * Finds islands: all modules below the islands folder and below `(_islands)` folders among the
 * routes, and those registered by hand.
 *
 * @returns absolute paths by unique names
 */
export async function discoverIslands(
  { ignore, islandDir, routeDir }: ResolvedBuildConfig,
  registered: Iterable<string>,
): Promise<Map<string, string>> {
  const own = (await filesBelow(islandDir, ignore)).map((file) => join(islandDir, file));
  const beside = (await filesBelow(routeDir, ignore)).filter((file) =>
    file.split("/").slice(0, -1).includes("(_islands)")
  ).map((file) => join(routeDir, file));
  const names = new Map<string, string>();
  const paths = [...own, ...beside].filter((path) => MODULE.test(path));
  for (const path of new Set([...paths, ...registered])) {
    const name = basename(path).replace(MODULE, "").replace(/[^\w-]/g, "_");
    let unique = name;
    for (let n = 2; names.has(unique); n++) unique = `${name}_${n}`;
    names.set(unique, path);
  }
  return names;
}

/**
 * Finds the modules below the routes folder; those of `(_islands)`, `(_components)` and their like
 * are not for routing.
 */
export async function discoverRoutes(config: ResolvedBuildConfig): Promise<RouteFile[]> {
  const files = await filesBelow(config.routeDir, config.ignore);
  return await Promise.all(
    files.filter((file) => MODULE.test(file) && !/(^|\/)\(_[^/]*\)\//.test(file)).map(
      async (file) => {
        const path = join(config.routeDir, file);
        return { id: file.replace(MODULE, ""), path, routeOverride: await readOverride(path) };
      },
    ),
  );
}

/** Only a module that mentions an override is loaded for it. */
async function readOverride(path: string): Promise<string | undefined> {
  if (!(await Deno.readTextFile(path)).includes("routeOverride")) return undefined;
  const { config } = await import(pathToFileURL(path).href);
  return config?.routeOverride;
}
