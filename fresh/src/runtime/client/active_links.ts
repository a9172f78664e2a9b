import { activeLink, type PageAddress } from "../active_link.ts";

/**
 * Brings `aria-current` of links up to date with the page that is about to be shown. One that
 * somebody has set by hand is left alone.
 *
 * @param from the page they were rendered for
 */
export function updateActiveLinks(below: ParentNode, from: PageAddress, to: PageAddress): void {
  for (const link of below.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    if (link.getAttribute("aria-current") !== activeLink(from, href)) continue;
    const active = activeLink(to, href);
    if (active === null) link.removeAttribute("aria-current");
    else link.setAttribute("aria-current", active);
  }
}
