import { deepEqual, equal, ok } from "node:assert/strict";
import { keysetFrom, keysetNext, type KeysetPosition, keysetQuery, OVERLAP } from "./keyset.ts";

const LIMIT = 50;

interface Row {
  id: string;
  createdAt: string;
}

const at = (second: number) => `2026-03-01T10:00:${String(second).padStart(2, "0")}.000000000Z`;
const rowsAt = (second: number, count: number, name = "r"): Row[] =>
  Array.from({ length: count }, (_, place) => ({
    id: `${name}${second}-${place}`,
    createdAt: at(second),
  }));

/** A source in the order of creation that answers queries as Attio does. */
function answer(rows: readonly Row[], position: KeysetPosition, coarse = false): Row[] {
  const { filter, offset } = keysetQuery(position);
  const { $gte, $lte } = (filter.created_at ?? {}) as { $gte?: string; $lte?: string };
  const cut = (text: string) => coarse ? text.slice(0, 19) : text;
  return rows.toSorted((a, b) => a.createdAt < b.createdAt ? -1 : a.createdAt > b.createdAt ? 1 : 0)
    .filter((row) =>
      ($gte === undefined || cut(row.createdAt) >= cut($gte)) &&
      ($lte === undefined || cut(row.createdAt) <= cut($lte))
    )
    .slice(offset, offset + LIMIT);
}

/** Walks to the end; `meanwhile` happens after each page. */
function walk(
  rows: Row[],
  { meanwhile, coarse, from = null }: {
    meanwhile?: (page: number, rows: Row[]) => void;
    coarse?: boolean;
    from?: string | null;
  } = {},
): { met: string[]; pages: number; positions: KeysetPosition[] } {
  const met: string[] = [];
  const positions: KeysetPosition[] = [];
  let position: KeysetPosition | null = keysetFrom(from);
  let pages = 0;
  while (position !== null) {
    positions.push(position);
    ok(++pages < 1000, "the walk does not end");
    const { fresh, next } = keysetNext(position, answer(rows, position, coarse), LIMIT);
    met.push(...fresh);
    meanwhile?.(pages, rows);
    position = next;
  }
  return { met, pages, positions };
}

const ids = (rows: readonly Row[]) => rows.map(({ id }) => id).sort();
const cases: [string, Row[]][] = [
  ["nothing", []],
  ["less than a page", rowsAt(1, 7)],
  ["exactly a page of one time", rowsAt(1, LIMIT)],
  ["exactly a page of many times", Array.from({ length: LIMIT }, (_, n) => rowsAt(n, 1)).flat()],
  ["one row more than a page", Array.from({ length: LIMIT + 1 }, (_, n) => rowsAt(n, 1)).flat()],
  ["many pages", Array.from({ length: 40 }, (_, n) => rowsAt(n, 9)).flat()],
  ["equal times across a page edge", [...rowsAt(1, LIMIT - 5), ...rowsAt(2, 20), ...rowsAt(3, 5)]],
  ["several pages of one time", rowsAt(1, 5 * LIMIT + 3)],
  ["pages of one time in the middle", [...rowsAt(1, 30), ...rowsAt(2, 260), ...rowsAt(3, 90)]],
  ["one time after another, each of pages", [
    ...rowsAt(1, 130),
    ...rowsAt(2, 170),
    ...rowsAt(3, 1),
  ]],
  ["pages of one time, whole pages exactly", [...rowsAt(1, 2 * LIMIT), ...rowsAt(2, LIMIT)]],
  ["pages of the newest time", [...rowsAt(1, 3), ...rowsAt(9, 4 * LIMIT)]],
];
for (const [name, rows] of cases) {
  Deno.test(`a walk meets every row once: ${name}`, () => {
    const { met } = walk([...rows]);
    equal(new Set(met).size, met.length, "a row was met twice");
    deepEqual(met.sort(), ids(rows));
  });

  Deno.test(`a source that compares by seconds only: ${name}`, () => {
    const finer = rows.map((row, place) => ({
      ...row,
      createdAt: row.createdAt.replace("000000000Z", `${String(place).padStart(9, "0")}Z`),
    }));
    deepEqual([...new Set(walk(finer, { coarse: true }).met)].sort(), ids(finer));
  });

  Deno.test(`a deletion between pages hides no other row: ${name}`, () => {
    for (const deleted of [1, 5, OVERLAP - 1, OVERLAP + 3]) {
      const all = [...rows];
      const { met } = walk(all, {
        // those met already go, so that what follows moves up
        meanwhile: (page, rows) => void (page === 2 && rows.splice(0, deleted)),
      });
      const left = ids(all);
      deepEqual(left.filter((id) => !met.includes(id)), [], `${deleted} deleted`);
    }
  });
}

Deno.test("rows that come while the walk goes on are met, or are newer than its end", () => {
  const rows = Array.from({ length: 30 }, (_, n) => rowsAt(n, 5)).flat();
  const { met } = walk([...rows], {
    meanwhile: (page, all) => void all.push(...rowsAt(30 + page, 1, "new")),
  });
  deepEqual(ids(rows).filter((id) => !met.includes(id)), []);
  ok(met.includes("new31-0"));
});

Deno.test("a walk begins at a time, its own rows included", () => {
  const rows = Array.from({ length: 40 }, (_, n) => rowsAt(n, 3)).flat();
  const { met } = walk(rows, { from: at(37) });
  deepEqual(met.sort(), ids(rows.filter((row) => row.createdAt >= at(37))));
});

Deno.test("a position is small, and goes on where it stood", () => {
  const rows = [...rowsAt(1, 30), ...rowsAt(2, 260), ...rowsAt(3, 90)];
  for (const position of walk([...rows]).positions) {
    ok(position.seen.length <= 3 * LIMIT);
    const stored = JSON.parse(JSON.stringify(position)) as KeysetPosition;
    deepEqual(
      [...keysetNext(stored, answer(rows, stored), LIMIT).fresh],
      [...keysetNext(position, answer(rows, position), LIMIT).fresh],
    );
  }
});

Deno.test("a boundary is never asked for with more than", () => {
  const { positions } = walk([...rowsAt(1, 130), ...rowsAt(2, 60)]);
  for (const position of positions) {
    const text = JSON.stringify(keysetQuery(position).filter);
    ok(!/\$gt"|\$lt"/.test(text), text);
  }
});
