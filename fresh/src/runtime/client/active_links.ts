import { activeLink } from "../active_link.ts";

/** Brings the attributes up to date that tell which links lead to the page shown, or above it. */
export function showActiveLinks(): void {
  for (const link of document.querySelectorAll("a[href]")) {
    const active = activeLink(location.pathname, link.getAttribute("href"));
    for (const name of ["data-current", "data-ancestor"]) {
      if (name !== active) link.removeAttribute(name);
      else if (!link.hasAttribute(name)) link.setAttribute(name, "true");
    }
  }
}
