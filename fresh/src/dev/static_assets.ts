import { join } from "node:path";
import type { ResolvedBuildConfig } from "./build_config.ts";
import { contentHash } from "./content_hash.ts";
import { contentTypeOf } from "./content_type.ts";
import { filesBelow } from "./files_below.ts";
import { type Transformation, transformFile } from "./transform.ts";

/** A file browsers can ask for. */
export interface Asset {
  /** Path below the app, e.g. `/styles.css`. */
  pathname: string;
  content: Uint8Array;
  contentType: string;
  hash: string;
  /** Whether the path changes with the content. */
  immutable: boolean;
}

/** Reads the static folders and runs the transformations of their files. */
export async function staticAssets(
  config: ResolvedBuildConfig,
  transformations: readonly Transformation[],
): Promise<Asset[]> {
  const found = new Map<string, Asset>();
  for (const folder of config.staticDir) {
    for (const file of await filesBelow(folder, config.ignore)) {
      const pathname = `/${file}`;
      if (found.has(pathname)) continue;
      const path = join(folder, file);
      const read = await Deno.readFile(path);
      const { content, map } = await transformFile(path, read, config.mode, transformations);
      found.set(pathname, assetOf(pathname, content, false));
      if (map !== null) found.set(`${pathname}.map`, assetOf(`${pathname}.map`, map, false));
    }
  }
  return [...found.values()];
}

/** Describes a file by its content. */
export function assetOf(pathname: string, content: Uint8Array, immutable: boolean): Asset {
  return {
    pathname,
    content,
    contentType: contentTypeOf(pathname),
    hash: contentHash(content),
    immutable,
  };
}
