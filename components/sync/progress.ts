import { createFormats, fill, type Locale, pluralForm, type PluralForms } from "@/lib/i18n/mod.ts";
import type { ProgressMessage } from "../live/message.ts";

/** Texts of a running sync, as templates, since the browser fills them in. */
export interface ProgressWords {
  /** What streams are called for people; an unknown one shows its own name. */
  streams: Readonly<Record<string, string>>;
  /** `{count} record` by plural form. */
  records: PluralForms;
  /** `{rate}/s`. */
  perSecond: string;
  /** `about {time} left`. */
  remaining: string;
}

/** A running sync ready to show. */
export interface ProgressView {
  /** The stream's name for people. */
  stream: string;
  /** `1,200 records · 320/s · about 2m left`. */
  text: string;
  /** Share done, 0 to 1; `null` while the total is unknown. */
  share: number | null;
}

/** Writes how far a sync has come; rate and time left only when they are known. */
export function describeProgress(
  progress: ProgressMessage["progress"],
  words: ProgressWords,
  locale: Locale,
): ProgressView {
  const { records, total, recordsPerSecond, etaSeconds, stream } = progress;
  const format = createFormats(locale, "UTC");
  const parts = [fill(locale, pluralForm(locale, words.records, records), { count: records })];
  if (recordsPerSecond > 0) {
    parts.push(fill(locale, words.perSecond, { rate: format.number(recordsPerSecond) }));
  }
  if (etaSeconds !== null) {
    parts.push(fill(locale, words.remaining, { time: format.duration(etaSeconds / 60) }));
  }
  const share = total === null || total === 0 ? null : Math.min(1, records / total);
  return { stream: words.streams[stream] ?? stream, text: parts.join(" · "), share };
}
