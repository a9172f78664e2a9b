import { parseHTML } from "linkedom";
import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** Renders a component and parses the result, so that tests ask for elements and not for text. */
export function show(vnode: VNode): Document {
  const { document } = parseHTML(
    `<!doctype html><html><head></head><body>${renderToString(vnode)}</body></html>`,
  );
  return document as unknown as Document;
}

/**
 * The one element that matches.
 * @throws Error when none or several match
 */
export function one(document: Document | Element, selector: string): Element {
  const found = [...document.querySelectorAll(selector)];
  const [element] = found;
  if (element === undefined || found.length > 1) {
    throw new Error(`${found.length} elements match ${selector}`);
  }
  return element;
}
