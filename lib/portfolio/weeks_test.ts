import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { dayOf } from "./range.ts";
import { monthsAround, weeksUntil } from "./weeks.ts";

const at = (time: string) => Date.parse(time);

Deno.test("weeks begin on Monday; the running one ends today", () => {
  // a Wednesday
  deepEqual(weeksUntil(at("2026-11-25T12:00Z"), "UTC", 3), [
    { first: "2026-11-09", last: "2026-11-15" },
    { first: "2026-11-16", last: "2026-11-22" },
    { first: "2026-11-23", last: "2026-11-25" },
  ]);
  deepEqual(weeksUntil(at("2026-11-23T00:00Z"), "UTC", 1), [
    { first: "2026-11-23", last: "2026-11-23" },
  ]);
  deepEqual(weeksUntil(at("2026-11-29T23:00Z"), "UTC", 1), [
    { first: "2026-11-23", last: "2026-11-29" },
  ]);
});

Deno.test("the week is the zone's", () => {
  const sunday = at("2026-11-29T23:30Z");
  equal(weeksUntil(sunday, "Europe/Berlin", 1)[0]!.first, "2026-11-30");
  equal(weeksUntil(sunday, "America/New_York", 1)[0]!.last, "2026-11-29");
});

Deno.test("weeks follow each other without a gap, whatever the clocks do", () => {
  const time = fc.integer({ min: at("2020-01-01T00:00Z"), max: at("2035-01-01T00:00Z") });
  const zone = fc.constantFrom("UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/Santiago");
  fc.assert(fc.property(time, zone, (now, zone) => {
    const weeks = weeksUntil(now, zone);
    equal(weeks.length, 12);
    equal(weeks.at(-1)!.last, dayOf(now, zone));
    for (const [index, { first, last }] of weeks.entries()) {
      equal(new Date(`${first}T00:00Z`).getUTCDay(), 1);
      const next = weeks[index + 1]?.first;
      if (next !== undefined) equal(Date.parse(next) - Date.parse(last), 86_400_000);
    }
  }));
});

Deno.test("months around the running one cross the year", () => {
  deepEqual(monthsAround(at("2026-01-31T12:00Z"), "UTC", { before: 2, after: 1 }), [
    "2025-11",
    "2025-12",
    "2026-01",
    "2026-02",
  ]);
  equal(
    monthsAround(at("2026-11-30T23:30Z"), "Europe/Moscow", { before: 0, after: 0 })[0],
    "2026-12",
  );
});
