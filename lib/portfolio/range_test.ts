import { deepEqual, equal } from "node:assert/strict";
import { dayOf, daysOf } from "./range.ts";

Deno.test("a moment's day depends on the time zone", () => {
  const at = Date.parse("2026-11-22T23:30:00Z");
  equal(dayOf(at, "UTC"), "2026-11-22");
  equal(dayOf(at, "Europe/Berlin"), "2026-11-23");
  equal(dayOf(at, "America/New_York"), "2026-11-22");
});

Deno.test("a range ends today and has as many days as asked for", () => {
  const now = Date.parse("2026-03-02T12:00:00Z");
  deepEqual(daysOf({ days: 3, timeZone: "UTC", now }), ["2026-02-28", "2026-03-01", "2026-03-02"]);
});

Deno.test("days of 23 and 25 hours are neither skipped nor doubled", () => {
  const spring = daysOf({
    days: 4,
    timeZone: "Europe/Berlin",
    now: Date.parse("2026-03-30T22:30:00Z"),
  });
  deepEqual(spring, ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"]);
  const autumn = daysOf({
    days: 4,
    timeZone: "Europe/Berlin",
    now: Date.parse("2026-10-26T23:30:00Z"),
  });
  deepEqual(autumn, ["2026-10-24", "2026-10-25", "2026-10-26", "2026-10-27"]);
});
