import type { MessageKey, Translator } from "@/lib/i18n/mod.ts";
import { type Attention, DAY_MS, type Reason } from "@/lib/portfolio/mod.ts";

/** A fact of a signal as text; undefined when it has none of this name. */
function textOf({ facts }: Pick<Reason, "facts">, name: string): string | undefined {
  const value = facts[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** Whole days since a moment or a day among the facts, at least 1. */
function daysOf(reason: Pick<Reason, "facts">, now: number): number {
  const since = Date.parse(textOf(reason, "since") ?? "");
  return Number.isNaN(since) ? 1 : Math.max(1, Math.floor((now - since) / DAY_MS));
}

/** Why a client needs somebody, in a few words: `silent for 9 days`. */
export function reasonText(
  reason: Pick<Reason, "kind" | "facts">,
  t: Translator,
  now: number,
): string {
  const { kind, facts } = reason;
  switch (kind) {
    case "client_silent":
      return t("dashboard.because_client_silent", { count: daysOf(reason, now) });
    case "deal_stalled":
      return t("dashboard.because_deal_stalled", { count: daysOf(reason, now) });
    case "blocker_age":
      return t("dashboard.because_blocker_age", {
        count: daysOf(reason, now),
        name: textOf(reason, "identifier") ?? textOf(reason, "name") ?? "",
      });
    case "slow_response":
      return t("dashboard.because_slow_response", {
        time: t.format.duration(Number(facts.minutes ?? 0)),
      });
    case "delivery_overdue":
      return t("dashboard.because_delivery_overdue", {
        count: Math.max(1, Number(facts.issues ?? facts.count ?? 1)),
      });
    case "delivery_risk":
    case "urgency_increase":
    case "commercial_pressure":
    case "scope_creep":
    case "upsell_intent":
    case "sentiment_drop":
    case "deal_without_next_step":
      return t(`dashboard.because_${kind}`);
    default:
      return t("dashboard.because_other");
  }
}

/** All that is wrong with a client, the gravest first: `silent for 9 days, 2 blockers, €18K at risk`. */
export function reasonsOf(
  client: Attention,
  currency: string,
  t: Translator,
  now: number,
): string {
  const parts = client.reasons.map((reason) => reasonText(reason, t, now));
  const told = new Set(client.reasons.map(({ kind }) => kind));
  if (client.blocked_issues > 0 && !told.has("blocker_age")) {
    parts.push(t("dashboard.blockers", { count: client.blocked_issues }));
  }
  if (client.overdue_issues > 0 && !told.has("delivery_overdue")) {
    parts.push(t("dashboard.because_delivery_overdue", { count: client.overdue_issues }));
  }
  if (client.open_risks > 0 && client.expected_revenue > 0) {
    const amount = t.format.money(client.expected_revenue, currency);
    parts.push(t("dashboard.atRisk", { amount }));
  } else if (parts.length === 0) {
    parts.push(t("dashboard.healthOf", { score: t.format.number(client.health ?? 0) }));
  }
  return parts.join(", ");
}

/** What to do, with whom: `Call the client (Anna)`. */
export function actionText(
  { action, contact }: { action: string; contact: string | null },
  t: Translator,
): string {
  const text = t(`signals.action_${action}` as Extract<MessageKey, "signals.action_reply">);
  return contact === null || contact === "" ? text : `${text} (${contact})`;
}
