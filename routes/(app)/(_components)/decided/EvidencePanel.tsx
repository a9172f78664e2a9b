import { type EvidenceItem, EvidenceList } from "@/components/evidence/EvidenceList.tsx";
import { Panel } from "@/components/Panel.tsx";
import { EmptyState } from "@/components/state/EmptyState.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { BehindRef, RowBehind } from "@/lib/insights/mod.ts";

/** An address is a link when it is one of the web: others would be ways to run a script. */
const webAddress = (url: string | null) => url !== null && /^https?:\/\//.test(url) ? url : null;

/** The rows behind a conclusion as they are shown, newest first; those that are gone are left out. */
export function shownRows(
  refs: readonly BehindRef[],
  rows: ReadonlyMap<string, RowBehind>,
  t: Translator,
  now: number,
): EvidenceItem[] {
  return refs.flatMap(({ table, id, words }) => {
    const row = rows.get(`${table}:${id}`);
    return row === undefined ? [] : [{
      id: row.id,
      source: row.source,
      who: row.author ?? t("decided.someone"),
      at: row.at.toISOString(),
      when: t.format.relative(row.at, now),
      snippet: row.snippet === "" ? t("decided.attachment") : row.snippet,
      terms: words === undefined ? [] : [words],
      why: null,
      href: webAddress(row.url),
    }];
  });
}

/** What something was concluded from. */
export function EvidencePanel({ t, items }: { t: Translator; items: readonly EvidenceItem[] }) {
  const title = t("decided.behind");
  return (
    <Panel title={title} meta={t("common.rows", { count: items.length })}>
      {items.length === 0
        ? <EmptyState title={t("decided.behindNone")} />
        : <EvidenceList t={t} items={items} label={title} />}
    </Panel>
  );
}
