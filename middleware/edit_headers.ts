/**
 * Changes a reply's headers.
 *
 * @returns the reply itself; a copy where its headers cannot be changed, as those of redirects and of
 * other servers' replies
 */
export function editHeaders(reply: Response, edit: (headers: Headers) => void): Response {
  try {
    edit(reply.headers);
    return reply;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const { body, status, statusText } = reply;
    const copy = new Response(body, { status, statusText, headers: new Headers(reply.headers) });
    edit(copy.headers);
    return copy;
  }
}
