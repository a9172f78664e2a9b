import type { PageAddress } from "../active_link.ts";

/** Where the page was scrolled to, by entry of the history. */
const positions = new Map<number, [x: number, y: number]>();

/** The entry that is shown. */
let shown = 0;

/** Address of the page whose content is shown: the address bar may be ahead of it. */
let page: PageAddress = { pathname: "", search: "" };

/** Takes charge of scrolling when somebody goes back or forward to an entry of this page. */
export function startHistory(): void {
  takeEntry();
  noteShown();
  history.scrollRestoration = "manual";
  // A page that is loaded again is scrolled by the browser.
  addEventListener("pagehide", () => history.scrollRestoration = "auto");
  addEventListener("pageshow", () => history.scrollRestoration = "manual");
}

/** Makes an entry for what is shown from now on. */
export function pushEntry(url: URL): void {
  if (url.href === location.href) return;
  keepPosition();
  history.pushState(null, "", url);
  takeEntry();
}

/** Notes where the page is scrolled to, before something else is shown. */
export function keepPosition(): void {
  positions.set(shown, [scrollX, scrollY]);
}

/**
 * Notes that somebody has gone to another entry.
 *
 * @returns where the page was scrolled to when that was left
 */
export function enterEntry(): [x: number, y: number] | undefined {
  // One that isn't known yet is a link's to a place on this page, and scrolled to already.
  if (history.state?.freshEntry !== undefined) keepPosition();
  takeEntry();
  return positions.get(shown);
}

/** Notes that the content is that of the address bar now. */
export function noteShown(): void {
  page = new URL(location.href);
}

/** Address of the page whose content is shown. */
export function shownPage(): PageAddress {
  return page;
}

/** Whether the content is that of the address bar. */
export function isShown(): boolean {
  return page.pathname === location.pathname && page.search === location.search;
}

function takeEntry(): void {
  shown = history.state?.freshEntry ?? Math.random();
  history.replaceState({ ...history.state, freshEntry: shown }, "");
}
