/**
 * What components use, as browsers get it.
 *
 * @module
 */
import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { versioned, versionedSet } from "./asset_url.ts";
import { currentBuild } from "./client/build.ts";

export { HttpError } from "../error.ts";
export { Head } from "./client/head.ts";

/** Whether this runs in a browser. */
export const IS_BROWSER = true;

/** Address of a static file under which it may be cached for a year. */
export function asset(path: string): string {
  return versioned(path, currentBuild());
}

/** Does what {@linkcode asset} does to every address of a `srcset`. */
export function assetSrcSet(srcset: string): string {
  return versionedSet(srcset, asset);
}

/** An area of the page that can be updated; within an island there is nothing to mark. */
export function Partial({ children }: { children?: ComponentChildren }): VNode {
  return h(Fragment, null, children);
}
