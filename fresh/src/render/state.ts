import type { ComponentChildren, VNode } from "preact";
import type { Encoder } from "../serialize/encode.ts";
import type { IslandChunk, Snapshot } from "../snapshot.ts";

/** JSX that was passed to an island. */
export interface Slot {
  /** The element itself; where it is rendered, the slot's markers go around it. */
  content: VNode;
  /** Whether the island rendered it. If not, it is sent beside the page, for later. */
  rendered: boolean;
}

/** What is gathered while a document is rendered. */
export interface RenderState {
  readonly snapshot: Snapshot | null;
  readonly nonce: string;
  /** Address of the page, as the browser shows it. */
  readonly url: URL;
  /** Props of all islands. */
  readonly props: Encoder;
  /** Islands found on the page. */
  readonly islands: Set<IslandChunk>;
  readonly slots: Slot[];
  /** Children of all `<Head>`s, in the order of rendering. */
  readonly heads: ComponentChildren[];
  /** How many islands the element that is rendered now is within; slots start from 0 again. */
  depth: number;
  /** Names of the partials on the page. */
  readonly partials: Set<string>;
}

/** Rendering is synchronous: there is never more than one document being rendered. */
let current: RenderState | null = null;

/** The document being rendered now; null outside of rendering. */
export function currentRender(): RenderState | null {
  return current;
}

/** Runs a function that renders a document, or a part of it. */
export function rendering<T>(state: RenderState, run: () => T): T {
  const before = current;
  current = state;
  try {
    return run();
  } finally {
    current = before;
  }
}
