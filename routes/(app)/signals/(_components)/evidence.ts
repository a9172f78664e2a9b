import type { EvidenceItem } from "@/components/evidence/EvidenceList.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { RowBehind, Signal } from "@/lib/insights/mod.ts";

/** An address is a link when it is one of the web: others would be ways to run a script. */
function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//.test(url) ? url : null;
}

/**
 * The rows behind a signal as they are shown, newest first; those that are gone are left out.
 *
 * @param most so many of them
 */
export function evidenceOf(
  signal: Signal,
  rows: ReadonlyMap<string, RowBehind>,
  t: Translator,
  now: number,
  most = Infinity,
): EvidenceItem[] {
  const there = signal.evidence.flatMap(({ table, id, words }) => {
    const row = rows.get(`${table}:${id}`);
    return row === undefined ? [] : [{ row, words }];
  });
  return there.slice(0, most).map(({ row, words }) => ({
    id: row.id,
    source: row.source,
    who: row.author ?? t("signals.someone"),
    at: row.at.toISOString(),
    when: t.format.relative(row.at, now),
    snippet: row.snippet === "" ? t("signals.attachment") : row.snippet,
    terms: words === undefined ? [] : [words],
    why: null,
    href: webAddress(row.url),
  }));
}
