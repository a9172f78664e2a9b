import type { IslandChunk } from "../snapshot.ts";
import type { ResolvedBuildConfig } from "./build_config.ts";
import { type Bundle, bundleScripts, type Script } from "./bundle.ts";
import { contentHash } from "./content_hash.ts";
import { discoverIslands, discoverRoutes, type RouteFile } from "./discover.ts";
import { type Asset, assetOf, staticAssets } from "./static_assets.ts";
import type { Transformation } from "./transform.ts";

/** A module with islands. */
export interface IslandModule {
  path: string;
  /** One for each thing it exports, whatever that is. */
  chunks: Omit<IslandChunk, "component">[];
}

/** All that a build makes, wherever it goes. */
export interface BuildOutput {
  buildId: string;
  clientEntry: string;
  clientImports: string[];
  reloadEntry?: string;
  islands: IslandModule[];
  routes: RouteFile[];
  assets: Asset[];
}

/** Builds a project: bundles its islands, transforms and hashes its static files, lists its routes. */
export async function makeOutput(
  config: ResolvedBuildConfig,
  registered: Iterable<string>,
  transformations: readonly Transformation[],
): Promise<BuildOutput> {
  const found = await discoverIslands(config, registered);
  // One after the other: when one fails, nothing is left running.
  const routes = await discoverRoutes(config);
  const files = await staticAssets(config, transformations);
  const bundle = await bundleScripts(config, found);
  const buildId = idOf(bundle, files);
  const pathOf = (file: string) => `/_fresh/js/${buildId}/${file}`;
  const pathsOf = ({ imports }: Script) => imports.map(pathOf);
  const scripts = Array.from(
    bundle.files,
    ([file, content]) => assetOf(pathOf(file), content, true),
  );
  return {
    buildId,
    clientEntry: pathOf(bundle.client.file),
    clientImports: pathsOf(bundle.client),
    reloadEntry: bundle.reload === null ? undefined : pathOf(bundle.reload.file),
    islands: Array.from(found, ([name, path]) => {
      const script = bundle.islands.get(name)!;
      const chunks = script.exports.map((exportName) => ({
        name: exportName === "default" ? name : `${name}_${exportName}`,
        exportName,
        url: pathOf(script.file),
        css: script.css === null ? [] : [pathOf(script.css)],
        imports: pathsOf(script),
      }));
      return { path, chunks };
    }),
    routes,
    assets: [...files, ...scripts],
  };
}

/** The same for the same content, so that what browsers have cached stays good. */
function idOf({ files }: Bundle, assets: readonly Asset[]): string {
  const names = [...files.keys()].toSorted();
  return contentHash(
    ...names.flatMap((name) => [name, files.get(name)!]),
    ...assets.flatMap(({ pathname, hash }) => [pathname, hash]),
  );
}
