import { type ComponentType, Fragment, type FunctionComponent, h, type VNode } from "preact";
import type { LayoutConfig, PageProps, RouteComponent } from "./component.ts";
import { type Context, internalsOf } from "./context.ts";
import { errorStatus } from "./error.ts";
import type { Surrounding, Surroundings } from "./internals.ts";
import { renderDocument } from "./render/mod.ts";

const NOTHING: FunctionComponent = () => null;

/** Renders a tree inside the layouts and the app wrapper that apply to the request. */
export async function renderPage<State>(
  ctx: Context<State>,
  vnode: VNode | null,
  init: ResponseInit,
  config: LayoutConfig,
): Promise<Response> {
  const tree = await surround(ctx, vnode ?? h(NOTHING, null), undefined, config);
  return tree instanceof Response ? tree : respond(ctx, tree, init);
}

/**
 * Renders a route's page component with its data.
 *
 * @param init status and headers the handler asked for
 */
export async function renderRoute<State>(
  ctx: Context<State>,
  component: RouteComponent<unknown, State>,
  data: unknown,
  init: ResponseInit,
  config: LayoutConfig,
): Promise<Response> {
  const page = await place(component, pageProps(ctx, data, NOTHING));
  if (page instanceof Response) return page;
  const tree = await surround(ctx, page, data, config);
  return tree instanceof Response ? tree : respond(ctx, tree, init);
}

/** Wraps a page in layouts, innermost first, and then in the app wrapper. */
async function surround<State>(
  ctx: Context<State>,
  page: VNode,
  data: unknown,
  config: LayoutConfig,
): Promise<VNode | Response> {
  const around = await inForce(internalsOf(ctx).surroundings, config);
  let tree = page;
  for (const component of around) {
    const inner = tree;
    const placed = await place(component, pageProps(ctx, data, () => inner));
    if (placed instanceof Response) return placed;
    tree = placed;
  }
  return tree;
}

/** The surrounding components that are rendered, innermost first. */
async function inForce<State>(
  { app, layouts }: Surroundings<State>,
  config: LayoutConfig,
): Promise<RouteComponent<unknown, State>[]> {
  const around: Surrounding<State>[] = [];
  if (!config.skipInheritedLayouts) {
    for (let i = layouts.length - 1; i >= 0; i--) {
      const layout = await layouts[i]!.get();
      around.push(layout);
      if (layout.config.skipInheritedLayouts) break;
    }
  }
  const bare = config.skipAppWrapper || around.some((layout) => layout.config.skipAppWrapper);
  if (app !== null && !bare) around.push(await app.get());
  return around.map((surrounding) => surrounding.component);
}

/**
 * Puts a component into the tree: an async one is called now, as rendering can't wait; others are
 * left to the renderer, so that they may use hooks.
 */
async function place<State>(
  component: RouteComponent<unknown, State>,
  props: PageProps<unknown, State>,
): Promise<VNode | Response> {
  if (Object.prototype.toString.call(component) === "[object AsyncFunction]") {
    const result = await component(props);
    return result instanceof Response ? result : h(Fragment, null, result);
  }
  if (component.prototype?.render !== undefined) {
    return h(component as ComponentType<PageProps<unknown, State>>, props) as VNode;
  }
  const Placed: FunctionComponent = () => synchronous(component(props), component.name);
  return h(Placed, null);
}

/** What a component returned; the renderer would silently leave a promise out. */
function synchronous<Result>(result: Result, name: string): Exclude<Result, Promise<unknown>> {
  if (result instanceof Promise) {
    throw new TypeError(`The component "${name}" returns a promise: declare it as async function`);
  }
  return result as Exclude<Result, Promise<unknown>>;
}

function pageProps<State>(
  ctx: Context<State>,
  data: unknown,
  Component: FunctionComponent,
): PageProps<unknown, State> {
  const { config, error, info, isPartial, params, req, route, state, url } = ctx;
  return { config, error, info, isPartial, params, req, route, state, url, data, Component };
}

/** Renders the whole tree and makes a response of it. */
function respond<State>(ctx: Context<State>, tree: VNode, init: ResponseInit): Response {
  const internals = internalsOf(ctx);
  const nonce = newNonce();
  const status = init.status ?? (ctx.error === null ? 200 : errorStatus(ctx.error));
  const document = renderDocument({
    vnode: tree,
    snapshot: internals.snapshot,
    basePath: ctx.config.basePath,
    nonce,
    partials: ctx.isPartial,
    url: ctx.url,
    status,
  });
  internals.nonce = nonce;
  const headers = new Headers(document.headers);
  headers.set("content-type", "text/html; charset=utf-8");
  for (const [name, value] of new Headers(init.headers)) {
    if (name === "set-cookie") headers.append(name, value);
    else headers.set(name, value);
  }
  return new Response(document.html, { ...init, status, headers });
}

/** A value nobody can guess: 128 random bits. */
function newNonce(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))));
}
