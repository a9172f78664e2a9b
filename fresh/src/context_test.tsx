import assert from "node:assert/strict";
import { App } from "./app.ts";
import { HttpError } from "./error.ts";
import { ask, fakeSnapshot, textOf, withSnapshot } from "./testing.ts";

Deno.test("ctx - request, URL, parameters, route and error", async () => {
  const app = new App().get("/foo/:id", (ctx) =>
    Response.json({
      header: ctx.req.headers.get("x-foo"),
      path: ctx.url.pathname,
      q: ctx.url.searchParams.get("q"),
      params: ctx.params,
      route: ctx.route,
      error: ctx.error,
      isPartial: ctx.isPartial,
    }));
  assert.deepEqual(
    JSON.parse(await textOf(app, "/foo/7?q=1", { headers: { "x-foo": "bar" } })),
    {
      header: "bar",
      path: "/foo/7",
      q: "1",
      params: { id: "7" },
      route: "/foo/:id",
      error: null,
      isPartial: false,
    },
  );
});

Deno.test("ctx.route - null when no pattern matched", async () => {
  const app = new App().use((ctx) => new Response(String(ctx.route)));
  assert.equal(await textOf(app, "/nothing"), "null");
});

Deno.test("ctx.state - passed on within a request, not to the next one", async () => {
  const app = new App<{ count?: number }>()
    .use((ctx) => {
      ctx.state.count = (ctx.state.count ?? 0) + 1;
      return ctx.next();
    })
    .get("/", (ctx) => new Response(String(ctx.state.count)));
  const handler = app.handler();
  for (let i = 0; i < 2; i++) {
    assert.equal(await (await handler(new Request("http://localhost/"))).text(), "1");
  }
});

Deno.test("ctx.info - the connection, as the server tells it", async () => {
  const app = new App().get("/", (ctx) => Response.json(ctx.info.remoteAddr));
  const remoteAddr = { transport: "tcp", hostname: "203.0.113.9", port: 4711 } as const;
  const info = { remoteAddr, completed: Promise.resolve() };
  const response = await app.handler()(new Request("http://localhost/"), info);
  assert.deepEqual(await response.json(), remoteAddr);
});

Deno.test("ctx.config - the configuration in force", async () => {
  const show = (app: App) => textOf(app.get("/*", (ctx) => Response.json(ctx.config)), "/base/a");
  const plain = {
    root: ".",
    basePath: "/base",
    mode: "production",
    trustProxy: false,
  };
  assert.deepEqual(JSON.parse(await show(new App({ basePath: "/base/" }))), plain);
  assert.deepEqual(
    JSON.parse(await show(new App({ basePath: "/base", mode: "development" }))),
    { ...plain, mode: "development" },
  );
  const built = withSnapshot(
    new App({ basePath: "/base", trustProxy: true }),
    fakeSnapshot({}, { mode: "development" }),
  );
  assert.deepEqual(JSON.parse(await show(built)), {
    root: "/project",
    basePath: "/base",
    mode: "development",
    trustProxy: true,
  });
});

Deno.test("ctx.url - shows the client's URL with trustProxy only", async () => {
  const headers = {
    "x-forwarded-proto": "https, http",
    "x-forwarded-host": "shop.example.com:8443, inner",
  };
  const url = (app: App) =>
    textOf(app.get("/a", (ctx) => new Response(ctx.url.href)), "/a?b=1", { headers });
  assert.equal(await url(new App({ trustProxy: true })), "https://shop.example.com:8443/a?b=1");
  assert.equal(await url(new App()), "http://localhost/a?b=1");
});

Deno.test("ctx.url - ignores forwarding headers that are nonsense", async () => {
  const app = new App({ trustProxy: true }).get("/a", (ctx) => new Response(ctx.url.href));
  const headers = { "x-forwarded-proto": "javascript", "x-forwarded-host": "evil.com/path?" };
  assert.equal(await textOf(app, "/a", { headers }), "http://localhost/a");
});

Deno.test("ctx.isPartial - told by the URL, which doesn't show it", async () => {
  const app = new App().get("/", (ctx) => new Response(`${ctx.isPartial} ${ctx.url.search}`));
  assert.equal(await textOf(app, "/?a=1&fresh-partial=true"), "true ?a=1");
});

Deno.test("ctx.redirect - 302, or the status asked for", async () => {
  const app = new App()
    .get("/old", (ctx) => ctx.redirect("/new?a=1#b"))
    .get("/temporary", (ctx) => ctx.redirect("https://example.com/x", 307));
  const old = await ask(app, "/old");
  assert.deepEqual([old.status, old.headers.get("location")], [302, "/new?a=1#b"]);
  const temporary = await ask(app, "/temporary");
  assert.deepEqual(
    [temporary.status, temporary.headers.get("location")],
    [307, "https://example.com/x"],
  );
});

const redirects: [target: string, location: string][] = [
  ["//evil.com", "/evil.com"],
  ["/\\evil.com", "/evil.com"],
  ["\\\\evil.com", "/evil.com"],
  ["/\t/evil.com", "/evil.com"],
  [" //evil.com", "/evil.com"],
  ["//evil.com//a?next=//b#//c", "/evil.com/a?next=//b#//c"],
  ["https://example.com//a", "https://example.com//a"],
  ["?page=2", "?page=2"],
];

