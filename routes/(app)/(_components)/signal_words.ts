import type { Tone } from "@/components/Badge.tsx";
import type { Translator } from "@/lib/i18n/mod.ts";
import type { SignalFacts, SignalKind } from "@/lib/insights/mod.ts";

/** A signal as far as it is told in words. */
export interface ToldSignal {
  kind: SignalKind;
  facts: SignalFacts;
}

const DAY_MS = 86_400_000;

/** How a severity looks; colour is never its only carrier. */
export function severityTone(severity: number): Tone {
  if (severity >= 4) return "bad";
  return severity === 3 ? "warn" : "neutral";
}

/** A kind of signal in words. */
export function signalKind(kind: SignalKind, t: Translator): string {
  return t(`signals.kind_${kind}`);
}

function daysSince(since: string | undefined, t: Translator, now: number): string {
  const days = since === undefined ? 0 : Math.floor((now - Date.parse(since)) / DAY_MS);
  return t("signals.days", { count: Math.max(0, days) });
}

/** The day of a date without a time, whatever the time zone. */
function dueDay(day: string | undefined, t: Translator, now: number): string {
  return day === undefined ? "" : t.format.day(`${day}T12:00:00Z`, now);
}

function overdueSentence({ name, issues = 0, since }: SignalFacts, t: Translator, now: number) {
  const told = { name: name ?? t("signals.noProject"), since: dueDay(since, t, now) };
  return issues === 0
    ? t("signals.say_target_passed", told)
    : t("signals.say_delivery_overdue", { ...told, count: issues });
}

function dealSentence({ kind, facts }: ToldSignal, t: Translator, now: number): string {
  const { value, currency, stage, since } = facts;
  const name = facts.name ?? t("signals.unnamedDeal");
  const sentence = kind === "deal_stalled"
    ? t("signals.say_deal_stalled", {
      name,
      stage: stage ?? t("signals.noStage"),
      days: daysSince(since, t, now),
    })
    : t("signals.say_deal_without_next_step", { name });
  return value == null || currency == null
    ? sentence
    : `${sentence}, ${t("signals.worth", { value: t.format.money(value, currency) })}`;
}

/**
 * What happened, with its figures, in a sentence without a full stop.
 *
 * @param now epoch milliseconds
 */
export function signalSentence(signal: ToldSignal, t: Translator, now: number): string {
  const { kind, facts } = signal;
  const { count } = facts;
  const who = facts.contact ?? t("signals.theClient");
  const whom = facts.contact ?? t("signals.withTheClient");
  switch (kind) {
    case "delivery_risk":
    case "scope_creep":
      return t(`signals.say_${kind}`, { who: whom, count });
    case "urgency_increase":
    case "commercial_pressure":
    case "upsell_intent":
      return t(`signals.say_${kind}`, { who, count });
    case "sentiment_drop":
      return t("signals.say_sentiment_drop", {
        ...{ who, count },
        mood: t.format.signed(facts.mood ?? 0, 1),
      });
    case "client_silent":
      return t("signals.say_client_silent", {
        ...{ who, count },
        days: daysSince(facts.since, t, now),
      });
    case "slow_response": {
      const time = t.format.duration(facts.minutes ?? 0);
      const sentence = t("signals.say_slow_response", { time, count: facts.answers ?? count });
      const { waiting = 0 } = facts;
      return waiting === 0 ? sentence : `${sentence}; ${t("signals.waiting", { count: waiting })}`;
    }
    case "delivery_overdue":
      return overdueSentence(facts, t, now);
    case "blocker_age":
      return t("signals.say_blocker_age", {
        identifier: facts.identifier ?? "",
        name: facts.name ?? "",
        days: daysSince(facts.since, t, now),
      });
    case "deal_without_next_step":
    case "deal_stalled":
      return dealSentence(signal, t, now);
  }
}
