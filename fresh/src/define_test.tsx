import assert from "node:assert/strict";
import { App, createDefine, HttpError, page } from "./mod.ts";
import type { PageProps, RouteData } from "./mod.ts";
import { ask, textOf } from "./testing.ts";

interface State {
  foo: string;
}

const define = createDefine<State>();

/** Compiles only if both types are the same. */
function same<A, B>(_: [A] extends [B] ? ([B] extends [A] ? true : false) : false): void {}

Deno.test("define.middleware - knows the state, alone and in a list", async () => {
  const setFoo = define.middleware((ctx) => {
    ctx.state.foo = "bar";
    return ctx.next();
  });
  const list = define.middleware([setFoo, async (ctx) => {
    ctx.state.foo += "!";
    return await ctx.next();
  }]);
  const app = new App<State>().use(list).get("/", (ctx) => new Response(ctx.state.foo));
  assert.equal(await textOf(app, "/"), "bar!");
});

Deno.test("define.handlers and define.page - the data goes from one to the other, typed", async () => {
  const handler = define.handlers({
    GET(ctx) {
      return { data: { foo: `Deno ${ctx.params.id}` } };
    },
    POST() {
      return page({ foo: "posted" }, { status: 201, headers: { "x-made": "yes" } });
    },
  });
  same<RouteData<typeof handler>, { foo: string }>(true);
  const component = define.page<typeof handler>((props) => <h1>{props.data.foo.toUpperCase()}</h1>);
  const app = new App<State>().route("/:id", { handler, component });
  assert.equal(await textOf(app, "/7"), "<h1>DENO 7</h1>");
  const posted = await ask(app, "/7", { method: "POST" });
  assert.deepEqual([posted.status, posted.headers.get("x-made")], [201, "yes"]);
  assert.match(posted.text, /<h1>POSTED<\/h1>/);
});

Deno.test("RouteData - leaves responses out and joins what methods return", () => {
  const handler = define.handlers({
    async GET(ctx) {
      await Promise.resolve();
      if (ctx.params.id === "0") throw new HttpError(404);
      if (ctx.params.id === "1") return ctx.redirect("/");
      return page({ message: null });
    },
    POST: () => page({ message: "saved" }),
    DELETE: () => new Response(null, { status: 204 }),
  });
  same<RouteData<typeof handler>, { message: null } | { message: string }>(true);
  const single = define.handlers(() => page({ n: 1 }));
  same<RouteData<typeof single>, { n: number }>(true);
});

Deno.test("define.handlers - one function answers all methods", async () => {
  const handler = define.handlers((ctx) => new Response(`Received a ${ctx.req.method} request`));
  const app = new App<State>().route("/", { handler });
  assert.equal(await textOf(app, "/", { method: "PATCH" }), "Received a PATCH request");
});

Deno.test("define.handlers - a single method can be used as a handler of its own", async () => {
  const handler = define.handlers({
    GET: (ctx) => new Response(`Hello, ${ctx.params.name}!`),
  });
  const app = new App<State>().get("/api/:name", handler.GET);
  assert.equal(await textOf(app, "/api/joe"), "Hello, joe!");
});

Deno.test("define.page - async, loading data itself", async () => {
  const component = define.page(async (ctx) => {
    const text = await Promise.resolve(`id ${ctx.params.id}`);
    return <p>{text}</p>;
  });
  assert.equal(await textOf(new App<State>().route("/:id", { component }), "/4"), "<p>id 4</p>");
});

Deno.test("define.page - without handlers the data is unknown", () => {
  define.page((props) => {
    same<typeof props.data, unknown>(true);
    return null;
  });
});

Deno.test("define.layout - knows the state and wraps Component", async () => {
  const layout = define.layout(({ Component, state }) => (
    <main class={state.foo}>
      <Component />
    </main>
  ));
  const app = new App<State>().use((ctx) => {
    ctx.state.foo = "bar";
    return ctx.next();
  }).layout("*", layout).get("/", (ctx) => ctx.render(<i />));
  assert.equal(await textOf(app, "/"), '<main class="bar"><i></i></main>');
});

Deno.test("define.layout - may serve as the app wrapper", async () => {
  const wrapper = define.layout(({ Component }) => (
    <html>
      <Component />
    </html>
  ));
  const app = new App<State>().appWrapper(wrapper).get("/", (ctx) => ctx.render(<h1>hello</h1>));
  assert.equal(await textOf(app, "/"), "<html><h1>hello</h1></html>");
});

Deno.test("page - without data", () => {
  const response = page();
  same<typeof response.data, undefined>(true);
  assert.equal(response.data, undefined);
});

Deno.test("PageProps - as an annotation of a plain function", async () => {
  function About(props: PageProps<{ name: string }>) {
    return <b>{props.data.name} {props.url.pathname}</b>;
  }
  const app = new App().route("/about", {
    handler: { GET: () => page({ name: "Fresh" }) },
    component: About,
  });
  assert.equal(await textOf(app, "/about"), "<b>Fresh /about</b>");
});

Deno.test("app.route - infers the data when the handlers come first", async () => {
  const app = new App().route("/about", {
    handler: { GET: () => page({ name: "Fresh" }) },
    component: (props) => <h1>About {props.data.name}</h1>,
  });
  assert.equal(await textOf(app, "/about"), "<h1>About Fresh</h1>");
});

Deno.test("app.route - takes handlers by both names", async () => {
  const app = new App().route("/about", {
    component: ({ data }) => <h1>About {data.name}</h1>,
    handlers: { GET: () => page({ name: "Fresh" }) },
  });
  assert.equal(await textOf(app, "/about"), "<h1>About Fresh</h1>");
  assert.equal((await ask(app, "/about", { method: "POST" })).status, 405);
});

Deno.test("app.route - may be loaded lazily, once", async () => {
  let loads = 0;
  const app = new App().route("/about", () => {
    loads++;
    return Promise.resolve({ component: () => <h1>lazy</h1> });
  });
  const handler = app.handler();
  for (let i = 0; i < 2; i++) {
    const response = await handler(new Request("http://localhost/about"));
    assert.match(await response.text(), /<h1>lazy<\/h1>/);
  }
  assert.equal(loads, 1);
});

Deno.test("app.route - a page without handlers answers GET and HEAD only", async () => {
  const app = new App().route("/", { component: () => <p>page</p> });
  assert.equal((await ask(app, "/")).status, 200);
  assert.equal((await ask(app, "/", { method: "HEAD" })).status, 200);
  assert.equal((await ask(app, "/", { method: "POST" })).status, 405);
});

Deno.test("app.route - a page whose handlers leave GET out is shown without data", async () => {
  const app = new App().route("/", {
    handler: { POST: (ctx) => ctx.redirect("/thanks", 303) },
    component: () => <form method="post" />,
  });
  assert.equal(await textOf(app, "/"), '<form method="post"></form>');
  assert.equal((await ask(app, "/", { method: "POST" })).status, 303);
});

Deno.test("app.route - a lazy route refuses methods it has no handler for", async () => {
  const app = new App().route("/", () =>
    Promise.resolve({
      handler: { PUT: () => new Response("put") },
    }));
  const answer = await ask(app, "/");
  assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "PUT"]);
});

Deno.test("app.route - a lazy page without handlers refuses what isn't GET or HEAD", async () => {
  const app = new App().route("/", () => Promise.resolve({ component: () => <p /> }));
  const answer = await ask(app, "/", { method: "POST" });
  assert.deepEqual([answer.status, answer.headers.get("allow")], [405, "GET, HEAD"]);
});
