import { Icon } from "@/components/icon/Icon.tsx";
import { plus, x } from "@/components/icon/shapes.ts";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { SuggestionRow } from "@/lib/identity/mod.ts";
import { reasonText, strengthText } from "./words.ts";

/** Why a suggestion is made: each answer, and how much it is worth, the strongest first. */
export function ReasonList(
  { t, suggestion }: { t: Translator; suggestion: Pick<SuggestionRow, "reasons" | "link"> },
) {
  return (
    <ul class="reasons" aria-label={t("identity.why")}>
      {suggestion.reasons.map((reason) => (
        <li key={`${reason.field} ${reason.level}`}>
          <Icon shape={reason.bits > 0 ? plus : x} />
          <span>
            {reasonText(reason, suggestion.link, t)}
            <span class="meta">{strengthText(reason, t)}</span>
          </span>
        </li>
      ))}
    </ul>
  );
}
