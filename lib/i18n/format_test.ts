import { equal } from "node:assert/strict";
import { createFormats } from "./mod.ts";

const en = createFormats("en", "Europe/Berlin");
const ru = createFormats("ru", "Europe/Moscow");
const noon = "2026-11-23T12:04:30Z";

/** No-break and narrow no-break spaces as `_`, so that the cases below can be read. */
function visible(text: string): string {
  return text.replaceAll(/[\u00a0\u202f]/g, "_");
}

Deno.test("numbers are grouped, rounded and use a true minus", () => {
  equal(en.number(1234567.891), "1,234,568");
  equal(en.number(1234.567, 1), "1,234.6");
  equal(visible(ru.number(-1234.5, 1)), "−1_234,5");
  equal(en.number(0), "0");
});

Deno.test("compact numbers fit an axis", () => {
  equal(en.compact(950), "950");
  equal(en.compact(12_400), "12.4K");
  equal(visible(ru.compact(12_400)), "12,4_тыс.");
});

Deno.test("percentages are given as percent points", () => {
  equal(en.percent(97.54), "97.5%");
  equal(en.percent(100), "100%");
  equal(visible(ru.percent(97.54)), "97,5_%");
  equal(en.percent(33.333, 2), "33.33%");
});

Deno.test("changes carry their sign, and none at zero", () => {
  equal(en.signed(12), "+12");
  equal(en.signed(-3), "−3");
  equal(en.signed(0), "0");
  equal(en.signedPercent(12.4), "+12%");
  equal(visible(ru.signedPercent(-8)), "−8_%");
});

Deno.test("money drops minor units where they do not matter", () => {
  equal(en.money(18_000, "EUR"), "€18,000");
  equal(en.money(9.5, "EUR"), "€9.50");
  equal(visible(ru.money(18_000, "EUR")), "18_000_€");
  equal(en.money(-250, "USD"), "−US$250");
});

Deno.test("times are in the zone, whatever the machine's is", () => {
  equal(en.time(noon), "13:04");
  equal(ru.time(new Date(noon)), "15:04");
  equal(createFormats("en", "Pacific/Auckland").longDay(noon), "Tue, 24 Nov 2026");
  equal(en.longDay(noon), "Mon, 23 Nov 2026");
  equal(ru.dateTime(noon), "23 нояб. 2026 г., 15:04");
});

Deno.test("a day shows its year unless it is this one", () => {
  equal(en.day(noon, noon), "23 Nov");
  equal(en.day("2025-11-23T12:00:00Z", noon), "23 Nov 2025");
  equal(en.day(noon), "23 Nov 2026");
});

Deno.test("a calendar day is the zone's, written the same in every language", () => {
  const lastHour = "2025-12-31T23:30:00Z";
  equal(createFormats("en", "UTC").isoDay(lastHour), "2025-12-31");
  equal(createFormats("ru", "Asia/Tokyo").isoDay(lastHour), "2026-01-01");
});

Deno.test("the year of a day is the zone's", () => {
  const lastHour = "2025-12-31T23:30:00Z";
  equal(en.day(lastHour, noon), "1 Jan");
  equal(createFormats("en", "UTC").day(lastHour, noon), "31 Dec 2025");
});

Deno.test("relative times use the largest whole unit", () => {
  const now = Date.parse(noon);
  const cases: [number, string][] = [
    [0, "now"],
    [-20_000, "20 seconds ago"],
    [-5 * 60_000, "5 minutes ago"],
    [-90 * 60_000, "1 hour ago"],
    [-26 * 3_600_000, "yesterday"],
    [3 * 86_400_000, "in 3 days"],
    [-40 * 86_400_000, "last month"],
    [-800 * 86_400_000, "2 years ago"],
  ];
  for (const [offset, text] of cases) equal(en.relative(now + offset, now), text);
  equal(ru.relative(now - 5 * 60_000, now), "5 минут назад");
});

Deno.test("durations show at most two units and round to the last", () => {
  const cases: [number, string][] = [
    [0, "0s"],
    [0.4 / 60, "400ms"],
    [0.9996 / 60, "1s"],
    [1.4 / 60, "1s"],
    [0.5, "30s"],
    [1, "1m"],
    [59.4, "59m"],
    [59.6, "1h"],
    [60, "1h"],
    [200, "3h 20m"],
    [1439.6, "1d"],
    [24 * 60 * 2 + 130, "2d 2h"],
    [-5, "0s"],
  ];
  for (const [minutes, text] of cases) equal(en.duration(minutes), text);
  equal(visible(ru.duration(200)), "3_ч 20_мин");
});

Deno.test("months are the zone's", () => {
  equal(en.month(noon), "November 2026");
  equal(en.shortMonth("2026-10-31T23:30:00Z"), "Nov");
  equal(ru.month(noon), "ноябрь 2026 г.");
});
