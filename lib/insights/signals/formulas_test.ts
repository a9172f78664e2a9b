import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import {
  blockerSeverity,
  median,
  moodSeverity,
  overdueSeverity,
  responseSeverity,
  silenceSeverity,
  smoothedMood,
  stalledSeverity,
  wholeDays,
} from "./formulas.ts";

/** Values with the severities they are to have. */
function table(formula: (value: number) => number, cases: [number, number][]): void {
  deepEqual(cases.map(([value]) => [value, formula(value)]), cases);
}

Deno.test("severities at and around their thresholds", () => {
  table(silenceSeverity, [[0, 0], [6, 0], [7, 3], [13, 3], [14, 4], [90, 4]]);
  table(responseSeverity, [[0, 0], [240, 0], [240.5, 2], [720, 2], [721, 4], [9999, 4]]);
  table(overdueSeverity, [[0, 2], [1, 3], [2, 4], [3, 5], [40, 5]]);
  table(blockerSeverity, [[0, 0], [2, 0], [3, 3], [4, 3], [5, 4], [30, 4]]);
  table(stalledSeverity, [[29, 0], [30, 3], [59, 3], [60, 4]]);
  table(moodSeverity, [[1, 0], [0, 0], [-0.29, 0], [-0.3, 3], [-0.59, 3], [-0.6, 4], [-1, 4]]);
});

Deno.test("severities never fall while the facts get worse, and stay within 0 to 5", () => {
  const formulas = [
    ...[silenceSeverity, responseSeverity, overdueSeverity, blockerSeverity, stalledSeverity],
    (value: number) => moodSeverity(-value / 1000),
  ];
  const value = fc.integer({ min: 0, max: 2000 });
  fc.assert(fc.property(value, value, (one, other) => {
    const [better, worse] = [Math.min(one, other), Math.max(one, other)];
    for (const formula of formulas) {
      ok(formula(better) <= formula(worse));
      ok(formula(worse) >= 0 && formula(worse) <= 5);
    }
  }));
});

Deno.test("mood is a moving average that begins at nothing", () => {
  equal(smoothedMood([]), 0);
  equal(smoothedMood([-1]).toFixed(4), "-0.3000");
  equal(smoothedMood([-1, -1]).toFixed(4), "-0.5100");
  // 0.3, then 0.3·−1 + 0.7·0.3 = −0.09, then −0.3 − 0.063 = −0.363
  equal(smoothedMood([1, -1, -1]).toFixed(4), "-0.3630");
  const scores = fc.array(fc.constantFrom(-1, -0.5, 1), { maxLength: 30 });
  fc.assert(fc.property(scores, (all) => {
    const mood = smoothedMood(all);
    ok(Math.abs(mood) <= 1);
    ok(smoothedMood([...all, -1]) <= mood && smoothedMood([...all, 1]) >= mood);
  }));
});

Deno.test("medians and whole days", () => {
  deepEqual([median([]), median([3]), median([9, 1]), median([5, 1, 9])], [null, 3, 5, 5]);
  const day = 86_400_000;
  deepEqual([wholeDays(0, day - 1), wholeDays(0, day), wholeDays(5, 7 * day + 5)], [0, 1, 7]);
});
