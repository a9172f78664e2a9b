import { equal } from "node:assert/strict";
import fc from "fast-check";
import { createOfficeClock } from "./office_hours.ts";

const berlin = createOfficeClock({
  ...{ timeZone: "Europe/Berlin", days: [1, 2, 3, 4, 5], from: "09:00", to: "18:00:00" },
});
const sunday = createOfficeClock({ timeZone: "UTC", days: [7], from: "10:00", to: "12:00" });

const minutes = (from: string, to: string) =>
  berlin.minutesBetween(Date.parse(from), Date.parse(to));

Deno.test("minutes of office hours between two moments", () => {
  const cases: [string, string, number, string][] = [
    ["2026-11-23T09:00+01:00", "2026-11-23T10:30+01:00", 90, "within a day"],
    ["2026-11-23T07:00+01:00", "2026-11-23T09:30+01:00", 30, "before the day begins"],
    ["2026-11-23T17:30+01:00", "2026-11-24T09:30+01:00", 60, "over a night"],
    ["2026-11-20T17:00+01:00", "2026-11-23T10:00+01:00", 120, "over a weekend"],
    ["2026-11-21T12:00+01:00", "2026-11-22T12:00+01:00", 0, "on a weekend"],
    ["2026-11-23T10:00+01:00", "2026-11-23T10:00+01:00", 0, "at once"],
    ["2026-11-23T11:00+01:00", "2026-11-23T10:00+01:00", 0, "backwards"],
    // clocks go back on Sunday 25 October 2026: Friday's offset is another than Monday's
    ["2026-10-23T17:00+02:00", "2026-10-26T10:00+01:00", 120, "when clocks are set back"],
    ["2026-03-27T17:00+01:00", "2026-03-30T10:00+02:00", 120, "when clocks are set forward"],
    ["2026-11-16T09:00+01:00", "2026-11-30T09:00+01:00", 10 * 9 * 60, "two weeks"],
  ];
  for (const [from, to, wanted, name] of cases) equal(minutes(from, to), wanted, name);
});

Deno.test("minutes add up, whenever one looks meanwhile", () => {
  const moment = fc.integer({
    min: Date.parse("2026-03-20T00:00Z"),
    max: Date.parse("2026-04-05T00:00Z"),
  });
  fc.assert(fc.property(moment, moment, moment, (...moments) => {
    const [a, b, c] = moments.sort((left, right) => left - right) as [number, number, number];
    const parts = berlin.minutesBetween(a, b) + berlin.minutesBetween(b, c);
    equal(Math.abs(berlin.minutesBetween(a, c) - parts) < 1e-6, true);
  }));
});

Deno.test("days are the scope's own, and due days are office days", () => {
  equal(berlin.dayOf(Date.parse("2026-11-23T23:30Z")), "2026-11-24");
  equal(berlin.dueDay("2026-11-20", 0), "2026-11-20");
  equal(berlin.dueDay("2026-11-20", 1), "2026-11-23", "the day after a Friday");
  equal(berlin.dueDay("2026-11-21", 0), "2026-11-23", "a Saturday");
  equal(berlin.dueDay("2026-11-21", 1), "2026-11-24");
  equal(berlin.dueDay("2026-11-23", 5), "2026-11-30");
  equal(sunday.dueDay("2026-11-23", 2), "2026-12-13", "only Sundays");
});
