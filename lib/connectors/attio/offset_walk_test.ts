import { deepEqual, ok } from "node:assert/strict";
import { offsetNext, type OffsetPosition, offsetStart, overlapOf } from "./offset_walk.ts";

const LIMIT = 50;

function walk(
  ids: string[],
  meanwhile: (page: number, ids: string[]) => void = () => {},
): string[] {
  const met: string[] = [];
  let pages = 0;
  for (let at: OffsetPosition | null = offsetStart; at !== null;) {
    ok(++pages < 1000, "the walk does not end");
    const { fresh, next } = offsetNext(at, ids.slice(at.offset, at.offset + LIMIT), LIMIT);
    met.push(...fresh);
    meanwhile(pages, ids);
    at = next;
  }
  return met;
}

const list = (count: number) => Array.from({ length: count }, (_, place) => `n${place}`);

for (const count of [0, 1, LIMIT - 1, LIMIT, LIMIT + 1, 4 * LIMIT, 233]) {
  Deno.test(`every one of ${count} rows is met once`, () => {
    deepEqual(walk(list(count)), list(count));
  });

  Deno.test(`of ${count} rows, those deleted between pages hide no others`, () => {
    for (const deleted of [1, overlapOf(LIMIT) - 1, overlapOf(LIMIT), 2 * LIMIT]) {
      const rows = list(count);
      const met = walk(rows, (page, ids) => void (page === 3 && ids.splice(0, deleted)));
      deepEqual(rows.filter((id) => !met.includes(id)), [], `${deleted} deleted`);
    }
  });
}

Deno.test("rows that come in front, newest first, double none", () => {
  const met = walk(list(200), (page, ids) => void ids.unshift(`new${page}`));
  deepEqual(met.filter((id) => id.startsWith("n") && !id.startsWith("new")), list(200));
});
