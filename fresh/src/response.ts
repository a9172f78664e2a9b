import type { RequestInternals } from "./internals.ts";

/**
 * Gives a response its last touch: `Allow` for a refused method, as RFC 9110 asks for, and no
 * body in answers to HEAD.
 */
export function finishResponse<State>(
  req: Request,
  response: Response,
  { allow }: RequestInternals<State>,
): Response {
  const refused = response.status === 405 && allow !== null && !response.headers.has("allow");
  const bodyless = req.method === "HEAD" && response.body !== null;
  if (!refused && !bodyless) return response;
  const headers = new Headers(response.headers);
  if (refused) headers.set("allow", allow.join(", "));
  // Whoever produces the body must learn that nobody will read it.
  if (bodyless) response.body?.cancel().catch(() => {});
  const { status, statusText } = response;
  return new Response(bodyless ? null : response.body, { status, statusText, headers });
}

/**
 * Changes the headers of a response.
 *
 * @returns the response itself; a copy when its headers can't be changed, as those of `fetch`
 */
export function editHeaders(response: Response, edit: (headers: Headers) => void): Response {
  try {
    edit(response.headers);
    return response;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const copy = new Response(response.body, response);
    edit(copy.headers);
    return copy;
  }
}
