import type { Translator } from "../../i18n/mod.ts";
import type { Day } from "./dates/calendar.ts";

/** What a previewed issue is made of. */
export interface PromiseWords {
  quote: string;
  author: string | null;
  at: Date;
  due: Day | null;
  /** Where it was said, and what that is called; null: it has no page. */
  url: string | null;
}

/** Longest title, characters: what Linear shows of one in its lists. */
const LONGEST_TITLE = 120;

/** A promise as the title of an issue: one line that begins as titles do, cut at a word. */
export function titleOf(quote: string): string {
  const line = quote.replace(/\s+/gu, " ").trim().replace(/[.!…;,:\s]+$/u, "");
  const cut = line.length <= LONGEST_TITLE
    ? line
    : `${line.slice(0, LONGEST_TITLE).replace(/\s+\S*$/u, "")}…`;
  const [first = "", ...rest] = cut;
  return first.toLocaleUpperCase() + rest.join("");
}

const quoted = (text: string) => text.split(/\r?\n/).map((line) => `> ${line}`).join("\n");

/** Markdown for an address that a person may have written into it. */
const link = (text: string, url: string) =>
  `[${text}](${url.replace(/[()\s<>]/g, encodeURIComponent)})`;

/** The day as the reader writes it: noon is on the same day in the zones of this translator's words. */
function dayText(day: Day, t: Translator): string {
  for (const hour of ["12", "00", "23"]) {
    const at = new Date(`${day}T${hour}:00:00Z`);
    if (t.format.isoDay(at) === day) return t.format.longDay(at);
  }
  return day;
}

/** The description of an issue for what was promised in a chat: the words, who, when, where, until when. */
export function describePromise(words: PromiseWords, t: Translator): string {
  const { quote, author, at, due, url } = words;
  const said = { author: author ?? t("continuity.somebody"), time: t.format.dateTime(at) };
  const source = url === null ? null : link(t("continuity.conversation"), url);
  return [
    quoted(quote),
    t("continuity.promisedBy", said),
    ...due === null ? [] : [t("continuity.promisedFor", { day: dayText(due, t) })],
    ...source === null ? [] : [t("continuity.source", { link: source })],
  ].join("\n\n");
}

/** The description of an issue for the next step of a deal that was won. */
export function describeNextStep(
  { quote, deal, due, url }: Pick<PromiseWords, "quote" | "due" | "url"> & { deal: string | null },
  t: Translator,
): string {
  const name = deal ?? t("continuity.unnamedDeal");
  return [
    quoted(quote),
    t("continuity.nextStepOf", { deal: url === null ? name : link(name, url) }),
    ...due === null ? [] : [t("continuity.promisedFor", { day: dayText(due, t) })],
  ].join("\n\n");
}
