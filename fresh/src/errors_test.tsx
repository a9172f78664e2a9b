import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { Context } from "./context.ts";
import { HttpError, reasonPhrase } from "./error.ts";
import { ask, collectErrors, fakeSnapshot, textOf, withSnapshot } from "./testing.ts";

const fail = () => {
  throw new Error("secret detail");
};
const show = (name: string) => (ctx: Context<unknown>) =>
  new Response(`${name}: ${(ctx.error as Error).message}`, { status: 500 });

Deno.test("HttpError - status, message and cause", () => {
  assert.equal(new HttpError(404).message, "Not Found");
  assert.equal(new HttpError(404).status, 404);
  const cause = new Error("x");
  const error = new HttpError(403, "Admin access required", { cause });
  assert.deepEqual([error.name, error.message, error.cause], [
    "HttpError",
    "Admin access required",
    cause,
  ]);
  assert.ok(error instanceof Error);
});

Deno.test("reasonPhrase - of statuses without a known one", () => {
  assert.equal(reasonPhrase(499), "Client Error");
  assert.equal(reasonPhrase(599), "Server Error");
});

Deno.test("app.onError - a middleware answers, and finds the error", async () => {
  const app = new App().onError("*", show("oops")).get("/thrower", fail);
  const answer = await ask(app, "/thrower");
  assert.deepEqual([answer.status, answer.text], [500, "oops: secret detail"]);
});

Deno.test("app.onError - without a path", async () => {
  assert.equal(
    await textOf(new App().onError(show("all")).get("/", fail), "/"),
    "all: secret detail",
  );
  assert.throws(() => (new App().onError as (path: string) => unknown)("*"), TypeError);
});

Deno.test("app.onError - nested: the nearest one answers", async () => {
  const app = new App()
    .onError("*", show("top")).onError("/foo/bar", show("nested"))
    .get("/foo/bar/thrower", fail).get("/foo/thrower", fail);
  assert.equal(await textOf(app, "/foo/bar/thrower"), "nested: secret detail");
  assert.equal(await textOf(app, "/foo/thrower"), "top: secret detail");
});

Deno.test("app.onError - an error of a nested error page goes to the outer one", async () => {
  const app = new App()
    .onError("*", show("top")).onError("/foo", () => {
      throw new Error("second");
    })
    .get("/foo/x", fail);
  assert.equal(await textOf(app, "/foo/x"), "top: second");
});

Deno.test("app.onError - a component, in its layout, with the status of the error", async () => {
  const app = new App()
    .layout("*", ({ Component }) => (
      <main>
        <Component />
      </main>
    ))
    .onError("*", { component: ({ error }) => <h1>Oops! {String(error)}</h1> })
    .get("/teapot", () => {
      throw new HttpError(418, "short and stout");
    });
  const answer = await ask(app, "/teapot");
  assert.equal(answer.status, 418);
  assert.match(answer.text, /<main><h1>Oops! HttpError: short and stout<\/h1><\/main>/);
});

Deno.test("app.onError - ctx.render answers with the status of the error", async () => {
  const app = new App().onError("*", (ctx) => ctx.render(<p>sorry</p>)).get("/", fail);
  assert.equal((await ask(app, "/")).status, 500);
  const other = new App().onError("*", (ctx) => ctx.render(<p />, { status: 503 })).get("/", fail);
  assert.equal((await ask(other, "/")).status, 503);
});

Deno.test("app.onError - middlewares registered before it see its response", async () => {
  const app = new App()
    .use(async (ctx) => {
      const response = await ctx.next();
      response.headers.set("x-outer", "yes");
      return response;
    })
    .onError("*", show("oops"))
    .get("/", fail);
  assert.equal((await ask(app, "/")).headers.get("x-outer"), "yes");
});

Deno.test("app.onError - answers errors of middlewares registered before it, too", async () => {
  const app = new App().use(fail).onError("*", show("late")).get("/", fail);
  assert.equal(await textOf(app, "/"), "late: secret detail");
});

Deno.test("app.onError - answers errors while rendering", async () => {
  const app = new App().onError("*", show("render"))
    .get("/", (ctx) => {
      const Broken = () => fail();
      return ctx.render(<Broken />);
    });
  assert.equal(await textOf(app, "/"), "render: secret detail");
});

Deno.test("app.notFound - answers unknown paths and thrown 404s, before onError", async () => {
  const app = new App()
    .onError("*", show("error"))
    .notFound(() => new Response("Page not found", { status: 404 }))
    .get("/", () => new Response("foo"))
    .get("/thrower", () => {
      throw new HttpError(404);
    })
    .get("/fail", fail);
  for (const path of ["/invalid", "/thrower"]) {
    const answer = await ask(app, path);
    assert.deepEqual([answer.status, answer.text], [404, "Page not found"], path);
  }
  assert.equal(await textOf(app, "/fail"), "error: secret detail");
});

Deno.test("app.notFound - goes before nested error pages, wherever it is set", async () => {
  const app = new App()
    .onError("/foo", show("nested"))
    .get("/foo/x", () => {
      throw new HttpError(404);
    })
    .notFound(() => new Response("nowhere", { status: 404 }));
  assert.equal(await textOf(app, "/foo/x"), "nowhere");
  assert.equal(await textOf(app, "/foo/unknown"), "nowhere");
});

