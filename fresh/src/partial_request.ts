/** Search parameter by which the browser's runtime asks for partials. */
export const PARTIAL_PARAM = "fresh-partial";

/** Tells a request for partials from others; its URL doesn't show the difference. */
export function readPartialRequest(url: URL): { url: URL; isPartial: boolean } {
  // Asking the string first spares the parsing of parameters most requests don't need.
  if (!url.search.includes(PARTIAL_PARAM)) return { url, isPartial: false };
  const isPartial = url.searchParams.has(PARTIAL_PARAM);
  const plain = new URL(url);
  plain.searchParams.delete(PARTIAL_PARAM);
  return { url: plain, isPartial };
}
