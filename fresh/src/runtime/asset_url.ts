import { ASSET_PARAM } from "./asset_param.ts";

/**
 * Adds a build to a path, so that the file may be cached for a year.
 *
 * Only paths from the site's root are changed: those of other sites, relative ones and those that
 * name a build already are not ours to change.
 */
export function versioned(path: string, buildId: string | null): string {
  if (buildId === null || !path.startsWith("/") || path.startsWith("//")) return path;
  if (path.includes(`${ASSET_PARAM}=`)) return path;
  const [, target = path, hash = ""] = /^([^#]*)(#.*)?$/s.exec(path) ?? [];
  return `${target}${target.includes("?") ? "&" : "?"}${ASSET_PARAM}=${buildId}${hash}`;
}

/** Does the same to each path of a `srcset`. */
export function versionedSet(srcset: string, version: (path: string) => string): string {
  if (srcset.includes("(")) return srcset; // Not a `srcset` but, perhaps, a CSS function.
  return srcset.split(",").map((candidate) => {
    const [, before = "", path = "", after = ""] = /^(\s*)(\S*)(.*)$/s.exec(candidate) ?? [];
    return before + version(path) + after;
  }).join(",");
}
