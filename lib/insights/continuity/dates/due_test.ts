import { equal, ok } from "node:assert/strict";
import fc from "fast-check";
import {
  addDays,
  dateOf,
  dayOfMonth,
  fridayOf,
  localDay,
  nextWeekday,
  weekdayOf,
} from "./calendar.ts";
import { dueIn } from "./due.ts";

/** A Wednesday noon. */
const at = new Date("2026-11-25T12:00:00Z");

const due = (text: string, when = at, zone = "UTC") => dueIn(` ${text} `, when, zone);

const cases: [text: string, day: string | null][] = [
  ["we will send it by friday", "2026-11-27"],
  ["on wednesday you will have it", "2026-12-02"],
  ["the demo is ready , friday at eleven works for us", "2026-11-27"],
  ["by next friday", "2026-12-04"],
  ["next monday", "2026-11-30"],
  ["it will be there tomorrow", "2026-11-26"],
  ["the day after tomorrow", "2026-11-27"],
  ["a short report by tonight", "2026-11-25"],
  ["on staging within the hour", "2026-11-25"],
  ["by the end of the week", "2026-11-27"],
  ["this week", "2026-11-27"],
  ["next week we deploy", "2026-12-04"],
  ["by the end of the month", "2026-11-30"],
  ["next month", "2026-12-31"],
  ["in three days", "2026-11-28"],
  ["within the next 10 days", "2026-12-05"],
  ["in two weeks", "2026-12-09"],
  ["by march 5", "2027-03-05"],
  ["on the 5th of march", "2027-03-05"],
  ["5 march 2028", "2028-03-05"],
  ["by the 15th", "2026-12-15"],
  ["until 2026-12-24", "2026-12-24"],
  ["by february 29", "2028-02-29"],
  ["сделаем к пятнице", "2026-11-27"],
  ["отправим в среду", "2026-12-02"],
  ["будет в следующий понедельник", "2026-11-30"],
  ["в следующую пятницу", "2026-12-04"],
  ["хорошо , тогда ждем пятницу", "2026-11-27"],
  ["пришлем завтра до обеда", "2026-11-26"],
  ["послезавтра", "2026-11-27"],
  ["сегодня выложим", "2026-11-25"],
  ["до конца дня", "2026-11-25"],
  ["до конца недели", "2026-11-27"],
  ["на следующей неделе", "2026-12-04"],
  ["к концу месяца", "2026-11-30"],
  ["в следующем месяце", "2026-12-31"],
  ["через три дня", "2026-11-28"],
  ["в течение 5 рабочих дней", "2026-11-30"],
  ["через неделю", "2026-12-02"],
  ["через две недели", "2026-12-09"],
  ["до 5 марта", "2027-03-05"],
  ["к 15 числу", "2026-12-15"],
  ["к 5 му", "2026-12-05"],
  ["до 15.12", "2026-12-15"],
  ["до 15.12.2027", "2027-12-15"],
  // the first of two
  ["by friday , or by monday at the latest", "2026-11-27"],
  // look-alikes
  ["we will send it", null],
  ["the may release", null],
  ["version 1.12 of the plan will follow", null],
  ["by 45.13", null],
  ["the week was long", null],
  ["среди прочего", null],
  ["вторник был тяжелым", null],
  ["monday was hard", null],
];

Deno.test("days are read as they were meant when they were said", () => {
  for (const [text, day] of cases) equal(due(text), day, text);
});

Deno.test("today is the day of the scope's time zone", () => {
  const late = new Date("2026-11-25T23:30:00Z");
  equal(due("tomorrow", late), "2026-11-26");
  equal(due("tomorrow", late, "Europe/Berlin"), "2026-11-27");
  equal(due("завтра", late, "America/New_York"), "2026-11-26");
});

Deno.test("at the weekend this week is the coming one, and next week that after it", () => {
  const saturday = new Date("2026-11-28T12:00:00Z");
  equal(due("this week", saturday), "2026-12-04");
  equal(due("by friday", saturday), "2026-12-04");
  equal(due("by saturday", saturday), "2026-12-05");
});

const day = fc.date({
  min: new Date("2000-01-01"),
  max: new Date("2099-01-01"),
  noInvalidDate: true,
})
  .map((date) => localDay(date, "UTC"));

Deno.test("whatever day it is, calendars agree", () => {
  fc.assert(fc.property(day, fc.integer({ min: 1, max: 7 }), (from, weekday) => {
    const next = nextWeekday(from, weekday);
    equal(weekdayOf(next), weekday);
    ok(next > from && next <= addDays(from, 7));
    equal(weekdayOf(fridayOf(from, 1)), 5);
    ok(fridayOf(from, 0) >= from);
  }));
  fc.assert(
    fc.property(
      day,
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: 1, max: 12 }),
      (from, d, m) => {
        const found = dateOf(from, d, m);
        if (found !== null) {
          ok(found >= from);
          equal(found.slice(5), `${String(m).padStart(2, "0")}-${String(d).padStart(2, "0")}`);
        }
        ok(dayOfMonth(from, d)! >= from);
      },
    ),
  );
});

Deno.test("no text breaks the reading of days", () => {
  const word = fc.constantFrom(...cases.flatMap(([text]) => text.split(" ")), "31", "99", "0", ".");
  fc.assert(fc.property(fc.array(word, { maxLength: 12 }), (words) => {
    const found = due(words.join(" "));
    ok(found === null || found >= "1900" && /^\d{4}-\d\d-\d\d$/.test(found));
  }));
});
