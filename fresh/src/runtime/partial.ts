import { type ComponentChildren, Fragment, h, type VNode } from "preact";
import { comment } from "../render/comment.ts";
import { partialMarker } from "../render/marker.ts";
import { currentRender } from "../render/state.ts";

/** What becomes of the content a partial has when new content arrives. */
export type PartialMode = "replace" | "prepend" | "append";

/** Props of {@linkcode Partial}. */
export interface PartialProps {
  /** Unique among the partials of a page. */
  name: string;
  /** What becomes of the content it has. Default: `replace`. */
  mode?: PartialMode;
  children?: ComponentChildren;
}

/**
 * An area of the page that can be updated without loading the page anew.
 *
 * @throws {TypeError} within an island, which updates itself, and for a name the page has already
 */
export function Partial(props: PartialProps): VNode {
  const { name, mode = "replace", children } = props;
  const render = currentRender();
  if (render === null) return h(Fragment, null, children);
  if (render.depth > 0) throw new TypeError(`The partial "${name}" is within an island`);
  if (render.partials.has(name)) throw new TypeError(`There is another partial "${name}"`);
  render.partials.add(name);
  const [start, end] = partialMarker(name, mode);
  return h(Fragment, null, comment(start), children, comment(end));
}
