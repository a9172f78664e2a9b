import { updateActiveLinks } from "./active_links.ts";
import { currentBuild } from "./build.ts";
import { updateHead } from "./document_head.ts";
import { noteShown, pushEntry, shownPage } from "./history_entry.ts";
import { loadIslands, readIslands } from "./islands.ts";
import { hasTransition } from "./navigation_switch.ts";
import { readPageState } from "./page_state.ts";
import { placePartials, takePartials } from "./partial_content.ts";

/** Where to go, and how. */
export interface Destination {
  /** What the address bar is to show. */
  url: URL;
  /** Where the partials come from, if not from there. */
  partial?: URL;
  /** What has caused it. */
  from: Element;
  /** Whether it makes an entry of the history. */
  history: "push" | "none";
  /** Where to scroll to; not at all by default. */
  scroll?: [x: number, y: number];
  init?: RequestInit;
}

/** The request under way: a newer one takes its place. */
let underWay: AbortController | null = null;

/**
 * Gets new content for the page's partials and puts it in place. Where that can't be done, the
 * browser loads the page.
 */
export async function navigate(destination: Destination): Promise<void> {
  underWay?.abort();
  const { signal } = underWay = new AbortController();
  const request = new URL(destination.partial ?? destination.url);
  request.hash = "";
  request.searchParams.set("fresh-partial", "true");
  try {
    const response = await fetch(request, { ...destination.init, signal });
    const html = withOwnNonce(await response.text(), response);
    signal.throwIfAborted();
    const isPage = response.headers.get("content-type")?.startsWith("text/html");
    const url = finalUrl(destination, response);
    const page = { html, address: new URL(response.url) };
    if (!isPage || !await update(page, { ...destination, url }, signal)) leave(url);
  } catch (error) {
    if (signal.aborted) return;
    console.error(error);
    leave(destination.url);
  }
}

/** Updates the page from a response. Answers false when that has nothing for it. */
async function update(
  received: { html: string; address: URL },
  { from, history, scroll, url }: Destination,
  signal: AbortSignal,
): Promise<boolean> {
  const source = new DOMParser().parseFromString(received.html, "text/html");
  const partials = takePartials(source);
  const [page, table] = readPageState(source) ?? [];
  // Another build's islands can't live beside this one's.
  if (partials.length === 0 || page?.buildId !== currentBuild()) return false;
  await loadIslands(page.islands);
  const start = readIslands(partials.map(({ content }) => content), source, table ?? []);
  await updateHead(source);
  signal.throwIfAborted();
  await animated(from, () => {
    const before = shownPage();
    // First, as relative addresses in the new content are relative to it.
    if (history === "push") pushEntry(url);
    noteShown();
    if (source.querySelector("title") !== null) document.title = source.title;
    updateActiveLinks(document, before, location);
    for (const { content } of partials) updateActiveLinks(content, received.address, location);
    placePartials(partials);
    start();
    scrollToPlace(url, scroll);
  });
  return true;
}

function scrollToPlace(url: URL, position: Destination["scroll"]): void {
  const anchor = anchorOf(url.hash.slice(1));
  // Where somebody was before is more telling than what the address names.
  if (anchor !== null && (position?.[1] ?? 0) === 0) anchor.scrollIntoView();
  else if (position !== undefined) scrollTo(...position);
}

function anchorOf(fragment: string): Element | null {
  if (fragment === "") return null;
  try {
    return document.getElementById(decodeURIComponent(fragment));
  } catch {
    // What can't be decoded is meant as it is.
    return document.getElementById(fragment);
  }
}

/**
 * The policy in force is that of the page, not that of the response: what the server gave its nonce
 * gets the page's. What somebody may have smuggled in has neither.
 */
function withOwnNonce(html: string, response: Response): string {
  const policy = response.headers.get("content-security-policy") ?? "";
  const [, given] = /'nonce-([^']+)'/.exec(policy) ?? [];
  const own = document.querySelector<HTMLElement>("script[nonce]")?.nonce;
  return given && own ? html.replaceAll(`nonce="${given}"`, `nonce="${own}"`) : html;
}

/** The address a navigation ends at: that of the response, when it was redirected. */
function finalUrl({ url, partial }: Destination, response: Response): URL {
  if (!response.redirected || partial !== undefined) return url;
  const final = new URL(response.url);
  final.searchParams.delete("fresh-partial");
  final.hash = url.hash;
  return final;
}

function leave(url: URL): void {
  if (url.href === location.href) location.reload();
  else location.assign(url);
}

/** Changes the page, animated where that is asked for and possible. */
async function animated(from: Element, change: () => void): Promise<void> {
  if (!hasTransition(from) || document.startViewTransition === undefined) return change();
  const { ready, updateCallbackDone } = document.startViewTransition(change);
  // An animation may be left out, as in a page nobody sees; the change is made all the same.
  ready.catch(() => {});
  await updateCallbackDone;
}
