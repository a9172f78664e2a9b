import { equal, throws } from "node:assert/strict";
import fc from "fast-check";
import { type LocalTime, nextLocalTime } from "./local_time.ts";

const cases: [string, string, string, LocalTime, string][] = [
  ["before it, today", "2026-11-25T01:00:00Z", "UTC", { hour: 3 }, "2026-11-25T03:00:00.000Z"],
  ["at it, tomorrow", "2026-11-25T03:00:00Z", "UTC", { hour: 3 }, "2026-11-26T03:00:00.000Z"],
  ["after it, tomorrow", "2026-11-25T03:00:01Z", "UTC", { hour: 3 }, "2026-11-26T03:00:00.000Z"],
  [
    "the zone's day",
    "2026-11-25T22:30:00Z",
    "Europe/Moscow",
    { hour: 3 },
    "2026-11-26T00:00:00.000Z",
  ],
  // 29 March 2026: 02:00 becomes 03:00 in Berlin
  [
    "a skipped hour",
    "2026-03-28T23:30:00Z",
    "Europe/Berlin",
    { hour: 2 },
    "2026-03-29T01:00:00.000Z",
  ],
  // 25 October 2026: 03:00 becomes 02:00
  [
    "an hour that comes twice",
    "2026-10-24T23:00:00Z",
    "Europe/Berlin",
    { hour: 2 },
    "2026-10-25T00:00:00.000Z",
  ],
  [
    "after its first coming, the next day",
    "2026-10-25T00:30:00Z",
    "Europe/Berlin",
    { hour: 2 },
    "2026-10-26T01:00:00.000Z",
  ],
  [
    "a Monday, from Wednesday",
    "2026-11-25T10:00:00Z",
    "UTC",
    { hour: 7, weekday: 1 },
    "2026-11-30T07:00:00.000Z",
  ],
  [
    "a Wednesday, past its time",
    "2026-11-25T10:00:00Z",
    "UTC",
    { hour: 7, weekday: 3 },
    "2026-12-02T07:00:00.000Z",
  ],
  [
    "a Wednesday, before its time",
    "2026-11-25T06:00:00Z",
    "UTC",
    { hour: 7, weekday: 3 },
    "2026-11-25T07:00:00.000Z",
  ],
];

for (const [name, now, zone, time, expected] of cases) {
  Deno.test(`the next local time: ${name}`, () => {
    equal(new Date(nextLocalTime(Date.parse(now), zone, time)).toISOString(), expected);
  });
}

Deno.test("the next local time is ahead, at most a day (or a week) and an hour away, and is itself", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2030, 0) }),
      fc.constantFrom("UTC", "Europe/Berlin", "Europe/Moscow", "America/New_York", "Asia/Kolkata"),
      fc.integer({ min: 0, max: 23 }),
      fc.option(fc.integer({ min: 1, max: 7 }), { nil: undefined }),
      (now, zone, hour, weekday) => {
        const next = nextLocalTime(now, zone, { hour, weekday });
        const days = weekday === undefined ? 1 : 7;
        if (next <= now || next - now > (days * 24 + 1) * 3_600_000) return false;
        return nextLocalTime(next - 1, zone, { hour, weekday }) === next;
      },
    ),
    { seed: 7, numRuns: 500 },
  );
});

Deno.test("an unknown zone and an impossible day are refused", () => {
  throws(() => nextLocalTime(0, "Mars/Olympus", { hour: 3 }), RangeError);
  throws(() => nextLocalTime(0, "UTC", { hour: 3, weekday: 8 }), RangeError);
});
