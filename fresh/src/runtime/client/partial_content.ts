import { stopIslands } from "./islands.ts";
import { findMarked, type Marked, nodesBetween } from "./markers.ts";

/** New content for a partial of the page. */
export interface NewContent {
  target: Marked;
  /** `replace`, `prepend` or `append`. */
  mode: string;
  content: DocumentFragment;
}

/** Takes out of a document what is for partials of the page; of nested ones the outer. */
export function takePartials(source: Document): NewContent[] {
  const targets = new Map(findMarked(document, "p").map((marked) => [marked.fields[0], marked]));
  const found = findMarked(source, "p");
  const taken: NewContent[] = [];
  for (const { start, end, fields: [name, mode = "replace"] } of found) {
    const target = targets.get(name);
    // What was within one that was taken already is no longer in the document.
    if (target === undefined || !source.contains(start)) continue;
    // In the document itself images would be loaded, by addresses relative to the page shown.
    const content = source.createDocumentFragment();
    content.append(...nodesBetween(start, end));
    taken.push({ target, mode, content });
  }
  return taken;
}

/** Puts new content where it belongs. */
export function placePartials(partials: readonly NewContent[]): void {
  for (const { target: { start, end }, mode, content } of partials) {
    if (mode === "prepend") start.after(content);
    else {
      if (mode === "replace") {
        const old = nodesBetween(start, end);
        stopIslands(old);
        for (const node of old) node.remove();
      }
      end.before(content);
    }
  }
}
