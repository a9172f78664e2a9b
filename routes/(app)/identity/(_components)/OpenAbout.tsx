import { Panel } from "@/components/Panel.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { SuggestionRow } from "@/lib/identity/mod.ts";
import { confidenceText } from "./SuggestionCard.tsx";
import { questionOf } from "./words.ts";

/** What is still to be decided about a person or company; nothing when there is nothing. */
export function OpenAbout(
  { t, suggestions }: { t: Translator; suggestions: readonly SuggestionRow[] },
) {
  if (suggestions.length === 0) return null;
  return (
    <Panel title={t("identity.openAbout")}>
      <ul class="plain-list">
        {suggestions.map((suggestion) => (
          <li key={suggestion.id}>
            <span class="figure">{confidenceText(suggestion.confidence, t)}</span>{" "}
            <a class="value-link" href={`/identity?suggestion=${suggestion.id}`}>
              {questionOf(suggestion, t)}
            </a>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
