import assert from "node:assert/strict";
import { Component } from "preact";
import { useState } from "preact/hooks";
import { App } from "./app.ts";
import type { PageProps, RouteComponent } from "./component.ts";
import { page } from "./handlers.ts";
import { ask, collectErrors, textOf } from "./testing.ts";

type Wrap = RouteComponent<unknown, unknown>;

const Main: Wrap = ({ Component }) => (
  <main>
    <Component />
  </main>
);
const Admin: Wrap = ({ Component }) => (
  <section>
    <Component />
  </section>
);
const Html: Wrap = ({ Component }) => (
  <html>
    <Component />
  </html>
);

Deno.test("app.layout - wraps pages; those of longer paths lie further in", async () => {
  const app = new App()
    .layout("/admin/*", Admin)
    .layout("*", Main)
    .get("/", (ctx) => ctx.render(<h1>Home</h1>))
    .get("/admin/dashboard", (ctx) => ctx.render(<h1>Dashboard</h1>));
  assert.equal(await textOf(app, "/"), "<main><h1>Home</h1></main>");
  assert.equal(
    await textOf(app, "/admin/dashboard"),
    "<main><section><h1>Dashboard</h1></section></main>",
  );
});

Deno.test("app.layout - counts for what is registered after it", async () => {
  const app = new App().get("/", (ctx) => ctx.render(<h1 />)).layout("*", Main)
    .get("/b", (ctx) => ctx.render(<h1 />));
  assert.equal(await textOf(app, "/"), "<h1></h1>");
  assert.equal(await textOf(app, "/b"), "<main><h1></h1></main>");
});

Deno.test("app.layout - skipInheritedLayouts drops the outer ones", async () => {
  const app = new App()
    .appWrapper(Html)
    .layout("*", Main)
    .layout("/landing", Admin, { skipInheritedLayouts: true })
    .get("/", (ctx) => ctx.render(<h1 />))
    .get("/landing", (ctx) => ctx.render(<h1 />));
  assert.equal(await textOf(app, "/"), "<html><main><h1></h1></main></html>");
  assert.equal(await textOf(app, "/landing"), "<html><section><h1></h1></section></html>");
});

Deno.test("app.layout - skipAppWrapper leaves the app wrapper out", async () => {
  const app = new App()
    .appWrapper(Html)
    .layout("/embed", Admin, { skipAppWrapper: true })
    .get("/embed", (ctx) => ctx.render(<h1 />));
  assert.equal(await textOf(app, "/embed"), "<section><h1></h1></section>");
});

Deno.test("app.layout - may be async, use request data and answer itself", async () => {
  const app = new App()
    .layout("*", async ({ Component, url, params }) => {
      const name = await Promise.resolve(url.pathname);
      if (params.id === "0") return new Response("moved", { status: 410 });
      return (
        <div title={name}>
          <Component />
        </div>
      );
    })
    .get("/a/:id", (ctx) => ctx.render(<h1 />));
  assert.equal(await textOf(app, "/a/1"), '<div title="/a/1"><h1></h1></div>');
  assert.equal((await ask(app, "/a/0")).status, 410);
});

Deno.test("app.layout - may use hooks", async () => {
  const app = new App()
    .layout("*", ({ Component }) => {
      const [count] = useState(3);
      return (
        <b title={String(count)}>
          <Component />
        </b>
      );
    })
    .get("/", (ctx) => ctx.render(<i />));
  assert.equal(await textOf(app, "/"), '<b title="3"><i></i></b>');
});

Deno.test("app.appWrapper - surrounds layouts and pages, wherever it is set", async () => {
  const app = new App().layout("*", Main).get("/", (ctx) => ctx.render(<h1 />)).appWrapper(Html);
  assert.equal(await textOf(app, "/"), "<html><main><h1></h1></main></html>");
});

Deno.test("app.appWrapper - of a mounted app surrounds its pages only", async () => {
  const inner = new App().appWrapper(({ Component }) => (
    <body>
      <Component />
    </body>
  )).get("/x", (ctx) => ctx.render(<h1 />));
  const app = new App().appWrapper(Html).mountApp("/sub", inner)
    .get("/", (ctx) => ctx.render(<h1 />));
  assert.equal(await textOf(app, "/sub/x"), "<body><h1></h1></body>");
  assert.equal(await textOf(app, "/"), "<html><h1></h1></html>");
});

Deno.test("ctx.render - leaves out what its third argument says", async () => {
  const app = new App().appWrapper(Html).layout("*", Main)
    .get(
      "/bare",
      (ctx) => ctx.render(<h1 />, {}, { skipAppWrapper: true, skipInheritedLayouts: true }),
    )
    .get("/page", (ctx) => ctx.render(<h1 />, {}, { skipInheritedLayouts: true }));
  assert.equal(await textOf(app, "/bare"), "<h1></h1>");
  assert.equal(await textOf(app, "/page"), "<html><h1></h1></html>");
});

Deno.test("app.route - its config leaves layouts and app wrapper out", async () => {
  const app = new App().appWrapper(Html).layout("*", Main)
    .route("/a", { component: () => <i />, config: { skipInheritedLayouts: true } })
    .route("/b", { component: () => <i /> }, { skipAppWrapper: true });
  assert.equal(await textOf(app, "/a"), "<html><i></i></html>");
  assert.equal(await textOf(app, "/b"), "<main><i></i></main>");
});

Deno.test("props - pages, layouts and the app wrapper get all documented ones", async () => {
  const seen: Record<string, unknown>[] = [];
  const look: Wrap = (props) => {
    seen.push({ ...props, keys: Object.keys(props).sort() });
    const { Component } = props;
    return <Component />;
  };
  const app = new App<{ user?: string }>()
    .use((ctx) => {
      ctx.state.user = "ada";
      return ctx.next();
    })
    .appWrapper(look).layout("*", look)
    .route("/p/:id", { handler: { GET: () => page({ n: 1 }) }, component: look });
  await textOf(app, "/p/5?q=1");
  assert.equal(seen.length, 3);
  for (const props of seen) {
    assert.deepEqual(
      props.keys,
      "Component config data error info isPartial params req route state url".split(" "),
    );
    assert.deepEqual(
      [props.data, props.params, props.state, props.route, props.error, props.isPartial],
      [{ n: 1 }, { id: "5" }, { user: "ada" }, "/p/:id", null, false],
    );
  }
});

Deno.test("app.route - an async page may answer with a response", async () => {
  const app = new App().appWrapper(Html).route("/", {
    component: async (props) => {
      await Promise.resolve();
      return Response.json({ path: props.url.pathname });
    },
  });
  assert.equal(await textOf(app, "/"), '{"path":"/"}');
});

Deno.test("app.route - a page that is a class component", async () => {
  class Page extends Component<PageProps> {
    override render() {
      return <b>{this.props.url.pathname}</b>;
    }
  }
  const component = Page as unknown as Wrap;
  assert.equal(await textOf(new App().route("/a", { component }), "/a"), "<b>/a</b>");
});

Deno.test("app.route - a promise from a component that isn't async is an error", async () => {
  const component = function Late() {
    return Promise.resolve(<b />);
  };
  const logged = await collectErrors(() => ask(new App().route("/", { component }), "/"));
  assert.match(String(logged[0]), /"Late" returns a promise: declare it as async/);
});
