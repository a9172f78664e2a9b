import type { Process, TestProduct } from "./app.ts";
import { csrfTokenIn } from "./person.ts";

/** What was answered. */
export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body of a reply in JSON. */
  json<T = Record<string, unknown>>(): T;
}

/** What of a request a test may set. */
export interface Ask {
  method?: string;
  headers?: Record<string, string>;
  body?: BodyInit;
  /** The process that answers; the first unless given. */
  process?: Process;
}

/** Somebody with a browser: keeps cookies, follows no redirects, comes from an address of their own. */
export interface Visitor {
  ip: string;
  cookies: Map<string, string>;
  csrfToken: string;
  /** Sends exactly this, with the cookies. */
  ask(path: string, ask?: Ask): Promise<Answer>;
  /** Opens a page as a browser does. */
  open(path: string, process?: Process): Promise<Answer>;
  /** Posts a form of a page. */
  post(path: string, fields: Record<string, string>, process?: Process): Promise<Answer>;
  /** Calls the API as a page's script does. */
  api(method: string, path: string, body?: unknown, ask?: Ask): Promise<Answer>;
}

const HTML = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

async function read(reply: Response): Promise<Answer> {
  const text = await reply.text();
  return {
    status: reply.status,
    headers: reply.headers,
    text,
    json: <T>() => JSON.parse(text) as T,
  };
}

/** Somebody who has not signed in. */
export function visit(product: TestProduct, ip: string = product.freshIp()): Visitor {
  const cookies = new Map<string, string>();
  const { origin } = product;

  async function ask(path: string, { process, ...init }: Ask = {}): Promise<Answer> {
    const headers = new Headers(init.headers);
    if (cookies.size > 0 && !headers.has("cookie")) {
      headers.set("cookie", [...cookies].map(([name, value]) => `${name}=${value}`).join("; "));
    }
    const { handler } = process ?? product.processes[0]!;
    const reply = await handler(new Request(origin + path, { ...init, headers }), ip);
    for (const cookie of reply.headers.getSetCookie()) {
      const [name = "", value = ""] = cookie.split(";")[0]!.split(/=(.*)/s);
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return await read(reply);
  }

  const visitor: Visitor = {
    ip,
    cookies,
    csrfToken: "",
    ask,
    open: (path, process) => visitor.ask(path, { headers: { accept: HTML }, process }),
    post: (path, fields, process) =>
      visitor.ask(path, {
        method: "POST",
        body: new URLSearchParams({ csrf_token: visitor.csrfToken, ...fields }),
        headers: { accept: HTML, origin, "sec-fetch-site": "same-origin" },
        process,
      }),
    api: (method, path, body, { headers = {}, process } = {}) =>
      visitor.ask(`/api/v1${path}`, {
        method,
        process,
        headers: {
          origin,
          "x-csrf-token": visitor.csrfToken,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
  return visitor;
}

/** Tries the login form. */
export async function tryToSignIn(
  visitor: Visitor,
  username: string,
  password: string,
  process?: Process,
): Promise<Answer> {
  visitor.csrfToken = csrfTokenIn((await visitor.open("/login", process)).text);
  return await visitor.post("/login", { username, password }, process);
}

/** Somebody who has signed in. */
export async function signIn(product: TestProduct, process?: Process): Promise<Visitor> {
  const visitor = visit(product);
  const entered = await tryToSignIn(visitor, product.login, product.password, process);
  if (entered.status !== 303) throw new Error(`signing in answered ${entered.status}`);
  visitor.csrfToken = csrfTokenIn((await visitor.open("/settings", process)).text);
  return visitor;
}

/** A script with an API token. */
export async function script(
  product: TestProduct,
  scopes: ("read" | "write")[],
): Promise<{ visitor: Visitor; token: string; id: string }> {
  const person = await signIn(product);
  const made = await person.api("POST", "/tokens", { name: `script ${scopes}`, scopes });
  const { token, api_token } = made.json<{ token: string; api_token: { id: string } }>();
  const visitor = visit(product);
  const { ask } = visitor;
  visitor.ask = (path, init = {}) =>
    ask(path, { ...init, headers: { authorization: `Bearer ${token}`, ...init.headers } });
  // a script sends nothing of what browsers do
  visitor.api = (method, path, body, { headers = {}, process } = {}) =>
    visitor.ask(`/api/v1${path}`, {
      method,
      process,
      headers: {
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  return { visitor, token, id: api_token.id };
}
