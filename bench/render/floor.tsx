/**
 * The floor that pages are compared with: the dashboard's tree rendered by bare
 * preact-render-to-string behind `Deno.serve`, with nothing else done for a request.
 * `deno run -A bench/render/floor.tsx PORT FILE`, the file holding what `render.ts` gathered.
 */
import "@preact/signals";
import { h, options } from "preact";
import { renderToString } from "preact-render-to-string";
import type { FunctionComponent } from "preact";

// the framework adds hooks to the renderer when it is loaded: the floor has those of Preact alone
const bare = { ...options };
const [{ default: App }, { default: Layout }, { default: Page }] = await Promise.all([
  import("@/routes/_app.tsx"),
  import("@/routes/(app)/_layout.tsx"),
  import("@/routes/(app)/index.tsx"),
]);
for (const name of Object.keys(options)) {
  if (!(name in bare)) delete (options as Record<string, unknown>)[name];
}
Object.assign(options, bare);

const [port = "0", file = ""] = Deno.args;
const given = JSON.parse(await Deno.readTextFile(file));
const state = {
  ...given.state,
  services: { config: given.config, clock: { now: () => Date.now() } },
};

type Component = FunctionComponent<Record<string, unknown>>;
const [app, layout, page] = [App, Layout, Page] as unknown as Component[];

Deno.serve({ hostname: "127.0.0.1", port: Number(port), onListen() {} }, (req) => {
  const props = { state, data: given.data, url: new URL(req.url), params: {}, req };
  const inner = () => h(page!, props);
  const around = () => h(layout!, { ...props, Component: inner });
  const html = renderToString(h(app!, { ...props, Component: around }));
  return new Response(`<!DOCTYPE html>${html}`, {
    headers: { "content-type": "text/html; charset=utf-8" },
  });
});
