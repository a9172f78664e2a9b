import { equal } from "node:assert/strict";
import { scanDue } from "./scan_due.ts";

const HOUR = 3_600_000;

for (
  const [rows, age, due] of [
    [0, HOUR - 1, false],
    [0, HOUR, true],
    [19_999, HOUR, true],
    [20_000, HOUR, false],
    [20_000, 24 * HOUR - 1, false],
    [20_000, 24 * HOUR, true],
    [1_000_000, 24 * HOUR, true],
  ] as const
) {
  Deno.test(`${rows} rows, read whole ${age / HOUR} h ago: ${due ? "due" : "not due"}`, () => {
    equal(scanDue(age, rows), due);
  });
}