for (const [target, location] of redirects) {
  Deno.test(`ctx.redirect - ${JSON.stringify(target)} leads to ${location}`, async () => {
    const app = new App().get("/", (ctx) => ctx.redirect(target));
    const answer = await ask(app, "/");
    assert.deepEqual([answer.status, answer.headers.get("location")], [302, location]);
  });
}

Deno.test("ctx.redirect - asks for partials when it was asked for them", async () => {
  const locations = async (target: string) => {
    const app = new App().get("/", (ctx) => ctx.redirect(target));
    return (await ask(app, "/?fresh-partial=true")).headers.get("location");
  };
  assert.equal(await locations("/new"), "/new?fresh-partial=true");
  assert.equal(await locations("/new?a=1#b"), "/new?a=1&fresh-partial=true#b");
  assert.equal(await locations("https://example.com/x"), "https://example.com/x");
});

Deno.test("ctx.redirect - percent-encodes what a header can't hold", async () => {
  const app = new App().get("/", (ctx) => ctx.redirect("/grün?a=%20"));
  assert.equal((await ask(app, "/")).headers.get("location"), "/gr%C3%BCn?a=%20");
});

Deno.test("ctx.render - an HTML response, with headers and status", async () => {
  const app = new App().get(
    "/teapot",
    (ctx) => ctx.render(<h1>teapot</h1>, { status: 418, headers: { "X-Foo": "abc" } }),
  );
  const answer = await ask(app, "/teapot");
  assert.equal(answer.status, 418);
  assert.equal(answer.headers.get("x-foo"), "abc");
  assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
  assert.match(answer.text, /^<!DOCTYPE html>.*<h1>teapot<\/h1>/i);
});

Deno.test("ctx.render - a content type of one's own and several cookies", async () => {
  const headers = new Headers([["content-type", "application/xhtml+xml"], ["set-cookie", "a=1"], [
    "set-cookie",
    "b=2",
  ]]);
  const app = new App().get("/", (ctx) => ctx.render(<p />, { headers }));
  const answer = await ask(app, "/");
  assert.equal(answer.headers.get("content-type"), "application/xhtml+xml");
  assert.deepEqual(answer.headers.getSetCookie(), ["a=1", "b=2"]);
});

Deno.test("ctx.text, ctx.html and ctx.json - have their content types", async () => {
  const app = new App()
    .get("/text", (ctx) => ctx.text("<p>"))
    .get("/html", (ctx) => ctx.html("<p>", { status: 201, headers: { "x-foo": "abc" } }))
    .get("/json", (ctx) => ctx.json({ a: [1] }, { status: 202 }));
  const [text, html, json] = await Promise.all(
    ["/text", "/html", "/json"].map((path) => ask(app, path)),
  );
  const seen = [text, html, json].map((answer) => [
    answer!.status,
    answer!.headers.get("content-type"),
    answer!.text,
  ]);
  assert.deepEqual(seen, [
    [200, "text/plain;charset=UTF-8", "<p>"],
    [201, "text/html; charset=utf-8", "<p>"],
    [202, "application/json", '{"a":[1]}'],
  ]);
  assert.equal(html!.headers.get("x-foo"), "abc");
});

Deno.test("ctx.stream - sends what an iterable brings, text and bytes", async () => {
  const app = new App()
    .get("/list", (ctx) => ctx.stream(["a", new Uint8Array([98])], { status: 203 }))
    .get("/made", (ctx) =>
      ctx.stream(async function* () {
        yield "ü";
        yield await Promise.resolve("!");
      }));
  const list = await ask(app, "/list");
  assert.deepEqual([list.status, list.text], [203, "ab"]);
  assert.equal(await textOf(app, "/made"), "ü!");
});

Deno.test("ctx.stream - ends the iteration when nobody reads on", async () => {
  const ended = Promise.withResolvers<void>();
  const app = new App().get("/", (ctx) =>
    ctx.stream(function* () {
      try {
        for (;;) yield "more";
      } finally {
        ended.resolve();
      }
    }));
  const response = await app.handler()(new Request("http://localhost/"));
  await response.body!.cancel();
  await ended.promise;
});

Deno.test("ctx.next - is the next one for each middleware, also after it returned", async () => {
  const app = new App()
    .use(async (ctx) => {
      const first = await (await ctx.next()).text();
      const second = await (await ctx.next()).text();
      return new Response(first + second);
    })
    .use(({ next }) => next())
    .get("/", () => new Response("x"));
  assert.equal(await textOf(app, "/"), "xx");
});

Deno.test("ctx.next - errors come through it", async () => {
  const app = new App()
    .use(async (ctx) => {
      try {
        return await ctx.next();
      } catch (error) {
        const status = error instanceof HttpError ? error.status : 0;
        return new Response(`caught ${status}`);
      }
    })
    .get("/forbidden", () => {
      throw new HttpError(403);
    });
  assert.equal(await textOf(app, "/forbidden"), "caught 403");
  assert.equal(await textOf(app, "/unknown"), "caught 404");
});
