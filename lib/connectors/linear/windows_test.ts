import { deepEqual, equal } from "node:assert/strict";
import {
  newWalk,
  olderWindow,
  windowHolding,
  type WindowPosition,
  windowStart,
} from "./windows.ts";

const T0 = Date.parse("2026-11-23T09:00:00.000Z");

/** All windows of a walk, newest first. */
function windows(walk: WindowPosition, most = 99): [string, string][] {
  const found: [string, string][] = [];
  for (let at: WindowPosition | null = walk; at !== null && found.length < most;) {
    found.push([windowStart(at), at.to]);
    at = olderWindow(at);
  }
  return found;
}

Deno.test("a window begins five minutes before the watermark and ends at T0", () => {
  deepEqual(windows(newWalk(new Date("2026-11-23T08:45:00Z"), T0)), [
    ["2026-11-23T08:40:00.000Z", "2026-11-23T09:00:00.000Z"],
  ]);
});

Deno.test("a window over the end of a month is one, as long as it is short", () => {
  equal(windows(newWalk(new Date("2026-10-31T23:59:00Z"), T0)).length, 1);
});

Deno.test("a long gap is read in months that join, and ends at the floor", () => {
  deepEqual(windows(newWalk(new Date("2026-08-20T00:05:00Z"), T0)), [
    ["2026-11-01T00:00:00.000Z", "2026-11-23T09:00:00.000Z"],
    ["2026-10-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z"],
    ["2026-09-01T00:00:00.000Z", "2026-10-01T00:00:00.000Z"],
    ["2026-08-20T00:00:00.000Z", "2026-09-01T00:00:00.000Z"],
  ]);
});

Deno.test("a first load goes back month by month, without an end of its own", () => {
  const months = windows(newWalk(null, T0), 14);
  deepEqual(months[0], ["2026-11-01T00:00:00.000Z", "2026-11-23T09:00:00.000Z"]);
  deepEqual(months.at(-1), ["2025-10-01T00:00:00.000Z", "2025-11-01T00:00:00.000Z"]);
  for (const [index, [from]] of months.slice(0, -1).entries()) equal(months[index + 1]![1], from);
});

Deno.test("T0 at the very beginning of a month is not a month of its own", () => {
  const walk = newWalk(null, Date.parse("2026-11-01T00:00:00Z"));
  deepEqual(windows(walk, 1), [["2026-10-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z"]]);
});

Deno.test("months without a change are skipped to the one that holds one", () => {
  const at = newWalk(null, T0);
  const held = windowHolding({ ...at, after: "x" }, "2024-02-29T23:59:59.999Z");
  deepEqual([windowStart(held), held.to, held.after], [
    ...["2024-02-01T00:00:00.000Z", "2024-03-01T00:00:00.000Z", null],
  ]);
  // never forwards: a row that changed meanwhile belongs to the next walk
  equal(windowHolding(at, "2026-12-05T00:00:00.000Z"), at);
});

Deno.test("a clock that was set back turns no window around", () => {
  const walk = newWalk(new Date(T0 + 3_600_000), T0);
  deepEqual(windows(walk), [[walk.to, walk.to]]);
});
