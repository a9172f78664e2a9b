import type { Translator } from "@/lib/i18n/mod.ts";
import { SIGNAL_KINDS, type SignalFacts } from "@/lib/insights/mod.ts";
import { signalSentence } from "./signal_words.ts";

/** What of a risk its sentence is made of. */
interface ToldRisk {
  origin: string;
  kind: string;
  facts: Record<string, unknown>;
}

/** A kind of signal in words; one that was added later is shown as it is called. */
export function kindText(kind: string, t: Translator): string {
  const known = SIGNAL_KINDS.find((name) => name === kind);
  return known === undefined ? kind : t(`signals.kind_${known}`);
}

/** What a signal noticed, in a sentence with its figures. */
export function signalText(
  { kind, facts }: Pick<ToldRisk, "kind" | "facts">,
  t: Translator,
  now: number,
): string {
  const known = SIGNAL_KINDS.find((name) => name === kind);
  if (known === undefined) return kind;
  return signalSentence({ kind: known, facts: { count: 1, ...facts } as SignalFacts }, t, now);
}

/** What may go wrong, in a few words with its figures. */
export function riskText({ origin, kind, facts }: ToldRisk, t: Translator, now: number): string {
  if (origin === "pattern") {
    return t("risks.pattern", {
      ...{
        kind: kindText(kind, t),
        count: Number(facts.signals ?? 0),
        days: Number(facts.days ?? 0),
      },
    });
  }
  if (origin === "radar") {
    const text = t("risks.radar", {
      kind: kindText(kind, t),
      name: typeof facts.name === "string" ? facts.name : t("tower.unnamed"),
      score: Number(facts.score ?? 0),
    });
    const { value, currency } = facts;
    return typeof value === "number" && typeof currency === "string"
      ? `${text}, ${t("risks.worth", { amount: t.format.money(value, currency) })}`
      : text;
  }
  if (origin === "person" && typeof facts.text === "string") return facts.text;
  return signalText({ kind, facts }, t, now);
}
