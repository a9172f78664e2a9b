import assert from "node:assert/strict";
import { App } from "./app.ts";
import type { PageProps } from "./component.ts";
import { HttpError } from "./error.ts";
import { page } from "./handlers.ts";
import type { MiddlewareFn } from "./middleware.ts";
import { ask, collectErrors, fakeSnapshot, textOf, withSnapshot } from "./testing.ts";

interface State {
  seen?: string[];
}

type Options = Parameters<typeof fakeSnapshot>[1];

/** An app with the given route files. */
function appOf(modules: Record<string, unknown>, options?: Options, mount?: string) {
  return withSnapshot(new App<State>().fsRoutes(mount), fakeSnapshot(modules, options));
}

/** A page, layout or app wrapper that shows a tag around what is in it. */
function tag(name: string, config?: object) {
  const Tag = name as "div";
  return {
    default: ({ Component }: PageProps) => (
      <Tag>
        <Component />
      </Tag>
    ),
    config,
  };
}

/** A `_middleware` module that writes down that it ran. */
function seen(...names: string[]) {
  const list = names.map((name): MiddlewareFn<State> => (ctx) => {
    (ctx.state.seen ??= []).push(name);
    return ctx.next();
  });
  return { default: list.length === 1 ? list[0] : list };
}

const showSeen = {
  handler: { GET: (ctx: { state: State }) => new Response(ctx.state.seen?.join()) },
};
const showParams = {
  handlers: (ctx: { params: object; route: string | null }) =>
    Response.json([ctx.route, ctx.params]),
};

const FILES: [id: string, path: string, answer: [string, object]][] = [
  ["index", "/", ["/", {}]],
  ["about", "/about", ["/about", {}]],
  ["blog/index", "/blog", ["/blog", {}]],
  ["blog/[slug]", "/blog/foo", ["/blog/:slug", { slug: "foo" }]],
  ["blog/[slug]/comments", "/blog/foo/comments", ["/blog/:slug/comments", { slug: "foo" }]],
  ["old/[...path]", "/old/bar/baz", ["/old/:path*", { path: "bar/baz" }]],
  ["docs/[[version]]/index", "/docs", ["/docs{/:version}?", {}]],
  ["docs/[[version]]/index", "/docs/latest", ["/docs{/:version}?", { version: "latest" }]],
  ["[[name]]", "/", ["/{:name}?", {}]],
  ["[[name]]", "/foo", ["/{:name}?", { name: "foo" }]],
  ["(marketing)/about", "/about", ["/about", {}]],
];

for (const [id, path, answer] of FILES) {
  Deno.test(`fsRoutes - "${id}" answers "${path}"`, async () => {
    assert.deepEqual(JSON.parse(await textOf(appOf({ [id]: showParams }), path)), answer);
  });
}

Deno.test("fsRoutes - literal files win over parameters, those over the rest", async () => {
  const text = (name: string) => ({ handler: () => new Response(name) });
  const app = appOf({
    "[...rest]": text("rest"),
    "blog/[...all]": text("all"),
    "blog/[slug]": text("slug"),
    "blog/new": text("new"),
    "[page]": text("page"),
  });
  assert.equal(await textOf(app, "/blog/new"), "new");
  assert.equal(await textOf(app, "/blog/old"), "slug");
  assert.equal(await textOf(app, "/blog/a/b"), "all");
  assert.equal(await textOf(app, "/x"), "page");
  assert.equal(await textOf(app, "/x/y"), "rest");
});

Deno.test("fsRoutes - app wrapper, layouts and page lie in each other", async () => {
  const app = appOf({
    "_app": tag("html"),
    "_layout": tag("main"),
    "index": { default: () => <h1 /> },
    "blog/_layout": tag("article"),
    "blog/[slug]": { default: (props: PageProps) => <i>{props.params.slug}</i> },
    "blog": { default: () => <b /> },
  });
  assert.equal(await textOf(app, "/"), "<html><main><h1></h1></main></html>");
  assert.equal(
    await textOf(app, "/blog/my-post"),
    "<html><main><article><i>my-post</i></article></main></html>",
  );
  assert.equal(await textOf(app, "/blog"), "<html><main><b></b></main></html>");
});

