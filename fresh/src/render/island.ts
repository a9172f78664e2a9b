import { Fragment, type FunctionComponent, h, type VNode } from "preact";
import type { IslandChunk } from "../snapshot.ts";
import { comment } from "./comment.ts";
import { islandMarker, slotMarker } from "./marker.ts";
import { currentRender, type RenderState } from "./state.ts";

/** Props of any component. */
type Props = Record<string, unknown>;

/** Tells that an element stands within the markers made for it: how deep in islands its content is. */
const MARK = Symbol("mark");

/** An element, which may be marked. Looked at for every element: a property is found the fastest. */
type Marked = VNode & { [MARK]?: { depth: number; before: number } };

function mark(vnode: Marked, depth: number): void {
  vnode[MARK] = { depth, before: 0 };
}

/** Notes that an element is about to be rendered. Says whether markers are around it already. */
export function enter(vnode: VNode, state: RenderState): boolean {
  const mark = (vnode as Marked)[MARK];
  if (mark === undefined) return false;
  mark.before = state.depth;
  state.depth = mark.depth;
  return true;
}

/** Notes that an element was rendered. */
export function leave(vnode: VNode, state: RenderState): void {
  const mark = (vnode as Marked)[MARK];
  if (mark !== undefined) state.depth = mark.before;
}

/** Makes an island's element render with its markers around it. */
export function markIsland(vnode: VNode, chunk: IslandChunk): void {
  const { type, props, key } = vnode;
  Object.assign(vnode, { type: IslandMarkers, props: { type, props, key, chunk } });
}

/**
 * An island between its markers. Its props go into the page.
 *
 * Everything of a single request is worked out here rather than when the element is marked: an
 * element that was made once is rendered for many requests.
 */
function IslandMarkers(
  { type, props, key, chunk }: {
    type: FunctionComponent;
    props: Props;
    key: unknown;
    chunk: IslandChunk;
  },
): VNode {
  const inner = h(type, props);
  const state = currentRender();
  if (state === null || state.depth > 0) return inner;
  const number = state.props.add(props, `<${type.displayName ?? (type.name || chunk.name)}>`);
  state.islands.add(chunk);
  mark(inner, 1);
  const [start, end] = islandMarker(chunk.name, number, key);
  return h(Fragment, null, comment(start), inner, comment(end));
}

/**
 * Makes an element that was passed to an island render as a slot: its content between markers.
 *
 * The element itself is changed, not a copy of it: where the island has put it, only it knows.
 *
 * @returns number of the slot
 */
export function makeSlot(vnode: VNode, state: RenderState): number {
  const known = vnode.type as unknown === SlotMarkers;
  const content = known ? (vnode.props as Props).content as VNode : copy(vnode);
  const number = state.slots.push({ content, rendered: false }) - 1;
  Object.assign(vnode, { type: SlotMarkers, props: { content, number } });
  return number;
}

/** Content of a slot, outside of all islands: those within it have markers of their own. */
export function slotContent(content: VNode): VNode {
  const inner: VNode = h(SlotContent as FunctionComponent, { content } as Props);
  mark(inner, 0);
  return inner;
}

function SlotMarkers({ content, number }: { content: VNode; number: number }): VNode {
  const slot = currentRender()?.slots[number];
  if (slot === undefined) return copy(content);
  slot.rendered = true;
  const [start, end] = slotMarker(number);
  return h(Fragment, null, comment(start), slotContent(content), comment(end));
}

function SlotContent({ content }: { content: VNode }): VNode {
  return copy(content);
}

/** The same in an element of its own: the first may be changed when it is rendered. */
function copy({ type, props }: VNode): VNode {
  return h(type as FunctionComponent, props as Props);
}
