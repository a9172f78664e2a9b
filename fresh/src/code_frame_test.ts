import assert from "node:assert/strict";
import { codeFrame } from "./code_frame.ts";

const source = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`).join("\n");
const read = (path: string) => {
  if (path.startsWith("/app/") && path.endsWith("x")) return source;
  throw new Deno.errors.NotFound(path);
};

Deno.test("codeFrame - the line the stack points at and four around it", () => {
  const frame = codeFrame("Error: x\n    at fn (file:///app/page.tsx:6:11)\n", read);
  assert.equal(frame?.file, "/app/page.tsx");
  assert.deepEqual([frame?.line, frame?.column], [6, 11]);
  assert.deepEqual(frame?.lines.map(({ number }) => number), [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  assert.equal(frame?.lines[4]?.text, "line 6");
});

Deno.test("codeFrame - at the first and the last line", () => {
  assert.deepEqual(
    codeFrame("at file:///app/page.tsx:1:1", read)?.lines.map(({ number }) => number),
    [1, 2, 3, 4, 5],
  );
  assert.equal(codeFrame("at file:///app/page.tsx:12:1", read)?.lines.at(-1)?.text, "line 12");
});

Deno.test("codeFrame - passes over packages, other schemes and files that can't be read", () => {
  const stack = `Error: x
    at a (ext:core/01_core.js:1:1)
    at b (https://example.com/mod.ts:1:1)
    at c (file:///app/node_modules/pkg/index.jsx:2:1)
    at d (file:///app/gone.ts:1:1)
    at e (file:///app/page.tsx:3:1)`;
  assert.equal(codeFrame(stack, read)?.line, 3);
});

Deno.test("codeFrame - null when nothing can be shown", () => {
  assert.equal(codeFrame("Error: x\n    at <anonymous>", read), null);
});
