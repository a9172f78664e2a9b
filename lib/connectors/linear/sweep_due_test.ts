import { equal } from "node:assert/strict";
import { sweepDue } from "./sweep_due.ts";

const MINUTE = 60_000;

for (
  const [name, age, rows, due] of [
    ["a small workspace is looked through after ten minutes", 11 * MINUTE, 2000, true],
    ["but not after each sync", 9 * MINUTE, 2000, false],
    ["50,000 rows are 200 pages: every 200 minutes", 199 * MINUTE, 50_000, false],
    ["so that sweeps take 60 requests an hour", 201 * MINUTE, 50_000, true],
    ["the largest one once a day", 23 * 60 * MINUTE, 5_000_000, false],
    ["and not less", 24 * 60 * MINUTE + 1, 5_000_000, true],
  ] as const
) {
  Deno.test(`a sweep: ${name}`, () => equal(sweepDue(age, rows), due));
}
