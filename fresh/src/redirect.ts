import { PARTIAL_PARAM } from "./partial_request.ts";

/**
 * A response that redirects.
 *
 * Browsers take `//host` and `/\host` for another host, and drop tabs and line breaks on the way.
 * Of several slashes in a path one is left, so that a path taken from user input can't lead away
 * from the site.
 *
 * @param partial whether the request asked for partials: the page redirected to is asked, too
 */
export function redirectTo(pathOrUrl: string, status: number, partial: boolean): Response {
  const seen = pathOrUrl.replace(/[\t\n\r]/g, "").trimStart();
  const [, path = "", query = "", hash = ""] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(seen) ?? [];
  const plain = /^[/\\]/.test(path) ? path.replace(/[/\\]+/g, "/") : path;
  const asked = partial && !/^[a-z][a-z\d+.-]*:/i.test(path)
    ? `${query === "" ? "?" : `${query}&`}${PARTIAL_PARAM}=true`
    : query;
  return new Response(null, {
    status,
    headers: { location: encodeLocation(plain + asked + hash) },
  });
}

/** Percent-encodes what a header can't hold, leaving escapes that are there already. */
function encodeLocation(target: string): string {
  return target.replace(/[^\x21-\x7e]+/g, (part) => encodeURI(part.toWellFormed()));
}
