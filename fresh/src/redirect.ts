import { HttpError } from "./error.ts";

/**
 * A response that redirects.
 *
 * Browsers take `//host` and `/\host` for another host, and drop tabs and line breaks on the way;
 * such a target is refused, so that a path taken from user input can't lead away from the site.
 *
 * @throws {HttpError} 400 for such a target
 */
export function redirectTo(pathOrUrl: string, status: number): Response {
  const seen = pathOrUrl.replace(/[\t\n\r]/g, "").trimStart();
  if (/^[/\\]{2}/.test(seen)) {
    throw new HttpError(400, "Refused to redirect to a protocol-relative URL");
  }
  return new Response(null, { status, headers: { location: encodeLocation(seen) } });
}

/** Percent-encodes what a header can't hold, leaving escapes that are there already. */
function encodeLocation(target: string): string {
  return target.replace(/[^\x21-\x7e]+/g, (part) => encodeURI(part.toWellFormed()));
}
