/** A signed-in session at the product's API. */
export interface ApiSession {
  /** @throws {Error} naming path and status when the reply is no success */
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body: unknown): Promise<T>;
}

/** Signs in with the login form. Null while the product does not answer yet. */
export async function openSession(
  url: string,
  login: string,
  password: string,
): Promise<ApiSession | null> {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    headers.set("origin", url);
    const reply = await fetch(url + path, { ...init, headers, redirect: "manual" });
    for (const cookie of reply.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";")[0]!.split(/=(.*)/s);
      cookies.set(name, value);
    }
    return reply;
  };
  const form = await send("/login");
  if (!form.ok) return null;
  const token = (html: string) => /name="csrf_token" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const fields = { username: login, password, csrf_token: token(await form.text()) };
  const entered = await send("/login", { method: "POST", body: new URLSearchParams(fields) });
  await entered.body?.cancel();
  if (entered.status !== 303) throw new Error(`signing in answered ${entered.status}`);
  const csrfToken = token(await (await send("/")).text());

  async function read<T>(path: string, reply: Response): Promise<T> {
    const body = await reply.json();
    if (!reply.ok) {
      throw new Error(`${path} answered ${reply.status}: ${body.message ?? body.error}`);
    }
    return body as T;
  }
  return {
    get: async <T>(path: string) => await read<T>(path, await send(path)),
    post: async <T>(path: string, body: unknown) =>
      await read<T>(
        path,
        await send(path, {
          method: "POST",
          body: JSON.stringify(body),
          headers: { "content-type": "application/json", "x-csrf-token": csrfToken },
        }),
      ),
  };
}
