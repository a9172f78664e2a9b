import type { Translator } from "@/lib/i18n/mod.ts";
import { type About, MOST_AT_ONCE, type SuggestionRow } from "@/lib/identity/mod.ts";
import type { ChosenFilters } from "./filters.ts";
import { confidenceText } from "./SuggestionCard.tsx";
import { questionOf, sourceName } from "./words.ts";

/** Props of {@link BulkPreview}. */
export interface BulkPreviewProps {
  t: Translator;
  filters: ChosenFilters & { least: number };
  weight: { count: number; wrong: number };
  /** How many there are of each kind. */
  kinds: readonly { about: About; count: number }[];
  /** The least sure of what would be linked, least first. */
  least: readonly SuggestionRow[];
}

/** What linking many would do: of which kinds, with which doubt, and the most doubtful of them. */
export function BulkPreview({ t, filters, weight, kinds, least }: BulkPreviewProps) {
  const facts: [string, string][] = [
    [t("identity.confidence"), t("identity.atLeast", { percent: t.format.percent(filters.least) })],
    ...(filters.source === undefined
      ? []
      : [[t("identity.source"), sourceName(filters.source, t)] as [string, string]]),
    ...kinds.filter(({ count }) => count > 0).map(({ about, count }): [string, string] => [
      t(`identity.kind_${about}`),
      t.format.number(count),
    ]),
  ];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd class="figure">{value}</dd>
          </div>
        ))}
      </dl>
      <p>
        {t("identity.bulkWrong", {
          wrong: t.format.number(weight.wrong, weight.wrong < 10 ? 1 : 0),
        })}
        {weight.count > MOST_AT_ONCE && ` ${t("identity.bulkMost", { most: MOST_AT_ONCE })}`}
      </p>
      <div class="stack-tight">
        <h3>{t("identity.bulkLeast")}</h3>
        <ul class="plain-list">
          {least.map((suggestion) => (
            <li key={suggestion.id}>
              <span class="figure">{confidenceText(suggestion.confidence, t)}</span>{" "}
              <a class="value-link" href={`/identity?suggestion=${suggestion.id}`}>
                {questionOf(suggestion, t)}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}
