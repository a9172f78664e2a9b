import { normalizePattern } from "./pattern.ts";

/** Where in the tree of paths something applies, or a route is. */
export interface Place {
  /** Segments of the pattern. */
  segments: readonly string[];
  /** For what comes from a file: its folder below the routes folder, route groups included. */
  folder: { tree: object; names: readonly string[] } | null;
}

/** The place a pattern or a mount path stands for. `*` is everywhere, `/admin/*` below `/admin`. */
export function placeOf(pattern: string, folder: Place["folder"] = null): Place {
  const segments = normalizePattern(pattern).split("/").filter((segment) => segment !== "");
  return { segments: segments.length === 1 && segments[0] === "*" ? [] : segments, folder };
}

/**
 * Whether what applies at one place applies at another: at the same place and at all below it.
 *
 * Files apply to the routes of their folder; that way those of a route group leave its neighbours
 * alone, though the group doesn't show in the URL. A parameter stands for any one segment.
 */
export function covers(outer: Place, inner: Place): boolean {
  if (outer.folder !== null) {
    if (inner.folder !== null && inner.folder.tree === outer.folder.tree) {
      const names = inner.folder.names;
      return outer.folder.names.every((name, i) => names[i] === name);
    }
    if (outer.folder.names.some(isGroup)) return false;
  }
  return outer.segments.every((segment, i) => {
    const other = inner.segments[i];
    if (other === undefined) return false;
    return segment === other || segment === "*" || (isParam(segment) && isOneSegment(other));
  });
}

/** How far down a place is: what applies further down lies further in. */
export function depth(place: Place): number {
  return place.folder?.names.length ?? place.segments.length;
}

/** Whether a folder is a route group: it groups files and doesn't show in the URL. */
export function isGroup(name: string): boolean {
  return name.startsWith("(") && name.endsWith(")");
}

/** The pattern of a route registered as `path` in an app that is mounted at `base`. */
export function joinPattern(base: string, path: string): string {
  const rest = path === "*" || path.startsWith("/") ? path : `/${path}`;
  if (base === "") return rest;
  if (rest === "/") return base;
  return rest === "*" ? `${base}/*` : base + rest;
}

/** Where what is registered for `path` applies in an app that is mounted at `base`. */
export function joinMount(base: string, path: string): string {
  if (path === "*" || path === "/*" || path === "/" || path === "") return base || "*";
  return joinPattern(base, path);
}

function isParam(segment: string): boolean {
  return /^:\w+$/.test(segment);
}

function isOneSegment(segment: string): boolean {
  return !/[*+?{]/.test(segment);
}
