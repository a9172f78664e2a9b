import { pathToFileURL } from "node:url";
import type { IslandChunk, Snapshot } from "../snapshot.ts";
import type { ResolvedBuildConfig } from "./build_config.ts";
import type { BuildOutput } from "./build_output.ts";

/** Makes a snapshot that answers from memory. The modules of islands are loaded for it. */
export async function memorySnapshot(
  config: ResolvedBuildConfig,
  output: BuildOutput,
): Promise<Snapshot> {
  const islands = new Map<unknown, IslandChunk>();
  for (const { path, chunks } of output.islands) {
    const module = await import(pathToFileURL(path).href);
    for (const chunk of chunks) {
      const component = module[chunk.exportName];
      if (typeof component === "function") islands.set(component, { ...chunk, component });
    }
  }
  const assets = new Map(output.assets.map((asset) => [asset.pathname, asset]));
  return {
    buildId: output.buildId,
    mode: config.mode,
    root: config.root,
    clientEntry: output.clientEntry,
    clientImports: output.clientImports,
    reloadEntry: output.reloadEntry,
    islands,
    routes: output.routes.map(({ id, path, routeOverride }) => ({
      id,
      filePath: path,
      routeOverride,
      load: () => import(pathToFileURL(path).href),
    })),
    assetHash: (pathname) => assets.get(pathname)?.hash ?? null,
    getStatic(pathname) {
      const asset = assets.get(pathname);
      if (asset === undefined) return null;
      const { content, contentType, hash, immutable } = asset;
      const open = () => Promise.resolve(content.slice());
      return { contentType, hash, immutable, size: content.length, open };
    },
  };
}
