import {
  addDays,
  dateOf,
  type Day,
  dayOfMonth,
  fridayOf,
  localDay,
  monthEnd,
  nextWeekday,
} from "./calendar.ts";
import { MONTHS, NUMBERS, WEEKDAYS } from "./words.ts";

/** A way to name a day; `dayOf` gets what the expression's groups hold. */
interface Rule {
  expression: RegExp;
  dayOf(today: Day, groups: readonly string[]): Day | null;
}

const list = (words: Record<string, number>) => Object.keys(words).join("|");
const weekday = `(${list(WEEKDAYS)})`;
const month = `(${list(MONTHS)})`;
const count = `(\\d{1,2}|${list(NUMBERS)})`;
const countOf = (text: string) => NUMBERS[text] ?? Number(text);

/** Words are in lower case with one space around each; the first to match at a place counts. */
const rule = (source: string, dayOf: Rule["dayOf"]): Rule => ({
  expression: new RegExp(`(?<= )(?:${source})(?= )`, "u"),
  dayOf,
});

const rules: readonly Rule[] = [
  rule("(\\d{4})-(\\d{1,2})-(\\d{1,2})", (today, [year, month, day]) => {
    return dateOf(today, Number(day), Number(month), Number(year));
  }),
  rule("(\\d{1,2})\\.(\\d{1,2})\\.(\\d{4}|\\d{2})", (today, [day, month, year]) => {
    return dateOf(today, Number(day), Number(month), Number(year));
  }),
  // without a year it may as well be the number of a version
  rule("(?:by|on|until|before|till|к|до|на) (\\d{1,2})\\.(\\d{2})", (today, [day, month]) => {
    return dateOf(today, Number(day), Number(month));
  }),
  rule(
    `(\\d{1,2})(?:st|nd|rd|th)?(?: (?:го|му|е))?(?: of)? ${month}(?: (\\d{4}))?`,
    (today, [day, name, year]) => {
      return dateOf(
        today,
        Number(day),
        MONTHS[name!]!,
        year === undefined ? undefined : Number(year),
      );
    },
  ),
  rule(`${month} (\\d{1,2})(?:st|nd|rd|th)?(?: (\\d{4}))?`, (today, [name, day, year]) => {
    return dateOf(
      today,
      Number(day),
      MONTHS[name!]!,
      year === undefined ? undefined : Number(year),
    );
  }),
  rule("(?:on|by|until|before) the (\\d{1,2})(?:st|nd|rd|th)(?! of)", (today, [day]) => {
    return dayOfMonth(today, Number(day));
  }),
  rule(
    "(?:к|до) (\\d{1,2}) (?:му|го|числу|числа)(?: (?:числу|числа))?",
    (today, [day]) => dayOfMonth(today, Number(day)),
  ),
  rule("day after tomorrow|послезавтра", (today) => addDays(today, 2)),
  rule("tomorrow|завтра|завтрашнего дня", (today) => addDays(today, 1)),
  rule(
    "today|tonight|eod|end of (?:the )?day|within the hour|in an hour|" +
      "сегодня|до конца (?:рабочего )?дня|до вечера|к вечеру|через час|в течение (?:часа|дня)",
    (today) => today,
  ),
  rule(`next ${weekday}|в следующ(?:ий|ую|ее) ${weekday}`, (today, [en, ru]) => {
    // of the week that follows this one
    return addDays(fridayOf(today, 1), WEEKDAYS[en ?? ru!]! - 5);
  }),
  rule("end of next week|next week|(?:на|до конца) следующей недел[еи]", (today) => {
    return fridayOf(today, 1);
  }),
  rule(
    "(?:this|end of (?:the|this)?) ?week|eow|на этой неделе|(?:до|к) кон(?:ца|цу) (?:этой )?недели",
    (today) => fridayOf(today, 0),
  ),
  rule("next month|(?:в|до конца) следующ(?:ем|его) месяц(?:е|а)", (today) => monthEnd(today, 1)),
  rule("end of (?:the|this) month|this month|(?:до|к) кон(?:ца|цу) (?:этого )?месяца", (today) => {
    return monthEnd(today, 0);
  }),
  rule(`(?:in|within)(?: the next)? ${count} days?`, (today, [days]) => {
    return addDays(today, countOf(days!));
  }),
  rule(`(?:in|within)(?: the next)? ${count} weeks?`, (today, [weeks]) => {
    return addDays(today, 7 * countOf(weeks!));
  }),
  rule("через день", (today) => addDays(today, 1)),
  rule("через неделю|в течение недели", (today) => addDays(today, 7)),
  rule(`(?:через|в течение|за) ${count} (?:рабочих )?(?:дня|дней|день)`, (today, [days]) => {
    return addDays(today, countOf(days!));
  }),
  rule(`(?:через|в течение|за) ${count} недел[иьюя]`, (today, [weeks]) => {
    return addDays(today, 7 * countOf(weeks!));
  }),
  rule(`(?:by|on|until|before|this|for|till) ${weekday}`, (today, [name]) => {
    return nextWeekday(today, WEEKDAYS[name!]!);
  }),
  rule(`(?:к|ко|до|в|во|на) (?:эт[ойу]+ )?${weekday}`, (today, [name]) => {
    return nextWeekday(today, WEEKDAYS[name!]!);
  }),
  rule("(?:ждем|жду) (?:в )?(\\S+)", (today, [name]) => {
    return name! in WEEKDAYS ? nextWeekday(today, WEEKDAYS[name!]!) : null;
  }),
  rule(`${weekday} (?:at|works|is|will|morning|afternoon|evening|утром|днем|вечером)`, (
    today,
    [name],
  ) => nextWeekday(today, WEEKDAYS[name!]!)),
];

/**
 * The day that a sentence names, as it was meant when it was said: English and Russian, relative to
 * the day of the message in the scope's time zone. A weekday is the next one, "next Friday" that of the
 * week after; "next week" is its Friday; a date without a year is its next occurrence.
 *
 * @param words the sentence in lower case, a space around each word, ё as е
 * @returns null when it names none
 * @example dueIn(" we will send it by friday ", new Date("2026-11-25T12:00:00Z"), "UTC") // "2026-11-27"
 */
export function dueIn(words: string, at: Date, timeZone: string): Day | null {
  const today = localDay(at, timeZone);
  let first: { index: number; day: Day } | null = null;
  for (const { expression, dayOf } of rules) {
    const found = expression.exec(words);
    if (found === null || (first !== null && found.index >= first.index)) continue;
    const day = dayOf(today, found.slice(1));
    if (day !== null) first = { index: found.index, day };
  }
  return first?.day ?? null;
}
