import type { VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Snapshot } from "../snapshot.ts";

/** What a document is rendered from. */
export interface RenderInput {
  /** The whole tree: app wrapper, layouts and page. */
  vnode: VNode;
  snapshot: Snapshot | null;
  basePath: string;
  /** Put on every script, style and link the framework emits. */
  nonce: string;
  /** Whether the browser asks for partials. */
  partials: boolean;
  url: URL;
  status?: number;
}

/** Renders a document. */
export function renderDocument(input: RenderInput): { html: string; headers?: HeadersInit } {
  return { html: "<!DOCTYPE html>" + renderToString(input.vnode) };
}
