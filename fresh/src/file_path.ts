import { isGroup } from "./segments.ts";

/** The folder of a route file: `blog/(group)/[slug]` gives `blog` and `(group)`. */
export function fileFolder(id: string): string[] {
  return id.split("/").slice(0, -1);
}

/**
 * The URL pattern of a route file.
 *
 * @param id path below the routes folder, without extension
 * @throws {TypeError} when a segment can't be read
 */
export function filePattern(id: string): string {
  const segments = id.split("/").filter((segment) => !isGroup(segment));
  if (segments.at(-1) === "index") segments.pop();
  let pattern = "";
  for (const [i, segment] of segments.entries()) {
    const rest = /^\[\.\.\.(\w+)\]$/.exec(segment)?.[1];
    const optional = /^\[\[(\w+)\]\]$/.exec(segment)?.[1];
    if (rest !== undefined) {
      if (i < segments.length - 1) {
        throw new TypeError(`"[...${rest}]" must be the last part of the route file "${id}"`);
      }
      pattern += `/:${rest}*`;
    } else if (optional !== undefined) {
      pattern += pattern === "" ? `/{:${optional}}?` : `{/:${optional}}?`;
    } else pattern += `/${segmentPattern(segment, id)}`;
  }
  return pattern === "" ? "/" : pattern;
}

/** A segment with its `[name]` parts as parameters: `v[major]-[minor]` gives `v:major-:minor`. */
function segmentPattern(segment: string, id: string): string {
  const parts = segment.split(/\[(\w+)\]/);
  return parts.map((part, i) => {
    if (i % 2 === 1) return `:${part}`;
    if (/[[\]]/.test(part)) {
      throw new TypeError(`The brackets in the route file "${id}" don't match or hold no name`);
    }
    return part.replace(/[:*{}()\\?+]/g, "\\$&");
  }).join("");
}

/**
 * Orders patterns so that one which matches fewer paths comes first: by segment, literals before
 * mixed ones, before parameters, before optional ones, before the rest of the path.
 */
export function compareSpecificity(a: string, b: string): number {
  const left = segmentRanks(a);
  const right = segmentRanks(b);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? -1) - (right[i] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}

function segmentRanks(pattern: string): number[] {
  const segments = pattern.replace(/\{\/(:\w+)\}\?/g, "/$1?").split("/");
  return segments.filter((segment) => segment !== "").map((segment) => {
    if (!/[:*{(]/.test(segment)) return 0;
    if (/\*$/.test(segment)) return 4;
    if (/\?$/.test(segment)) return 3;
    return /^:\w+$/.test(segment) ? 2 : 1;
  });
}