Deno.test("fsRoutes - route groups have layouts and middlewares of their own", async () => {
  const app = appOf({
    "_layout": tag("main"),
    "(marketing)/_layout": tag("section"),
    "(marketing)/_middleware": seen("marketing"),
    "(marketing)/about": { default: () => <h1 /> },
    "(marketing)/seen": showSeen,
    "(info)/_layout": tag("aside"),
    "(info)/_middleware": seen("info"),
    "(info)/contact": { default: () => <h2 /> },
    "(info)/other": showSeen,
  });
  assert.equal(await textOf(app, "/about"), "<main><section><h1></h1></section></main>");
  assert.equal(await textOf(app, "/contact"), "<main><aside><h2></h2></aside></main>");
  assert.equal(await textOf(app, "/seen"), "marketing");
  assert.equal(await textOf(app, "/other"), "info");
});

Deno.test("fsRoutes - skipInheritedLayouts in a route and in a layout", async () => {
  const app = appOf({
    "_app": tag("html"),
    "_layout": tag("main"),
    "login": { default: () => <h1 />, config: { skipInheritedLayouts: true } },
    "admin/_layout": tag("section", { skipInheritedLayouts: true }),
    "admin/users": { default: () => <h2 /> },
  });
  assert.equal(await textOf(app, "/login"), "<html><h1></h1></html>");
  assert.equal(await textOf(app, "/admin/users"), "<html><section><h2></h2></section></html>");
});

Deno.test("fsRoutes - skipAppWrapper in a route and in a layout", async () => {
  const app = appOf({
    "_app": tag("html"),
    "embed": { default: () => <h1 />, config: { skipAppWrapper: true } },
    "plain/_layout": tag("main", { skipAppWrapper: true }),
    "plain/x": { default: () => <h2 /> },
  });
  assert.equal(await textOf(app, "/embed"), "<h1></h1>");
  assert.equal(await textOf(app, "/plain/x"), "<main><h2></h2></main>");
});

Deno.test("fsRoutes - middlewares of outer folders run first, lists in order", async () => {
  const app = appOf({
    "admin/_middleware": seen("admin"),
    "_middleware": seen("A", "B"),
    "admin/x": showSeen,
    "x": showSeen,
  });
  assert.equal(await textOf(app, "/admin/x"), "A,B,admin");
  assert.equal(await textOf(app, "/x"), "A,B");
});

Deno.test("fsRoutes - a middleware of a folder with a parameter sees it", async () => {
  const app = appOf({
    "p/[id]/_middleware": {
      default: (ctx: { params: Record<string, string> }) => new Response(ctx.params.id),
    },
    "p/[id]/x": showSeen,
  });
  assert.equal(await textOf(app, "/p/7/x"), "7");
});

Deno.test("fsRoutes - _error shows errors and unknown paths, in the layout", async () => {
  const app = appOf({
    "_layout": tag("main"),
    "_error": {
      default: ({ error }: PageProps) =>
        error instanceof HttpError && error.status === 404 ? <h1>404</h1> : <h1>Oh no</h1>,
    },
    "boom": {
      handler: {
        GET() {
          throw new Error("secret");
        },
      },
    },
  });
  await collectErrors(async () => {
    const boom = await ask(app, "/boom");
    assert.equal(boom.status, 500);
    assert.match(boom.text, /<main><h1>Oh no<\/h1><\/main>/);
  });
  const unknown = await ask(app, "/unknown");
  assert.equal(unknown.status, 404);
  assert.match(unknown.text, /<main><h1>404<\/h1><\/main>/);
});

Deno.test("fsRoutes - the nearest _error answers, also to its folder's middleware", async () => {
  const fail = () => {
    throw new HttpError(403);
  };
  const app = appOf({
    "_error": { handler: () => new Response("root") },
    "admin/_error": { handler: () => new Response("admin") },
    "admin/_middleware": { default: fail },
    "admin/x": showSeen,
    "x": { handler: fail },
  });
  assert.equal(await textOf(app, "/admin/x"), "admin");
  assert.equal(await textOf(app, "/x"), "root");
});

Deno.test("fsRoutes - _404 answers unknown paths, _500 all other errors", async () => {
  const app = appOf({
    "_404": { default: () => <h1>nowhere</h1> },
    "_500": { default: () => <h1>broken</h1> },
    "boom": {
      handler: () => {
        throw new Error("x");
      },
    },
  });
  const unknown = await ask(app, "/unknown");
  assert.equal(unknown.status, 404);
  assert.match(unknown.text, /<h1>nowhere<\/h1>/);
  await collectErrors(async () => {
    const boom = await ask(app, "/boom");
    assert.equal(boom.status, 500);
    assert.match(boom.text, /<h1>broken<\/h1>/);
  });
});

