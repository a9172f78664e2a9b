import type { Translator } from "@/lib/i18n/mod.ts";
import type { DrillName, DrillPeriod, DrillRow, DrillTotal } from "@/lib/portfolio/mod.ts";
import { noon } from "../../(_components)/slots.ts";
import { connectorName } from "../../(_components)/sources.ts";
import { kindText } from "../../(_components)/risk_words.ts";

const MONEY: readonly DrillName[] = ["expected_revenue", "closing_deals", "costs", "money"];
const MEANS: readonly DrillName[] = ["health", "client_value"];

/** What the list is called, with its period. */
export function titleOf(figure: DrillName, { from, to }: DrillPeriod, t: Translator): string {
  const title = t(`drill.${figure}`);
  if (to === undefined) return title;
  const day = (day: string) => t.format.day(noon(day, t));
  const period = from === undefined || from === to
    ? day(to)
    : t("drill.week", { from: day(from), to: day(to) });
  return t("drill.at", { title, period });
}

/** What all rows come to, where that is the figure. */
export function totalText(
  figure: DrillName,
  { sum, mean }: DrillTotal,
  currency: string,
  t: Translator,
): string | null {
  if (MONEY.includes(figure)) {
    return t("drill.sum", { amount: t.format.money(sum ?? 0, currency) });
  }
  if (MEANS.includes(figure) && mean !== null) {
    return t("drill.mean", { value: t.format.number(mean, 1) });
  }
  if (figure === "comparisons") return t("drill.missing", { count: sum ?? 0 });
  return null;
}

/** A row's value as people read it; empty where rows are counted. */
export function valueText(
  figure: DrillName,
  { value }: Pick<DrillRow, "value">,
  currency: string,
  t: Translator,
): string {
  if (value === null) return "";
  return MONEY.includes(figure) ? t.format.money(value, currency) : t.format.number(value, 1);
}

/** A row's title: names of kinds and connectors in words, others as they are. */
export function rowTitle(
  figure: DrillName,
  { title }: Pick<DrillRow, "title">,
  t: Translator,
): string {
  if (figure === "open_risks") return kindText(title, t);
  if (figure === "comparisons") return connectorName(title);
  return title === "" ? t("tower.unnamed") : title;
}
