import { fileURLToPath } from "node:url";
import type { IslandChunk, Snapshot, StaticFile } from "./snapshot.ts";

/** Files of a build by path: content hash, media type, size in bytes, and 1 if the path has a hash. */
export type BuiltFiles = Record<
  string,
  [hash: string, type: string, size: number, immutable: 0 | 1]
>;

/** What a production build says of itself. Paths are relative to its folder. */
export interface BuiltSnapshot {
  about: { buildId: string; root: string; clientEntry: string; clientImports: string[] };
  islands: [module: Record<string, unknown>, chunks: Omit<IslandChunk, "component">[]][];
  routes: [id: string, file: string, load: () => Promise<unknown>, routeOverride?: string][];
  files: BuiltFiles;
}

/** Files up to this size (bytes) are read at once; opening a stream costs more than that. */
const SMALL = 64 * 1024;

/**
 * Makes a snapshot of what a production build has written.
 *
 * @param url of the module that calls this; the build's files are beside it
 */
export function openBuild(url: string, { about, files, ...built }: BuiltSnapshot): Snapshot {
  const islands = new Map<unknown, IslandChunk>();
  for (const [module, chunks] of built.islands) {
    for (const chunk of chunks) {
      const component = module[chunk.exportName] as IslandChunk["component"];
      if (typeof component === "function") islands.set(component, { ...chunk, component });
    }
  }
  const folder = fileURLToPath(new URL("static", url));
  const found = new Map(
    Object.entries(files).map(([pathname, [hash, contentType, size, immutable]]) => {
      const path = folder + pathname;
      const open = () => size <= SMALL ? Deno.readFile(path) : stream(path);
      const file: StaticFile = { hash, contentType, size, immutable: immutable === 1, open };
      return [pathname, file];
    }),
  );
  return {
    ...about,
    mode: "production",
    root: fileURLToPath(new URL(about.root, url)),
    islands,
    routes: built.routes.map(([id, file, load, routeOverride]) => ({
      id,
      filePath: fileURLToPath(new URL(file, url)),
      routeOverride,
      load,
    })),
    getStatic: (pathname) => found.get(pathname) ?? null,
    assetHash: (pathname) => found.get(pathname)?.hash ?? null,
  };
}

async function stream(path: string): Promise<ReadableStream<Uint8Array>> {
  return (await Deno.open(path)).readable;
}
