import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { Method } from "./handlers.ts";
import type { MiddlewareFn } from "./middleware.ts";
import { ask, textOf } from "./testing.ts";

/** A middleware that writes its name before what comes after it. */
function trace(name: string): MiddlewareFn<unknown> {
  return async (ctx) => {
    const response = await ctx.next();
    return new Response(`${name} ${await response.text()}`, response);
  };
}

const done = () => new Response("done");

for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const) {
  const name = method.toLowerCase() as "get" | "post" | "put" | "patch" | "delete" | "options";

  Deno.test(`app.${name} - answers ${method} only, with several middlewares`, async () => {
    const app = new App()[name](
      "/user/:id",
      trace("a"),
      trace("b"),
      (ctx) => new Response(`${ctx.req.method} ${ctx.params.id}`),
    );
    assert.equal(await textOf(app, "/user/7", { method }), `a b ${method} 7`);
    const other: Method = method === "POST" ? "PUT" : "POST";
    assert.equal((await ask(app, "/user/7", { method: other })).status, 405);
  });

  Deno.test(`app.${name} - takes a handler that is loaded lazily, once`, async () => {
    let loads = 0;
    const app = new App()[name]("/about", async () => {
      loads++;
      const module = await Promise.resolve({ default: done });
      return module.default;
    });
    const handler = app.handler();
    for (let i = 0; i < 2; i++) {
      const response = await handler(new Request("http://localhost/about", { method }));
      assert.equal(await response.text(), "done");
    }
    assert.equal(loads, 1);
  });
}

Deno.test("app.head - answers HEAD; without it GET does, with no body", async () => {
  const app = new App()
    .head("/own", () => new Response(null, { status: 204 }))
    .get("/own", done)
    .get("/fallback", () => new Response("body", { headers: { "x-a": "1" } }));
  assert.equal((await ask(app, "/own", { method: "HEAD" })).status, 204);
  const fallback = await ask(app, "/fallback", { method: "HEAD" });
  assert.deepEqual([fallback.status, fallback.text, fallback.headers.get("x-a")], [200, "", "1"]);
});

Deno.test("app.head - an unread body is cancelled", async () => {
  let cancelled = false;
  const app = new App().get("/", () => {
    const body = new ReadableStream({ cancel: () => void (cancelled = true) });
    return new Response(body);
  });
  await ask(app, "/", { method: "HEAD" });
  assert.equal(cancelled, true);
});

Deno.test("app.all - answers all methods", async () => {
  const app = new App().all("/api/foo", (ctx) => new Response(ctx.req.method));
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
    assert.equal(await textOf(app, "/api/foo", { method }), method);
  }
});

Deno.test("app - another method than the registered ones gets 405 and is told which", async () => {
  const app = new App().get("/a", done).put("/a", done);
  const answer = await ask(app, "/a", { method: "POST" });
  assert.equal(answer.status, 405);
  assert.equal(answer.headers.get("allow"), "GET, PUT, HEAD");
});

Deno.test("app - an unknown path gets 404", async () => {
  const answer = await ask(new App().get("/a", done), "/b");
  assert.deepEqual([answer.status, answer.text], [404, "Not Found"]);
});

Deno.test("app - an invalid escape in a parameter gets 400", async () => {
  const answer = await ask(new App().get("/a/:b", done), "/a/%zz");
  assert.equal(answer.status, 400);
});

Deno.test("app - a wildcard matches all below", async () => {
  const app = new App().get("/foo/*", () => new Response("foo"));
  assert.equal(await textOf(app, "/foo/bar/baz"), "foo");
});

Deno.test("app.use - applies to what is registered after it", async () => {
  const app = new App().use(trace("1")).get("/", done).use(trace("2")).get("/about", done);
  assert.equal(await textOf(app, "/"), "1 done");
  assert.equal(await textOf(app, "/about"), "1 2 done");
});

