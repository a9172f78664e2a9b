/** Stands for this site, whatever address it is reached at. */
const SITE = "http://this.site";

/**
 * Where to go back to: the given address when it is a path of this site, else the start page. An
 * address that a browser would read as another site's (`//host`, `/\host`) is none. The result is
 * fit for a header: what is not ASCII is percent-encoded.
 */
export function localPath(address: string | null | undefined): string {
  if (address == null || !/^\/(?![/\\])/.test(address) || /[\p{Cc}\\]/u.test(address)) return "/";
  const url = URL.canParse(address, SITE) ? new URL(address, SITE) : null;
  if (url?.origin !== SITE || url.pathname.startsWith("//")) return "/";
  return url.pathname + url.search + url.hash;
}

/** A redirect after a posted form: the browser gets the page anew. */
export function seeOther(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { location, ...headers } });
}
