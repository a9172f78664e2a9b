import { equalTexts } from "./token.ts";

/** What of a request says where it comes from. */
export interface RequestOrigin {
  method: string;
  /** `Sec-Fetch-Site`. */
  fetchSite: string | null;
  /** `Origin`. */
  origin: string | null;
  /** The origin people open: scheme, host and port. */
  own: string;
}

const safe = new Set(["GET", "HEAD", "OPTIONS"]);

/** Whether a method changes nothing. */
export function isSafe(method: string): boolean {
  return safe.has(method);
}

/**
 * Whether the browser says that a mutating request comes from our own pages. A request that says
 * neither `Sec-Fetch-Site` nor `Origin` does not come from a browser we know, and is refused.
 */
export function fromOwnPages({ fetchSite, origin, own }: Omit<RequestOrigin, "method">): boolean {
  if (fetchSite !== null && fetchSite !== "same-origin" && fetchSite !== "none") return false;
  if (origin !== null) return origin === own;
  return fetchSite === "same-origin" || fetchSite === "none";
}

/** Whether the token a request sent is the session's. */
export function tokenMatches(sent: string | null, expected: string): boolean {
  return sent !== null && sent !== "" && equalTexts(sent, expected);
}
