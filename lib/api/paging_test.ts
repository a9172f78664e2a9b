import { deepEqual, equal, throws } from "node:assert/strict";
import { ApiError } from "../platform/mod.ts";
import { newestFirst, pageOf, pageQuery } from "./paging.ts";
import { parseQuery } from "./parse.ts";

const address = "http://local/api/v1/things?kind=a&limit=2";
const rows = ["c", "a", "b", "e", "d"];

/** Follows `next` to the end, with a list that may change between two pages. */
function walk(list: (page: number) => string[], start = address): string[][] {
  const pages: string[][] = [];
  let at: string | null = start;
  while (at !== null) {
    const url: URL = new URL(at, "http://local");
    const page = pageOf(list(pages.length), (row) => row, url, parseQuery(url, pageQuery));
    pages.push(page.rows);
    at = page.next;
  }
  return pages;
}

Deno.test("pages follow one another in the keys' order, each row once", () => {
  deepEqual(walk(() => rows), [["a", "b"], ["c", "d"], ["e"]]);
});

Deno.test("a page that ends the list has no next one, also when it is full", () => {
  deepEqual(walk(() => ["a", "b"]), [["a", "b"]]);
  deepEqual(walk(() => []), [[]]);
});

Deno.test("the next page is right when the row that ended the last one is gone", () => {
  deepEqual(walk((page) => page === 0 ? rows : ["a", "c", "d", "e"]), [["a", "b"], ["c", "d"], [
    "e",
  ]]);
});

Deno.test("the next address keeps the other parameters", () => {
  const url = new URL(address);
  const { next } = pageOf(rows, (row) => row, url, { limit: 2 });
  equal(next, "/api/v1/things?kind=a&limit=2&cursor=Yg");
});

Deno.test("keys of any language go round", () => {
  deepEqual(walk(() => ["я", "б", "а"]), [["а", "б"], ["я"]]);
});

Deno.test("a cursor that is none, and a limit out of bounds, are refused", () => {
  const refused = (query: string) =>
    throws(
      () => {
        const url = new URL(`http://local/?${query}`);
        pageOf(rows, (row) => row, url, parseQuery(url, pageQuery));
      },
      (error: unknown) => error instanceof ApiError && error.code === "validation_error",
      query,
    );
  for (
    const query of ["cursor=%3F%3F", "cursor=a", "limit=0", "limit=201", "limit=x", "limit=1.5"]
  ) {
    refused(query);
  }
});

Deno.test("newer times come first", () => {
  const times = [5, 1_700_000_000_000, 0, 1_700_000_000_001].map((ms) => new Date(ms));
  const order = times.toSorted((a, b) => newestFirst(a) < newestFirst(b) ? -1 : 1);
  deepEqual(order.map(Number), [1_700_000_000_001, 1_700_000_000_000, 5, 0]);
});
