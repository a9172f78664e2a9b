import { deepEqual, equal } from "node:assert/strict";
import { type Figure, keeps, parseFigure, table } from "./figure.ts";

Deno.test("a value at its bound keeps it", () => {
  deepEqual([keeps(30, { most: 30 }), keeps(30.01, { most: 30 })], [true, false]);
  deepEqual([keeps(50, { least: 50 }), keeps(49.9, { least: 50 })], [true, false]);
  equal(keeps(1e9, null), true);
});

Deno.test("other lines than figures are left alone", () => {
  equal(parseFigure('{"level":"warn","msg":"slow statement"}'), null);
  equal(parseFigure("Building …"), null);
});

Deno.test("a missed bound stands out in the table", () => {
  const figure: Figure = {
    bench: "sync",
    figure: "first",
    value: 6,
    unit: "s",
    bound: { most: 5 },
    ok: false,
    load: 1.2,
  };
  deepEqual(table([figure, { ...figure, value: 4, ok: true }]).split("\n"), [
    "bench  figure  measured  bound          load",
    "sync   first   6 s       ≤ 5    MISSED  1.2",
    "sync   first   4 s       ≤ 5    ok      1.2",
  ]);
});
