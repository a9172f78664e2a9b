import { options, type VNode } from "preact";
import { activeLink } from "../runtime/active_link.ts";
import { versioned, versionedSet } from "../runtime/asset_url.ts";
import { enter, leave, markIsland } from "./island.ts";
import { currentRender, type RenderState } from "./state.ts";

/** The hooks of Preact that are used here; those of rendering are under their published short names. */
interface Hooks {
  /** Before an element is rendered. */
  __b?(vnode: VNode): void;
  /** After a component was rendered. */
  diffed?(vnode: VNode): void;
  /** For each dynamic attribute of precompiled JSX; a string replaces what would be written. */
  attr?(name: string, value: unknown): string | void;
}

/** Attributes whose `false` says something, so that it must not be left out. */
const SWITCHES = ["f-client-nav", "f-view-transition"];

/** Lets documents be rendered with islands, versioned images, nonces and keys of head elements. */
function install(hooks: Hooks): void {
  const { __b: before, diffed: after, attr } = hooks;
  hooks.__b = (vnode) => {
    const state = currentRender();
    if (state !== null) {
      if (typeof vnode.type === "string") prepareElement(vnode as VNode<Attributes>, state);
      else prepareComponent(vnode, state);
    }
    before?.(vnode);
  };
  hooks.diffed = (vnode) => {
    const state = currentRender();
    if (state !== null) leave(vnode, state);
    after?.(vnode);
  };
  hooks.attr = (name, value) =>
    typeof value === "boolean" && SWITCHES.includes(name)
      ? `${name}="${value}"`
      : attr?.(name, value);
}

install(options as Hooks);

/** Attributes of an HTML element. */
type Attributes = Record<string, unknown>;

function prepareComponent(vnode: VNode, state: RenderState): void {
  if (enter(vnode, state) || state.depth > 0) return;
  const chunk = state.snapshot?.islands.get(vnode.type);
  if (chunk !== undefined) markIsland(vnode, chunk);
}

function prepareElement(vnode: VNode<Attributes>, state: RenderState): void {
  const { props } = vnode;
  switch (vnode.type) {
    case "script":
    case "style":
      setNonce(props, state.nonce);
      keepKey(vnode);
      break;
    case "title":
    case "meta":
    case "link":
    case "base":
      keepKey(vnode);
      break;
    case "img":
    case "source":
      lockImage(props, state);
      break;
    case "a":
      markActiveLink(props, state);
  }
  for (const name of SWITCHES) {
    if (typeof props[name] === "boolean") props[name] = String(props[name]);
  }
}

/** Values of `aria-current` that were set here, and so may be set anew for another page. */
const current = new WeakSet<Attributes>();

/** Says which links lead to the page that is rendered, or above it; one set by hand is kept. */
function markActiveLink(props: Attributes, { url }: RenderState): void {
  const before = props["aria-current"];
  if (before !== undefined && !current.has(props)) return;
  const now = activeLink(url, props.href) ?? undefined;
  if (now === before) return;
  current.add(props);
  props["aria-current"] = now;
}

/** Nonces that were set here: an element rendered for another request gets a new one. */
const given = new WeakMap<Attributes, unknown>();

function setNonce(props: Attributes, nonce: string): void {
  if (props.nonce != null && given.get(props) !== props.nonce) return;
  props.nonce = nonce;
  given.set(props, nonce);
}

/** Writes the key into the page, so that others find the element by it. */
function keepKey({ key, props }: VNode<Attributes>): void {
  if (key != null) props["data-key"] = key;
}

/** Makes the addresses of an image cacheable, unless the element asks not to. */
function lockImage(props: Attributes, { snapshot }: RenderState): void {
  if (snapshot === null) return;
  if (props["data-fresh-disable-lock"] != null && props["data-fresh-disable-lock"] !== false) {
    return;
  }
  const version = (path: string) => versioned(path, snapshot.buildId);
  if (typeof props.src === "string") props.src = version(props.src);
  for (const name of ["srcset", "srcSet"]) {
    const value = props[name];
    if (typeof value === "string") props[name] = versionedSet(value, version);
  }
}
