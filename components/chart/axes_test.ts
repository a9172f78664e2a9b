import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { axisTicks, separateLabels, slotTicks, valueScale } from "./axes.ts";

Deno.test("the value scale starts at zero and ends on a whole step", () => {
  const scale = valueScale([[12, 87]], "sides");
  deepEqual(scale.domain(), [0, 100]);
  deepEqual([scale(0), scale(100)], [100, 0]);
});

Deno.test("the value scale reaches below zero when values do", () => {
  deepEqual(valueScale([[-40, 60]], "sides").domain(), [-40, 60]);
});

Deno.test("without values or with zeros alone the scale is not empty", () => {
  deepEqual(valueScale([[null]], "sides").domain(), [0, 1]);
  deepEqual(valueScale([[0, 0]], "sides").domain(), [0, 1]);
});

Deno.test("sums count a slot's values together, missing ones as nothing", () => {
  deepEqual(valueScale([[60, null], [40, 10]], "sums").domain(), [0, 100]);
});

Deno.test("ticks that would read the same are shown once", () => {
  const scale = valueScale([[2]], "sides");
  deepEqual(
    axisTicks(scale, (value) => String(Math.floor(value))).map(({ label }) => label),
    ["0", "1", "2"],
  );
});

Deno.test("at most eight slots are labelled, the last one always", () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 400 }), (count) => {
    const slots = Array.from({ length: count }, (_, index) => ({
      position: index,
      tick: String(index),
    }));
    const ticks = slotTicks(slots);
    ok(ticks.length <= 8 && ticks.length >= 1);
    equal(ticks.at(-1)?.label, String(count - 1));
    equal(ticks.at(-1)?.minor, false);
    const steps = ticks.slice(1).map(({ position }, index) =>
      position - (ticks[index]?.position ?? 0)
    );
    ok(new Set(steps).size <= 1);
  }));
});

Deno.test("every second label is minor", () => {
  const slots = Array.from({ length: 4 }, (_, index) => ({ position: index, tick: `${index}` }));
  deepEqual(slotTicks(slots).map(({ minor }) => minor), [true, false, true, false]);
});

Deno.test("labels keep their order and distance, and stay within the plot", () => {
  const positions = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(fc.property(positions, (at) => {
    const placed = separateLabels(at, 10);
    const order = at.map((_, index) => index).sort((a, b) => (at[a] ?? 0) - (at[b] ?? 0));
    order.forEach((index, nth) => {
      const label = placed[index] ?? Number.NaN;
      ok(label >= 0 && label <= 100);
      const above = placed[order[nth - 1] ?? -1];
      if (nth > 0) ok(label - (above ?? 0) >= 10 - 0.02);
    });
  }));
});

Deno.test("labels with room stay where their lines end", () => {
  deepEqual(separateLabels([20, null, 60], 10), [20, null, 60]);
});
