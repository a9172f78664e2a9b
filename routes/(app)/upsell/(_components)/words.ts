import type { Translator } from "@/lib/i18n/mod.ts";
import type { DealFacts, UpsellItem, WordFacts } from "@/lib/insights/mod.ts";

/** What a chance is, in a sentence: who asks for what, or which deal stands where. */
export function chanceText({ kind, facts }: Pick<UpsellItem, "kind" | "facts">, t: Translator) {
  if (kind === "deal") {
    const { name, stage } = facts as DealFacts;
    return t("upsell.dealAt", {
      name: name ?? t("upsell.unnamed"),
      stage: stage ?? t("upsell.noStage"),
    });
  }
  const { contact, themes } = facts as WordFacts;
  return t("upsell.said", {
    who: contact ?? t("upsell.client"),
    themes: themes.map((theme) => t(`upsell.theme_${theme}`)).join(", "),
  });
}

/** A value in its currency; null: unknown. */
export function worthText(
  { value, currency }: { value: number | null; currency: string | null },
  t: Translator,
): string | null {
  if (value === null) return null;
  return currency === null ? t.format.number(value) : t.format.money(value, currency);
}

/** How large a deal is beside the scope's own. */
export function sizeText({ quarter }: Pick<DealFacts, "quarter">, t: Translator): string {
  return quarter === null
    ? t("upsell.quarterUnknown")
    : t(`upsell.quarter_${quarter as 1 | 2 | 3 | 4}`);
}
