import { LOGIN, PASSWORD } from "./product.ts";

/** A signed-in person without a browser: keeps cookies, follows no redirects. */
export interface Person {
  get(path: string): Promise<{ status: number; text: string; headers: Headers }>;
  json<T>(path: string): Promise<T>;
  /** Posts a form with the session's CSRF token. */
  post(path: string, fields: Record<string, string>): Promise<{ status: number; headers: Headers }>;
}

/** The CSRF token a page's forms carry. */
export function csrfTokenIn(html: string): string {
  return /name="csrf_token" value="([^"]+)"/.exec(html)?.[1] ?? "";
}

/** Signs in with the login form of a running product, one started for tests unless told otherwise. */
export async function signIn(
  url: string,
  { login, password } = { login: LOGIN, password: PASSWORD },
): Promise<Person> {
  const cookies = new Map<string, string>();
  const send = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    headers.set("origin", url);
    const reply = await fetch(url + path, { ...init, headers, redirect: "manual" });
    for (const cookie of reply.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";")[0]!.split(/=(.*)/s);
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };
  let csrfToken = csrfTokenIn((await send("/login")).text);
  const post = async (path: string, fields: Record<string, string>) =>
    await send(path, {
      method: "POST",
      body: new URLSearchParams({ csrf_token: csrfToken, ...fields }),
    });
  const entered = await post("/login", { username: login, password });
  if (entered.status !== 303) throw new Error(`signing in answered ${entered.status}`);
  csrfToken = csrfTokenIn((await send("/")).text);
  return {
    get: (path) => send(path),
    json: async <T>(path: string) => JSON.parse((await send(path)).text) as T,
    post,
  };
}
