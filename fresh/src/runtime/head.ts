import type { ComponentChildren, VNode } from "preact";
import { currentRender } from "../render/state.ts";

/** Props of {@linkcode Head}. */
export interface HeadProps {
  /** Elements for the document's head. */
  children?: ComponentChildren;
}

/**
 * Puts elements into the document's `<head>`, from wherever it is rendered.
 *
 * An element takes the place of one with the same `key` or `id`; so does a `<title>`, a `<meta>`
 * with the same `name`, and a `<link>` with the same `rel` (and, for kinds of which a page has
 * several, such as stylesheets, the same `href`).
 */
export function Head({ children }: HeadProps): VNode | null {
  currentRender()?.heads.push(children);
  return null;
}
