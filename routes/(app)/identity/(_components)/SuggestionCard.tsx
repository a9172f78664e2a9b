import { Badge } from "@/components/Badge.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import { aboutOf, type SuggestionRow } from "@/lib/identity/mod.ts";
import { ComparisonTable } from "./ComparisonTable.tsx";
import { Decision, type DecisionProps } from "./Decision.tsx";
import { ReasonList } from "./ReasonList.tsx";
import { confidenceMeaning, questionOf } from "./words.ts";

/** A confidence as a percentage; what is nearly certain keeps a decimal. */
export function confidenceText(confidence: number, t: Translator): string {
  return t.format.percent(confidence * 100, confidence >= 0.995 ? 1 : 0);
}

/** Props of {@link SuggestionCard}. */
export interface SuggestionCardProps extends DecisionProps {
  suggestion: SuggestionRow;
  urls: ReadonlyMap<string, string>;
}

/** A suggestion: what it asks, both records, why, how sure, and what can be done. */
export function SuggestionCard(props: SuggestionCardProps) {
  const { t, suggestion, urls } = props;
  const { id, confidence } = suggestion;
  return (
    <article
      class="panel suggestion"
      id={`suggestion-${id}`}
      aria-labelledby={`question-${id}`}
      data-testid="suggestion"
    >
      <header class="panel-header">
        <h2 id={`question-${id}`}>{questionOf(suggestion, t)}</h2>
        <div class="panel-meta">
          <Badge>{t(`identity.kind_${aboutOf(suggestion)}`)}</Badge>
        </div>
      </header>
      <div class="suggestion-body">
        <ComparisonTable t={t} suggestion={suggestion} urls={urls} />
        <div class="suggestion-side">
          <p class="confidence">
            <strong class="figure">{confidenceText(confidence, t)}</strong>
            <span class="meta">{confidenceMeaning(confidence, t)}</span>
          </p>
          <ReasonList t={t} suggestion={suggestion} />
          <Decision {...props} />
        </div>
      </div>
    </article>
  );
}