Deno.test("app.use - several middlewares run left to right", async () => {
  const app = new App().use(trace("a"), trace("b"), trace("c")).get("/", done);
  assert.equal(await textOf(app, "/"), "a b c done");
});

Deno.test("app.use - at a path it applies there and below", async () => {
  const app = new App().use("/foo/bar", trace("m"))
    .get("/foo", done).get("/foo/bar", done).get("/foo/bar/:id", done);
  assert.equal(await textOf(app, "/foo"), "done");
  assert.equal(await textOf(app, "/foo/bar"), "m done");
  assert.equal(await textOf(app, "/foo/bar/1"), "m done");
});

Deno.test("app.use - a middleware may be loaded lazily", async () => {
  const app = new App()
    .use("/foo", async () => (await Promise.resolve({ default: trace("lazy") })).default)
    .get("/foo/x", done);
  assert.equal(await textOf(app, "/foo/x"), "lazy done");
});

Deno.test("app.use - a middleware may answer a path that has no route", async () => {
  const app = new App().use("/metrics", () => new Response("up 1")).get("/", done);
  assert.equal(await textOf(app, "/metrics"), "up 1");
  assert.equal((await ask(app, "/other")).status, 404);
});

Deno.test("app.use - a middleware for less state fits an app with more", async () => {
  const requestId = (): MiddlewareFn<{ requestId: string }> => (ctx) => {
    ctx.state.requestId = "r1";
    return ctx.next();
  };
  const app = new App<{ requestId: string; user: string }>().use(requestId())
    .get("/", (ctx) => new Response(ctx.state.requestId));
  assert.equal(await textOf(app, "/"), "r1");
});

Deno.test("app.mountApp - takes over another app's routes and middlewares", async () => {
  const inner = new App().use(trace("inner")).get("/", done).get("/sitemap.xml", done);
  const app = new App().use(trace("outer")).mountApp("/sub", inner).get("/own", done);
  assert.equal(await textOf(app, "/sub"), "outer inner done");
  assert.equal(await textOf(app, "/sub/sitemap.xml"), "outer inner done");
  assert.equal(await textOf(app, "/own"), "outer done");
});

Deno.test("app.mountApp - at the root", async () => {
  const inner = new App().get("/robots.txt", done);
  assert.equal(await textOf(new App().mountApp("/", inner), "/robots.txt"), "done");
});

Deno.test("app.mountApp - error pages of the mounted app answer its errors", async () => {
  const inner = new App()
    .onError("*", () => new Response("inner", { status: 500 }))
    .get("/boom", () => {
      throw new Error("x");
    });
  const app = new App().onError("*", () => new Response("outer", { status: 500 }))
    .mountApp("/sub", inner).get("/boom", () => {
      throw new Error("x");
    });
  assert.equal(await textOf(app, "/sub/boom"), "inner");
  assert.equal(await textOf(app, "/boom"), "outer");
});

Deno.test("app - basePath goes before all routes", async () => {
  const app = new App({ basePath: "/my-app" }).use(trace("m"))
    .get("/", done)
    .get("/about", (ctx) => new Response(`${ctx.config.basePath} ${ctx.route}`));
  assert.equal(await textOf(app, "/my-app/about"), "m /my-app /my-app/about");
  assert.equal(await textOf(app, "/my-app"), "m done");
  assert.equal(await textOf(app, "/my-app/"), "m done");
  assert.equal((await ask(app, "/about")).status, 404);
});

Deno.test("app - refuses a base path that is none, and a route without handler", () => {
  assert.throws(() => new App({ basePath: "my-app" }), /basePath/);
  assert.throws(() => new App().get("/a"), /needs a handler/);
});

Deno.test("app.handler - holds what was registered when it was made", async () => {
  const app = new App().get("/a", done);
  const handler = app.handler();
  app.get("/b", done);
  assert.equal((await handler(new Request("http://localhost/b"))).status, 404);
  assert.equal((await ask(app, "/b")).status, 200);
});
