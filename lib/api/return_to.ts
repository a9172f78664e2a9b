/**
 * Where to go back to: the given address when it is a path of this site, else the start page. An
 * address that a browser would read as another site's (`//host`, `/\host`) is none.
 */
export function localPath(address: string | null | undefined): string {
  if (address == null || !/^\/(?![/\\])/.test(address) || /[\u0000-\u001f\\]/.test(address)) {
    return "/";
  }
  return address;
}

/** A redirect after a posted form: the browser gets the page anew. */
export function seeOther(location: string, headers: Record<string, string> = {}): Response {
  return new Response(null, { status: 303, headers: { location, ...headers } });
}
