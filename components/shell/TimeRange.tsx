import type { Translator } from "@/lib/i18n/mod.ts";

/** Props of {@link TimeRange}. */
export interface TimeRangeProps {
  t: Translator;
  /** The chosen number of days. */
  days: number;
  /** The numbers of days on offer; 7, 30 and 90 unless given. */
  choices?: readonly number[];
  /** The address of this page with another range. */
  hrefFor(days: number): string;
}

/** The time range as links, so that it lives in the URL. */
export function TimeRange({ t, days, choices = [7, 30, 90], hrefFor }: TimeRangeProps) {
  return (
    <nav class="segments" aria-label={t("shell.timeRange")}>
      {choices.map((choice) => (
        <a
          key={choice}
          class="segment"
          href={hrefFor(choice)}
          aria-current={choice === days ? "true" : "false"}
        >
          {t("shell.lastDays", { count: choice })}
        </a>
      ))}
    </nav>
  );
}
