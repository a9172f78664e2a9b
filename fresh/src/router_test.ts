import assert from "node:assert/strict";
import fc from "fast-check";
import type { Method } from "./handlers.ts";
import { parsePattern } from "./pattern.ts";
import { buildRouter, type Registration } from "./router.ts";

/** A router whose targets are the patterns themselves. */
function routerOf(...patterns: (string | [pattern: string, methods: Method[], target?: string])[]) {
  return buildRouter(patterns.map((entry): Registration<string> => {
    const [pattern, methods, target] = typeof entry === "string" ? [entry, ["GET"]] : entry;
    return { pattern, methods: methods as Method[], target: (target ?? pattern) as string };
  }));
}

function targetOf(router: ReturnType<typeof routerOf>, path: string, method = "GET") {
  const match = router.match(method, path);
  return match.found ? match.target : null;
}

Deno.test("router - a static path wins over a pattern registered before it", () => {
  const router = routerOf("/posts/:id", "/posts/featured");
  assert.equal(targetOf(router, "/posts/featured"), "/posts/featured");
  assert.equal(targetOf(router, "/posts/other"), "/posts/:id");
});

Deno.test("router - of patterns, the one registered first wins", () => {
  assert.equal(targetOf(routerOf("/a/:x", "/a/*"), "/a/1"), "/a/:x");
  assert.equal(targetOf(routerOf("/a/*", "/a/:x"), "/a/1"), "/a/*");
});

Deno.test("router - tells pattern and parameters", () => {
  const match = routerOf("/blog/:post/comments").match("GET", "/blog/a%20b/comments");
  assert.deepEqual(match, {
    found: true,
    pattern: "/blog/:post/comments",
    params: { post: "a b" },
    target: "/blog/:post/comments",
  });
});

Deno.test("router - the target of the request's method, HEAD falling back to GET", () => {
  const router = routerOf(["/a", ["GET"], "get"], ["/a", ["POST"], "post"], [
    "/b",
    ["GET"],
    "get",
  ], ["/b", ["HEAD"], "head"]);
  assert.equal(targetOf(router, "/a", "POST"), "post");
  assert.equal(targetOf(router, "/a", "HEAD"), "get");
  assert.equal(targetOf(router, "/b", "HEAD"), "head");
});

Deno.test("router - of targets for one path and method, the one registered first wins", () => {
  const router = routerOf(["/a", ["GET"], "first"], ["/a", ["GET"], "second"]);
  assert.equal(targetOf(router, "/a"), "first");
});

Deno.test("router - a later pattern answers a method an earlier one doesn't", () => {
  const router = routerOf(["/:a", ["GET"], "get"], ["/:b", ["POST"], "post"]);
  assert.equal(targetOf(router, "/x", "POST"), "post");
});

Deno.test("router - names the allowed methods when the method isn't one", () => {
  const router = routerOf(["/a", ["GET", "POST"]]);
  assert.deepEqual(router.match("DELETE", "/a"), {
    found: false,
    allow: ["GET", "POST", "HEAD"],
    pattern: "/a",
  });
  assert.deepEqual(router.match("GET", "/z"), { found: false, allow: [], pattern: null });
  assert.equal(router.match("PROPFIND", "/a").found, false);
});

Deno.test("router - looks a path with a slash at its end up without it", () => {
  const router = routerOf("/a", "/b/:c", "/d/");
  assert.equal(targetOf(router, "/a/"), "/a");
  assert.equal(targetOf(router, "/b/1/"), "/b/:c");
  assert.equal(targetOf(router, "/d/"), "/d/");
});

Deno.test("router - finds what trying each pattern in turn would find", () => {
  const segment = fc.constantFrom("a", "b", ":x", ":y", "v:x", ":x(\\d+)", "1");
  const ending = fc.constantFrom("", "/*", "/:rest*", "/:opt?", "/:more+");
  const pattern = fc.tuple(fc.array(segment, { maxLength: 3 }), ending)
    .map(([segments, end]) => ["", ...segments].join("/") + end || "/")
    .filter((source) => {
      try {
        return parsePattern(source) !== null;
      } catch {
        return false; // a name used twice
      }
    });
  const path = fc.array(fc.constantFrom("a", "b", "c", "1", "v2"), { maxLength: 5 })
    .map((segments) => `/${segments.join("/")}`);
  fc.assert(
    fc.property(fc.array(pattern, { maxLength: 8 }), path, (patterns, path) => {
      const parsed = patterns.map(parsePattern);
      const expected = parsed.find((each) => each.path === path) ??
        parsed.find((each) => each.path === null && each.exec(path) !== null);
      assert.equal(targetOf(routerOf(...patterns), path), expected?.source ?? null);
    }),
    { numRuns: 400, seed: 7 },
  );
});
