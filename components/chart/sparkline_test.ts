import { deepEqual, equal } from "node:assert/strict";
import { sparkline } from "./sparkline.ts";

Deno.test("a sparkline spans its box, highest value at the top", () => {
  deepEqual(sparkline([0, 5, 10]), { line: "M0,21L50,12L100,3", last: "M100,3h0" });
});

Deno.test("equal values run through the middle", () => {
  equal(sparkline([7, 7]).line, "M0,12L100,12");
});

Deno.test("a missing value leaves a gap", () => {
  equal(sparkline([0, null, 10, 10]).line, "M0,21M66.67,3L100,3");
});

Deno.test("the last known value is marked, even when it is not the last one", () => {
  equal(sparkline([0, 10, null]).last, "M50,3h0");
});

Deno.test("nothing known draws nothing", () => {
  deepEqual(sparkline([]), { line: "", last: null });
  deepEqual(sparkline([null, null]), { line: "", last: null });
});

Deno.test("one value alone has no course", () => {
  deepEqual(sparkline([3]), { line: "", last: null });
  deepEqual(sparkline([null, null, 3]), { line: "", last: null });
});
