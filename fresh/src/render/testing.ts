import type { ComponentType, VNode } from "preact";
import type { Entry } from "../serialize/format.ts";
import type { IslandChunk, Snapshot } from "../snapshot.ts";
import { fakeSnapshot } from "../testing.ts";
import { renderDocument, type RenderInput } from "./mod.ts";
import type { PageState } from "./page_state.ts";

/** A build whose islands are the given components, by name. */
export function islandSnapshot(
  components: Record<string, unknown>,
  change: Partial<IslandChunk> = {},
): Snapshot {
  const islands = new Map(
    Object.entries(components).map(([name, component]) => [component, {
      name,
      exportName: "default",
      component: component as ComponentType<never>,
      url: `/_fresh/js/b1/${name}.js`,
      css: [],
      ...change,
    }]),
  );
  return {
    ...fakeSnapshot({}),
    buildId: "b1",
    clientEntry: "/_fresh/js/b1/client.js",
    clientImports: ["/_fresh/js/b1/shared.js"],
    islands,
  };
}

/** HTML of a document. */
export function renderPage(
  vnode: VNode,
  snapshot: Snapshot | null,
  change: Partial<RenderInput> = {},
): string {
  return renderDocument({
    vnode,
    snapshot,
    basePath: "",
    nonce: "NONCE",
    partials: false,
    url: new URL("http://localhost/"),
    ...change,
  }).html;
}

/** What a document passes to the browser's runtime. */
export function dataOf(html: string): { page: PageState; table: Entry[] } {
  const [, json = "null"] = /<script type="application\/json"[^>]*>(.*?)<\/script>/.exec(html) ??
    [];
  const [page, table] = JSON.parse(json);
  return { page, table };
}
