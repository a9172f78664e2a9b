/** Forms of names as they stand in sentences, in lower case, ё as е. */
function numbered(forms: readonly string[], first = 1): Record<string, number> {
  return Object.fromEntries(
    forms.flatMap((words, index) => words.split(" ").map((word) => [word, first + index])),
  );
}

/** Weekdays, Monday 1. */
export const WEEKDAYS: Record<string, number> = numbered([
  "monday mon понедельник понедельнику понедельника пн",
  "tuesday tue tues вторник вторнику вторника вт",
  "wednesday wed среда среду среде среды ср",
  "thursday thu thurs четверг четвергу четверга чт",
  "friday fri пятница пятницу пятнице пятницы пт",
  "saturday sat суббота субботу субботе субботы сб",
  "sunday sun воскресенье воскресенью воскресенья вс",
]);

/** Months, January 1. */
export const MONTHS: Record<string, number> = numbered([
  "january jan января январь",
  "february feb февраля февраль",
  "march mar марта март",
  "april apr апреля апрель",
  "may мая май",
  "june jun июня июнь",
  "july jul июля июль",
  "august aug августа август",
  "september sep sept сентября сентябрь",
  "october oct октября октябрь",
  "november nov ноября ноябрь",
  "december dec декабря декабрь",
]);

/** Small numbers in words. */
export const NUMBERS: Record<string, number> = numbered([
  "a one один одну одного",
  "two два две двух couple",
  "three три трех",
  "four четыре четырех",
  "five пять пяти",
  "six шесть шести",
  "seven семь семи",
  "eight восемь восьми",
  "nine девять девяти",
  "ten десять десяти",
]);
