/** What of a page's address tells which links lead to it. */
export type PageAddress = Pick<URL, "pathname" | "search">;

/**
 * Tells how a link relates to the page that is shown, as a value of `aria-current`.
 *
 * A link with search parameters leads to the page when that has the same ones, and above it when it
 * has others.
 *
 * @param href of the link; only paths from the site's root are compared
 * @returns `page` when it leads there, `true` when it leads above; null when they don't relate
 */
export function activeLink(page: PageAddress, href: unknown): "page" | "true" | null {
  if (typeof href !== "string" || !/^\/(?![/\\])/.test(href)) return null;
  const end = href.search(/[?#]/);
  const target = bare(end < 0 ? href : href.slice(0, end));
  const current = bare(page.pathname);
  if (target === current) return leadsHere(page.search, href) ? "page" : "true";
  return target === "/" || current.startsWith(`${target}/`) ? "true" : null;
}

/** Whether a page has all the search parameters of a link. */
function leadsHere(search: string, href: string): boolean {
  const query = /^[^?#]*\?([^#]*)/.exec(href)?.[1] ?? "";
  if (query === "") return true;
  const has = new URLSearchParams(search);
  return [...new URLSearchParams(query)].every(([name, value]) => has.has(name, value));
}

function bare(path: string): string {
  return path.endsWith("/") ? path.replace(/\/+$/, "") || "/" : path;
}
