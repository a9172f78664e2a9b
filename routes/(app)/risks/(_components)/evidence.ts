import type { EvidenceItem } from "@/components/evidence/EvidenceList.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { Risk, RowBehind } from "@/lib/insights/mod.ts";

/** An address is a link when it is one of the web: others would be ways to run a script. */
function webAddress(url: string | null): string | null {
  return url !== null && /^https?:\/\//.test(url) ? url : null;
}

/** The sources' rows behind a risk as they are shown; its signals and rows that are gone are not. */
export function evidenceOf(
  risk: Pick<Risk, "evidence">,
  rows: ReadonlyMap<string, RowBehind>,
  t: Translator,
  now: number,
): EvidenceItem[] {
  return risk.evidence.flatMap(({ table, id, words }) => {
    const row = rows.get(`${table}:${id}`);
    if (row === undefined) return [];
    return [{
      id: row.id,
      source: row.source,
      who: row.author ?? t("signals.someone"),
      at: row.at.toISOString(),
      when: t.format.relative(row.at, now),
      snippet: row.snippet === "" ? t("signals.attachment") : row.snippet,
      terms: words === undefined ? [] : [words],
      why: null,
      href: webAddress(row.url),
    }];
  });
}