Deno.test("app.notFound - ctx.render and a component answer with 404", async () => {
  const rendered = new App().notFound((ctx) => ctx.render(<h1>Page not found</h1>));
  assert.equal((await ask(rendered, "/x")).status, 404);
  const component = new App().notFound({ component: () => <h1>Page not found</h1> });
  const answer = await ask(component, "/x");
  assert.equal(answer.status, 404);
  assert.match(answer.text, /<h1>Page not found<\/h1>/);
});

Deno.test("errors - without an error page, nothing internal is shown, and it is logged", async () => {
  const app = new App().get("/", fail).get("/gone", () => {
    throw new HttpError(410, "It moved");
  }).get("/upstream", () => {
    throw new HttpError(502, "db-1.internal said no");
  });
  const logged = await collectErrors(async () => {
    const answer = await ask(app, "/");
    assert.deepEqual([answer.status, answer.text], [500, "Internal Server Error"]);
    assert.equal((await ask(app, "/gone")).text, "It moved");
    assert.equal((await ask(app, "/upstream")).text, "Bad Gateway");
  });
  assert.deepEqual(logged.map((error) => (error as Error).message), [
    "secret detail",
    "db-1.internal said no",
  ]);
});

Deno.test("errors - those a component shows are logged once, those of a handler are its own", async () => {
  const shown = new App().onError("*", { component: () => <p>sorry</p> }).get("/", fail);
  assert.equal((await collectErrors(() => ask(shown, "/"))).length, 1);
  const handled = new App().onError("*", show("mine")).get("/", fail);
  assert.equal((await collectErrors(() => ask(handled, "/"))).length, 0);
});

Deno.test("errors - an error page that fails itself leads to the default answer", async () => {
  const app = new App().onError("*", () => {
    throw new Error("page broken");
  }).get("/", fail);
  const logged = await collectErrors(async () => {
    const answer = await ask(app, "/");
    assert.deepEqual([answer.status, answer.text], [500, "Internal Server Error"]);
  });
  assert.equal((logged.at(-1) as Error).message, "page broken");
});

Deno.test("errors - what is thrown need not be an error", async () => {
  const app = new App().get("/", () => {
    throw "text";
  });
  await collectErrors(async () => assert.equal((await ask(app, "/")).status, 500));
});

Deno.test("errors - data without a component to show it is an error", async () => {
  const app = new App().route("/", { handler: { GET: () => ({ data: 1 }) } });
  const logged = await collectErrors(() => ask(app, "/"));
  assert.match(String(logged[0]), /returned data, but there is no component/);
});

Deno.test("errors - in development, a page with the message, the stack and the code", async () => {
  const app = withSnapshot(
    new App().get("/", () => {
      throw new TypeError("<broken> & bad"); // the line to be shown
    }),
    fakeSnapshot({}, { mode: "development" }),
  );
  await collectErrors(async () => {
    const answer = await ask(app, "/");
    assert.equal(answer.status, 500);
    assert.equal(answer.headers.get("content-type"), "text/html; charset=utf-8");
    assert.match(answer.text, /<h1>TypeError: &#60;broken&#62; &#38; bad<\/h1>/);
    assert.match(answer.text, /<mark>.*the line to be shown<\/mark>/);
    assert.match(answer.text, /errors_test\.tsx:\d+:\d+/);
  });
});

/** An app in development whose only route fails, with an error page. */
function failing(page: (ctx: Context<unknown>) => Response | Promise<Response>, error: unknown) {
  const app = new App().onError("*", page).get("/", () => {
    throw error;
  });
  return withSnapshot(app, fakeSnapshot({}, { mode: "development" }));
}

Deno.test("errors - in development, their details lie over the app's own error page", async () => {
  const page = (ctx: Context<unknown>) =>
    ctx.render(
      <html>
        <body>
          <h1>sorry</h1>
        </body>
      </html>,
    );
  const { status, text } = await ask(failing(page, new Error("broken")), "/");
  assert.equal(status, 500);
  assert.match(text, /<h1>sorry<\/h1>/);
  assert.match(
    text,
    /<details open id="fresh-error">.*<h1>Error: broken<\/h1>.*<\/details><\/body>/s,
  );
  assert.match(text, /<mark>.*new Error\(&#34;broken&#34;\).*<\/mark>/);
});

Deno.test("errors - details are for server errors, pages and development only", async () => {
  const page = (ctx: Context<unknown>) => ctx.render(<h1>sorry</h1>);
  assert.doesNotMatch((await ask(failing(page, new HttpError(404)), "/")).text, /fresh-error/);
  const json = (ctx: Context<unknown>) => ctx.json({ ok: false }, { status: 500 });
  assert.equal((await ask(failing(json, new Error("broken")), "/")).text, '{"ok":false}');
  const production = new App().onError("*", page).get("/", fail);
  assert.doesNotMatch((await ask(production, "/")).text, /fresh-error|secret/);
});

Deno.test("errors - the code shown is that of what has started it", async () => {
  const cause = new Error("at the root");
  const error = new HttpError(502, "passed on", { cause });
  const app = withSnapshot(
    new App().get("/", () => {
      throw error;
    }),
    fakeSnapshot({}, { mode: "development" }),
  );
  await collectErrors(async () => {
    const { text } = await ask(app, "/");
    assert.match(text, /<h1>HttpError: passed on<\/h1>/);
    assert.match(text, /<mark>.*at the root.*<\/mark>/);
    assert.match(text, /Caused by Error: at the root/);
  });
});
