import assert from "node:assert/strict";
import { asset, assetSrcSet, Head, Partial } from "../runtime/mod.ts";
import { setProcessSnapshot } from "../snapshot.ts";
import { dataOf, islandSnapshot, renderPage } from "./testing.ts";

function Live() {
  return <b>live</b>;
}
const snapshot = islandSnapshot({ Live });

/** A page with a head. */
const page = (content: preact.ComponentChildren, head: preact.ComponentChildren = null) => (
  <html>
    <head>{head}</head>
    <body>{content}</body>
  </html>
);
const headOf = (html: string) => /<head>(.*?)<\/head>/.exec(html)?.[1] ?? "";
/** The head as an app's own elements and `<Head>`s make it. */
const merged = (own: preact.ComponentChildren, ...heads: preact.ComponentChildren[]) =>
  headOf(renderPage(page(heads.map((children, i) => <Head key={i}>{children}</Head>), own), null));

Deno.test("document - JSX is precompiled: what never changes is text already", () => {
  const variable = "changed";
  const { tpl } = (<p class="a">never {variable} but here</p>).props as { tpl?: string[] };
  assert.deepEqual([...tpl ?? []], ['<p class="a">never ', " but here</p>"]);
});

Deno.test("document - scripts come with the first island only", () => {
  assert.equal(
    renderPage(page(<p />), snapshot),
    "<!DOCTYPE html><html><head></head><body><p></p></body></html>",
  );
  const html = renderPage(page(<Live />), snapshot);
  assert.ok(html.endsWith(
    `<script type="module" src="/_fresh/js/b1/client.js" nonce="NONCE"></script></body></html>`,
  ));
  assert.deepEqual(dataOf(html).page, {
    buildId: "b1",
    basePath: "",
    partials: false,
    islands: { Live: ["/_fresh/js/b1/Live.js", "default"] },
  });
});

Deno.test("document - scripts are preloaded and stylesheets linked, once each", () => {
  const styled = islandSnapshot({ Live }, {
    css: ["/_fresh/css/b1/live.css"],
    imports: ["/_fresh/js/b1/shared.js"],
  });
  const head = headOf(renderPage(page([<Live key="1" />, <Live key="2" />]), styled));
  assert.deepEqual(
    [...head.matchAll(/rel="(\w+)" href="(.*?)" nonce="NONCE"/g)].map((m) => [m[1], m[2]]),
    [
      ["stylesheet", "/_fresh/css/b1/live.css"],
      ["modulepreload", "/_fresh/js/b1/client.js"],
      ["modulepreload", "/_fresh/js/b1/shared.js"],
      ["modulepreload", "/_fresh/js/b1/Live.js"],
    ],
  );
});

