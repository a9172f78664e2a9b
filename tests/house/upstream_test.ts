import { deepEqual, ok } from "node:assert/strict";
import { root, sources } from "./sources.ts";

/** Exports that Fresh 2.3's API reference documents, by entry point. */
const documented: Record<string, string[]> = {
  "fresh": [
    ..."App staticFiles createDefine page HttpError cors csrf csp trailingSlashes".split(" "),
    ..."Context FreshContext PageProps Middleware MiddlewareFn HandlerFn HandlerByMethod".split(
      " ",
    ),
    ..."RouteHandler PageResponse RouteConfig LayoutConfig Define FreshConfig".split(" "),
    ..."ResolvedFreshConfig ListenOptions Island Method RouteData Lazy MaybeLazy".split(" "),
    ..."CORSOptions CsrfOptions CSPOptions ipFilter IpFilterOptions".split(" "),
  ],
  "fresh/runtime": "IS_BROWSER asset assetSrcSet Partial Head HttpError".split(" "),
  "fresh/dev":
    "Builder BuildOptions ResolvedBuildConfig OnTransformArgs OnTransformOptions TransformFn".split(
      " ",
    ),
};

/** What one module imports from the framework, as [entry point, exported name]. */
function imported(text: string): [string, string][] {
  const pattern = /(?:import|export)\s+(?:type\s+)?\{([^}]*)\}\s*from\s*"(fresh(?:\/[a-z]+)?)"/g;
  return [...text.matchAll(pattern)].flatMap(([, names = "", entry = ""]) =>
    names.split(",").map((name) => name.trim().replace(/^type\s+/, "").split(/\s+as\s+/)[0] ?? "")
      .filter((name) => name !== "").map((name) => [entry, name] as [string, string])
  );
}

Deno.test("the product uses documented names of Fresh only, so that upstream can take its place", () => {
  const uses = [...sources()].filter((path) => !path.startsWith("fresh/")).flatMap((path) =>
    imported(Deno.readTextFileSync(root + path)).map(([entry, name]) => ({ path, entry, name }))
  );
  ok(uses.length > 3);
  deepEqual(uses.filter(({ entry, name }) => !documented[entry]?.includes(name)), []);
});

Deno.test("fresh/ exports every documented value", async () => {
  const types =
    /^(Context|FreshContext|PageProps|Middleware|MiddlewareFn|HandlerFn|HandlerByMethod|RouteHandler|PageResponse|RouteConfig|LayoutConfig|Define|FreshConfig|ResolvedFreshConfig|ListenOptions|Island|Method|RouteData|Lazy|MaybeLazy|\w+Options|BuildOptions|ResolvedBuildConfig|OnTransformArgs|TransformFn)$/;
  const entries: Record<string, Record<string, unknown>> = {
    "fresh": await import("fresh"),
    "fresh/runtime": await import("fresh/runtime"),
    "fresh/dev": await import("fresh/dev"),
  };
  const missing = Object.entries(documented).flatMap(([entry, names]) =>
    names.filter((name) => !types.test(name) && !(name in (entries[entry] ?? {}))).map((name) =>
      `${entry}: ${name}`
    )
  );
  deepEqual(missing, []);
});
