import { equal } from "node:assert/strict";
import { moveCursor, nearestSlot } from "./cursor.ts";

Deno.test("the pointer chooses the slot it is nearest to", () => {
  const slots = [{ x: 10 }, { x: 50 }, { x: 90 }];
  const cases = [[-20, 0], [0, 0], [29, 0], [31, 1], [69, 1], [71, 2], [140, 2]] as const;
  for (const [position, slot] of cases) equal(nearestSlot(slots, position), slot);
});

Deno.test("keys move the cursor within the slots", () => {
  const cases: [number | null, string, number | null | undefined][] = [
    [5, "ArrowLeft", 4],
    [5, "ArrowRight", 6],
    [5, "ArrowDown", 4],
    [5, "ArrowUp", 6],
    [0, "ArrowLeft", 0],
    [29, "ArrowRight", 29],
    [10, "PageDown", 3],
    [3, "PageDown", 0],
    [10, "PageUp", 17],
    [10, "Home", 0],
    [10, "End", 29],
    [null, "ArrowLeft", 28],
    [10, "Escape", null],
    [10, "a", undefined],
    [10, "Tab", undefined],
  ];
  for (const [from, key, to] of cases) equal(moveCursor(from, key, 30), to, `${from} ${key}`);
});