Deno.test("fsRoutes - handlers by method; others get 405 within the folder's middlewares", async () => {
  const app = appOf({
    "_middleware": {
      default: async (ctx: { next(): Promise<Response> }) => {
        try {
          return await ctx.next();
        } catch (error) {
          return new Response("json error", { status: (error as HttpError).status });
        }
      },
    },
    "api/users": { handlers: { GET: () => Response.json([]), POST: () => new Response("made") } },
  });
  assert.equal(await textOf(app, "/api/users", { method: "POST" }), "made");
  assert.equal((await ask(app, "/api/users", { method: "HEAD" })).status, 200);
  const refused = await ask(app, "/api/users", { method: "DELETE" });
  assert.deepEqual([refused.status, refused.text], [405, "json error"]);
  assert.equal(refused.headers.get("allow"), "GET, POST, HEAD");
});

Deno.test("fsRoutes - handler and page of one file, data from one to the other", async () => {
  const app = appOf({
    "p/[id]": {
      handler: { GET: (ctx: { params: Record<string, string> }) => page({ id: ctx.params.id }) },
      default: ({ data }: PageProps<{ id: string }>) => <p>{data.id}</p>,
    },
  });
  assert.equal(await textOf(app, "/p/9"), "<p>9</p>");
});

Deno.test("fsRoutes - routeOverride takes the place of the file's pattern", async () => {
  const app = appOf({ "my-route": showParams }, {
    overrides: { "my-route": "/x/:module@:version/:path*" },
  });
  assert.deepEqual(JSON.parse(await textOf(app, "/x/preact@10/src/index.js")), [
    "/x/:module@:version/:path*",
    { module: "preact", version: "10", path: "src/index.js" },
  ]);
  assert.equal((await ask(app, "/my-route")).status, 404);
});

Deno.test("fsRoutes - can be mounted at a path", async () => {
  const app = appOf(
    { "_layout": tag("main"), "index": { default: () => <h1 /> }, "a": showParams },
    {},
    "/foo/bar",
  );
  assert.equal(await textOf(app, "/foo/bar"), "<main><h1></h1></main>");
  assert.deepEqual(JSON.parse(await textOf(app, "/foo/bar/a")), ["/foo/bar/a", {}]);
  assert.equal((await ask(app, "/a")).status, 404);
});

Deno.test("fsRoutes - modules are loaded when first needed, once", async () => {
  const loads: string[] = [];
  const app = appOf({ "_layout": tag("main"), "a": { default: () => <i /> }, "b": showSeen }, {
    onLoad: (id) => loads.push(id),
  });
  const handler = app.handler();
  assert.deepEqual(loads, []);
  for (let i = 0; i < 2; i++) await handler(new Request("http://localhost/a"));
  assert.deepEqual(loads.sort(), ["_layout", "a"]);
});

Deno.test("fsRoutes - files of (_components) and (_islands) and unknown _files are no routes", async () => {
  const app = appOf({
    "(_components)/card": showSeen,
    "shop/(_islands)/cart": showSeen,
    "_draft": showSeen,
  });
  for (const path of ["/card", "/cart", "/shop/cart", "/_draft"]) {
    assert.equal((await ask(app, path)).status, 404, path);
  }
});

Deno.test("fsRoutes - a module that holds nothing usable is an error that names it", async () => {
  const messages = await collectErrors(async () => {
    const app = appOf({ "empty": {}, "odd": { default: 1 }, "bad": { handler: 1 } });
    for (const path of ["/empty", "/odd", "/bad"]) await ask(app, path);
    await ask(appOf({ "_middleware": {}, "x": showSeen }), "/x");
    await ask(appOf({ "_layout": {}, "x": { default: () => <i /> } }), "/x");
  });
  assert.deepEqual(
    messages.map((error) => /"(\w+)"/.exec(String(error))?.[1]),
    ["empty", "odd", "bad", "_middleware", "_layout"],
  );
});

Deno.test("fsRoutes - without a build there are none", async () => {
  assert.equal((await ask(new App().fsRoutes(), "/")).status, 404);
});
