/**
 * Tells how a link relates to the page that is shown.
 *
 * @param pathname of the page
 * @param href of the link; only paths from the site's root are compared
 * @returns the attribute that says so, `data-current` or `data-ancestor`; null when they don't relate
 */
export function activeLink(pathname: string, href: unknown): string | null {
  if (typeof href !== "string" || !/^\/(?![/\\])/.test(href)) return null;
  const target = bare(href.replace(/[?#].*$/s, ""));
  const current = bare(pathname);
  if (target === current) return "data-current";
  return target === "/" || current.startsWith(`${target}/`) ? "data-ancestor" : null;
}

function bare(path: string): string {
  return path.replace(/\/+$/, "") || "/";
}
