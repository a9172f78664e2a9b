import { deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { DIGEST_KINDS, type DigestKind } from "./digest.ts";
import { lastPeriod } from "./period.ts";

const cases: [DigestKind, now: string, zone: string, first: string, last: string][] = [
  ["daily", "2026-11-25T12:00:00Z", "UTC", "2026-11-24", "2026-11-24"],
  ["daily", "2026-11-25T23:30:00Z", "UTC", "2026-11-24", "2026-11-24"],
  ["daily", "2026-11-25T23:30:00Z", "Europe/Berlin", "2026-11-25", "2026-11-25"],
  ["daily", "2026-11-25T02:00:00Z", "America/New_York", "2026-11-23", "2026-11-23"],
  ["daily", "2027-01-01T00:00:00Z", "UTC", "2026-12-31", "2026-12-31"],
  // Wednesday, Monday and Sunday
  ["weekly", "2026-11-25T12:00:00Z", "UTC", "2026-11-16", "2026-11-22"],
  ["weekly", "2026-11-23T07:00:00Z", "UTC", "2026-11-16", "2026-11-22"],
  ["weekly", "2026-11-22T07:00:00Z", "UTC", "2026-11-09", "2026-11-15"],
  // Monday already in Vladivostok
  ["weekly", "2026-11-22T15:00:00Z", "Asia/Vladivostok", "2026-11-16", "2026-11-22"],
];

Deno.test("a digest is of yesterday, or of the last whole week, by the scope's clock", () => {
  for (const [kind, now, zone, first_day, last_day] of cases) {
    deepEqual(lastPeriod(kind, Date.parse(now), zone), { first_day, last_day }, `${kind} ${now}`);
  }
});

Deno.test("whenever it is, the period is over and no day is left out between two", () => {
  const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia");
  fc.assert(
    fc.property(
      fc.nat({ max: 4e12 }),
      zones,
      fc.constantFrom(...DIGEST_KINDS),
      (now, zone, kind) => {
        const { first_day, last_day } = lastPeriod(kind, now, zone);
        const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone)
          .toPlainDate();
        const last = Temporal.PlainDate.from(last_day);
        ok(Temporal.PlainDate.compare(last, today) < 0);
        const days = last.since(Temporal.PlainDate.from(first_day)).days;
        ok(days === (kind === "daily" ? 0 : 6));
        const length = kind === "daily" ? 1 : 7;
        const later = lastPeriod(kind, now + length * 86_400_000, zone);
        const gap = Temporal.PlainDate.from(later.first_day).since(last).days;
        // a day that a zone left out, or a clock that was set, may take one away
        ok(gap === 1 || Math.abs(gap - 1) <= length);
      },
    ),
  );
});
