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
  const [, path = "", query = ""] = /^([^?#]*)(\?[^#]*)?/.exec(href) ?? [];
  const target = bare(path);
  const current = bare(page.pathname);
  if (target === current) {
    const has = new URLSearchParams(page.search);
    return [...new URLSearchParams(query)].every(([name, value]) => has.has(name, value))
      ? "page"
      : "true";
  }
  return target === "/" || current.startsWith(`${target}/`) ? "true" : null;
}

function bare(path: string): string {
  return path.replace(/\/+$/, "") || "/";
}