Deno.test("document - own addresses are below the base path", () => {
  const html = renderPage(page(<Live />), snapshot, { basePath: "/app" });
  assert.equal(html.match(/"\/_fresh/g), null);
  assert.ok(html.includes(`src="/app/_fresh/js/b1/client.js"`));
  assert.equal(dataOf(html).page.islands.Live?.[0], "/app/_fresh/js/b1/Live.js");
});

Deno.test("document - without head or body gets its links and scripts around it", () => {
  const html = renderPage(<Live />, snapshot);
  assert.match(
    html,
    /^<!DOCTYPE html><link .*><body><!--frsh:i:Live:0:--><b>live<\/b><!--\/frsh:i--><script/,
  );
});

Deno.test("document - the reload script is there when the build has one", () => {
  const html = renderPage(page(<p />), { ...snapshot, reloadEntry: "/_fresh/reload.js" });
  assert.ok(html.includes(
    `<script type="module" src="/_fresh/reload.js" nonce="NONCE"></script></body>`,
  ));
});

Deno.test("nonce - is on scripts and styles, but one set by hand is kept", () => {
  const html = renderPage(
    page([
      <script key="1" type="module" src="/a.js" />,
      <style key="2">{"p{}"}</style>,
      <script key="3" nonce="own" />,
    ]),
    null,
  );
  assert.deepEqual([...html.matchAll(/nonce="(.*?)"/g)].map((m) => m[1]), [
    "NONCE",
    "NONCE",
    "own",
  ]);
});

Deno.test("nonce - an element made once gets that of each request", () => {
  const once = <style>{"p{}"}</style>;
  renderPage(<div>{once}</div>, null);
  const html = renderPage(<div>{once}</div>, null, { nonce: "SECOND" });
  assert.ok(html.includes('nonce="SECOND"'), html);
});

Deno.test("links - say whether they lead to the page shown, or above it", () => {
  const once = <a href="/docs/a">A</a>;
  const on = (path: string) =>
    renderPage(<nav>{once}{<a href="/docs">Docs</a>}</nav>, null, {
      url: new URL(path, "http://localhost"),
    }).replace("<!DOCTYPE html>", "");
  assert.equal(
    on("/docs/a?page=2"),
    `<nav><a href="/docs/a" aria-current="page">A</a><a href="/docs" aria-current="true">Docs</a></nav>`,
  );
  // The first element was made for both.
  assert.equal(
    on("/docs"),
    `<nav><a href="/docs/a">A</a><a href="/docs" aria-current="page">Docs</a></nav>`,
  );
});

Deno.test("links - what they say by hand is kept", () => {
  const html = renderPage(
    <nav>
      <a href="/" aria-current="false">A</a>
      <a href="/" aria-current="step">B</a>
    </nav>,
    null,
  );
  assert.deepEqual([...html.matchAll(/aria-current="(.*?)"/g)].map((m) => m[1]), ["false", "step"]);
});

Deno.test("images - addresses change with the build", () => {
  const html = renderPage(
    <div>
      <img src="/a.png" srcset="/a-1.png 1x, /a-2.png 2x" />
      <picture>
        <source srcset="/b.webp" />
      </picture>
      <img src="https://example.com/c.png" />
      <img src="/d.png" data-fresh-disable-lock />
    </div>,
    snapshot,
  );
  assert.deepEqual([...html.matchAll(/(?:src|srcset)="(.*?)"/g)].map((m) => m[1]), [
    "/a.png?__frsh_c=b1",
    "/a-1.png?__frsh_c=b1 1x, /a-2.png?__frsh_c=b1 2x",
    "/b.webp?__frsh_c=b1",
    "https://example.com/c.png",
    "/d.png",
  ]);
});

Deno.test("asset - adds the build to paths from the root", () => {
  const Page = () => (
    <main>
      {["/a.css", "/a?b=1#c", "b.css", "//x.org/c.css", "https://x.org/", "/a?__frsh_c=old"]
        .map((path) => <a key={path} href={asset(path)} />)}
      <a href={assetSrcSet("/s.png 1x,/t.png 2x")} />
    </main>
  );
  const html = renderPage(<Page />, snapshot);
  assert.deepEqual([...html.matchAll(/href="(.*?)"/g)].map((m) => m[1]?.replaceAll("&amp;", "&")), [
    "/a.css?__frsh_c=b1",
    "/a?b=1&__frsh_c=b1#c",
    "b.css",
    "//x.org/c.css",
    "https://x.org/",
    "/a?__frsh_c=old",
    "/s.png?__frsh_c=b1 1x,/t.png?__frsh_c=b1 2x",
  ]);
});

Deno.test("asset - outside of rendering knows the build of the process, if there is one", () => {
  assert.equal(asset("/a.css"), "/a.css");
  setProcessSnapshot(snapshot);
  try {
    assert.equal(asset("/a.css"), "/a.css?__frsh_c=b1");
  } finally {
    setProcessSnapshot(null);
  }
});

Deno.test("Head - adds to the document's head and leaves nothing in its place", () => {
  const html = renderPage(
    page(
      <p>
        <Head>
          <meta name="a" content="1 > 0" />
        </Head>
      </p>,
    ),
    null,
  );
  assert.equal(headOf(html), '<meta name="a" content="1 > 0"/>');
  assert.ok(html.includes("<p></p>"));
});

Deno.test("Head - the last title wins, in the place of the first", () => {
  const own = [<title key="t">App</title>, <meta key="m" charset="utf-8" />];
  const head = merged(own, <title>Layout</title>, <title>Page</title>);
  assert.match(head, /^<title[^>]*>Page<\/title><meta /);
});

Deno.test("Head - an element replaces the one with its key, id, meta name or link rel", () => {
  const own = [
    <meta key="desc" content="old" />,
    <style key="s" id="theme">{"a{}"}</style>,
    <meta key="x" name="robots" content="old" />,
    <link key="y" rel="canonical" href="/old" />,
  ];
  const head = merged(
    own,
    <meta key="desc" content="new" />,
    <style id="theme">{"b{}"}</style>,
    <meta name="robots" content="new" />,
    <link rel="canonical" href="/new" />,
  );
  assert.ok(!/old|a\{\}/.test(head), head);
  assert.match(head, /content="new".*b\{\}.*robots.*\/new/);
});

Deno.test("Head - stylesheets are told apart by their address", () => {
  const own = <link rel="stylesheet" href="/app.css" />;
  const head = merged(
    own,
    <link rel="stylesheet" href="/page.css" />,
    <link rel="stylesheet" href="/app.css" media="print" />,
  );
  assert.deepEqual([...head.matchAll(/href="(.*?)"/g)].map((m) => m[1]), ["/app.css", "/page.css"]);
  assert.match(head, /app.css" media="print"/);
});

Deno.test("Head - works in an island", () => {
  const Titled = () => (
    <i>
      <Head>
        <title>From island</title>
      </Head>
    </i>
  );
  const html = renderPage(page(<Titled />, <title>App</title>), islandSnapshot({ Titled }));
  assert.match(headOf(html), /^<title>From island<\/title><link/);
});

Deno.test("Head - text that looks like markup stays text", () => {
  const head = merged(<title>App</title>, <title>{"</title><script>x</script>"}</title>);
  assert.equal(head, "<title>&lt;/title>&lt;script>x&lt;/script></title>");
});

Deno.test("Partial - stands between markers and brings the scripts", () => {
  const html = renderPage(
    page(
      <Partial name="a-b>:" mode="append">
        <p />
      </Partial>,
    ),
    snapshot,
  );
  assert.ok(html.includes("<!--frsh:p:a%2Db%3E%3A:append--><p></p><!--/frsh:p-->"));
  assert.equal(dataOf(html).page.partials, true);
});

Deno.test("Partial - its name is its own", () => {
  const twice = page([<Partial key="1" name="a" />, <Partial key="2" name="a" />]);
  assert.throws(() => renderPage(twice, snapshot), /another partial "a"/);
  assert.ok(
    renderPage(page([<Partial key="1" name="a" />, <Partial key="2" name="b" />]), snapshot),
  );
});

Deno.test("Partial - is none of an island's own elements, but may be passed to it", () => {
  const Updating = () => <Partial name="a" />;
  const Around = ({ children }: { children?: preact.ComponentChildren }) => <div>{children}</div>;
  const islands = islandSnapshot({ Updating, Around });
  assert.throws(() => renderPage(<Updating />, islands), /partial "a" is within an island/);
  const passed = renderPage(
    <Around>
      <Partial name="a">
        <p />
      </Partial>
    </Around>,
    islands,
  );
  assert.match(
    passed,
    /<!--frsh:s:0--><!--frsh:p:a:replace--><p><\/p><!--\/frsh:p--><!--\/frsh:s-->/,
  );
});

Deno.test("client navigation - an attribute that turns it off is written", () => {
  const off: Record<string, unknown> = { "f-client-nav": false };
  const on: Record<string, unknown> = { "f-client-nav": true, "f-view-transition": false };
  const html = renderPage(
    <body {...on}>
      <p {...off} />
    </body>,
    null,
  );
  assert.equal(
    html,
    '<!DOCTYPE html><body f-client-nav="true" f-view-transition="false"><p f-client-nav="false"></p></body>',
  );
});
