import { currentRender } from "../render/state.ts";
import { getProcessSnapshot } from "../snapshot.ts";
import { versioned, versionedSet } from "./asset_url.ts";

/**
 * Address of a static file under which it may be cached for a year: it changes with every build.
 *
 * @param path from the site's root, e.g. `/styles.css`; others are answered as they are
 */
export function asset(path: string): string {
  const snapshot = currentRender()?.snapshot ?? getProcessSnapshot();
  return versioned(path, snapshot?.buildId ?? null);
}

/** Does what {@linkcode asset} does to every address of a `srcset`. */
export function assetSrcSet(srcset: string): string {
  return versionedSet(srcset, asset);
}
