import type { Translator } from "@/lib/i18n/mod.ts";

/** Noon of a calendar day: in the same day for the formats of any zone the day was made in. */
export function noon(day: string, t: Translator): Date {
  const utc = new Date(`${day}T12:00:00Z`);
  // zones beyond ±11 h would show the neighbouring day
  const shown = t.format.isoDay(utc);
  if (shown === day) return utc;
  return new Date(utc.getTime() + (shown < day ? 1 : -1) * 12 * 3_600_000);
}

/** Letters of a name that fit below one of eight bars. */
const NAME_LETTERS = 8;

/** A name as it stands below a bar: cut to what fits. The whole name is in the data table. */
export function axisName(name: string): string {
  return name.length > NAME_LETTERS ? `${name.slice(0, NAME_LETTERS - 1)}…` : name;
}

/** Places of calendar days on a chart's axis; `hrefOf` leads to the rows of a day. */
export function slots(
  days: readonly { day: string }[],
  t: Translator,
  hrefOf?: (day: string) => string,
) {
  return days.map(({ day }) => {
    const at = noon(day, t);
    return { label: t.format.longDay(at), tick: t.format.day(at, at), href: hrefOf?.(day) };
  });
}
