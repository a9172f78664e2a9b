import { REPEATABLE_LINKS } from "../runtime/repeatable_links.ts";

const ATTRIBUTES = `((?:"[^"]*"|[^">])*)`;

/** Elements of a document's head: those with content and those without. */
const ELEMENT = new RegExp(
  `<(title|style|script|noscript|template)\\b${ATTRIBUTES}>[^]*?</\\1>|<(meta|link|base)\\b${ATTRIBUTES}>`,
  "g",
);

/**
 * Adds elements to those of a document's head: each takes the place of the one it stands for, and
 * else comes last.
 *
 * @param head what is between `<head>` and `</head>`
 * @param additions HTML of elements, in the order they were rendered
 */
export function mergeHead(head: string, additions: readonly string[]): string {
  const parts: string[] = [];
  const places = new Map<string, number>();
  let end = 0;
  for (const found of head.matchAll(ELEMENT)) {
    parts.push(head.slice(end, found.index));
    place(places, identities(found), parts.push(found[0]) - 1);
    end = found.index + found[0].length;
  }
  parts.push(head.slice(end));
  for (const addition of additions) {
    for (const found of addition.matchAll(ELEMENT)) {
      const ids = identities(found);
      const known = ids.map((id) => places.get(id)).find((at) => at !== undefined);
      if (known === undefined) place(places, ids, parts.push(found[0]) - 1);
      else {
        parts[known] = found[0];
        place(places, ids, known);
      }
    }
  }
  return parts.join("");
}

function place(places: Map<string, number>, ids: readonly string[], at: number): void {
  for (const id of ids) places.set(id, at);
}

/** Finds an attribute's value among others. */
const READ = Object.fromEntries(
  ["data-key", "id", "name", "rel", "href"].map((name) => [
    name,
    new RegExp(`(?:^|\\s)${name}="([^"]*)"`),
  ]),
);

/** What an element can be known by, the most telling first. */
function identities(found: RegExpExecArray): string[] {
  const name = found[1] ?? found[3] ?? "";
  const attributes = found[2] ?? found[4] ?? "";
  const read = (attribute: string) => READ[attribute]?.exec(attributes)?.[1];
  const ids = name === "title" ? ["title"] : [];
  const key = read("data-key");
  if (key !== undefined) ids.push(`key ${key}`);
  const id = read("id");
  if (id !== undefined) ids.push(`id ${id}`);
  if (name === "meta") {
    const metaName = read("name");
    if (metaName !== undefined) ids.push(`meta ${metaName}`);
  }
  if (name === "link") {
    const rel = read("rel");
    if (rel !== undefined) {
      ids.push(`link ${rel} ${REPEATABLE_LINKS.includes(rel) ? read("href") : ""}`);
    }
  }
  return ids;
}
