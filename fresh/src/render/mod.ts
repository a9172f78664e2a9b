import { Fragment, h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { createEncoder } from "../serialize/encode.ts";
import type { Snapshot } from "../snapshot.ts";
import { mergeHead } from "./head.ts";
import "./hooks.ts";
import { makeSlot, slotContent } from "./island.ts";
import { resourceLinks, scripts } from "./resources.ts";
import { rendering, type RenderState } from "./state.ts";

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

/**
 * Renders a document: the tree, what its `<Head>`s say, and what browsers need to bring its islands
 * to life.
 *
 * @throws what components throw, and a TypeError for props of an island that can't be serialised
 */
export function renderDocument(input: RenderInput): { html: string; headers?: HeadersInit } {
  const { snapshot, nonce } = input;
  const state: RenderState = {
    snapshot,
    nonce,
    url: input.url,
    props: createEncoder((vnode) => makeSlot(vnode, state)),
    islands: new Set(),
    slots: [],
    heads: [],
    depth: 0,
    partials: new Set(),
  };
  return rendering(state, () => {
    const page = renderToString(input.vnode);
    const heads = state.heads.map((children) => renderToString(h(Fragment, null, children)));
    const templates = hiddenSlots(state);
    const end = scripts(state, input.basePath, templates);
    const links = resourceLinks(state, input.basePath);
    return { html: `<!DOCTYPE html>${assemble(page, heads, links, end)}` };
  });
}

/** JSX that its island doesn't show yet, in templates. */
function hiddenSlots({ slots }: RenderState): string {
  let html = "";
  // Rendering one may add more: the list is read as it grows.
  for (const [number, slot] of slots.entries()) {
    if (slot.rendered) continue;
    html += `<template id="frsh-slot-${number}">${
      renderToString(slotContent(slot.content))
    }</template>`;
  }
  return html;
}

/** Puts together a document. One without `<head>` or `<body>` gets things where they do no harm. */
function assemble(page: string, heads: readonly string[], links: string, end: string): string {
  // Comments before the first element would end up outside of the body, and so apart from their
  // other half.
  let html = end === "" || /<(?:html|head|body)\b/.test(page) ? page : `<body>${page}`;
  if (heads.length > 0 || links !== "") {
    const headEnd = html.indexOf("</head>");
    const tag = headEnd < 0 ? -1 : html.indexOf("<head");
    const start = tag < 0 ? 0 : html.indexOf(">", tag) + 1;
    const own = tag < 0 ? "" : html.slice(start, headEnd);
    const merged = heads.length === 0 ? own : mergeHead(own, heads);
    html = html.slice(0, start) + merged + links + html.slice(start + own.length);
  }
  if (end === "") return html;
  const bodyEnd = html.lastIndexOf("</body>");
  return bodyEnd < 0 ? html + end : html.slice(0, bodyEnd) + end + html.slice(bodyEnd);
}
