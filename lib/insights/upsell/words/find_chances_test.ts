import { deepEqual } from "node:assert/strict";
import { findChances } from "./find_chances.ts";
import { golden, lookalikes } from "./golden.ts";

Deno.test("what clients write is a chance for what they ask for", () => {
  const wrong = golden.flatMap(([text, themes]) => {
    const found = findChances(text).map(({ kind }) => kind).toSorted();
    return found.join() === themes.toSorted().join() ? [] : [[text, found]];
  });
  deepEqual(wrong, []);
});

Deno.test("what only sounds like a chance is none", () => {
  deepEqual(
    lookalikes.flatMap((text) => findChances(text).map(({ kind }) => `${kind}: ${text}`)),
    [],
  );
});
