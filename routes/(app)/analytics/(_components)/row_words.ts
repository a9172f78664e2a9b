import type { Translator } from "@/lib/i18n/mod.ts";
import type { Asked, FigureName, FigureRow, Measure } from "@/lib/insights/mod.ts";
import { noon } from "../../(_components)/slots.ts";

const MONEY: readonly FigureName[] = ["won", "lost", "pipeline", "forecast", "costs"];

/** Figures that are as of now, whatever the days. */
const PRESENT: readonly FigureName[] = ["pipeline", "forecast"];

/** What the list is called, with its days. */
export function rowsTitle(
  figure: FigureName,
  { from, to, horizon = 90 }: Asked,
  t: Translator,
): string {
  if (figure === "forecast") return t("analytics.rows_forecast", { days: horizon });
  const title = t(`analytics.rows_${figure}`);
  if (PRESENT.includes(figure)) return title;
  const day = (day: string) => t.format.day(noon(day, t));
  return t("analytics.rowsPeriod", { title, from: day(from), to: day(to) });
}

/** Heading of the values; null where rows are counted. */
export function valueHeader(figure: FigureName, t: Translator): string | null {
  if (MONEY.includes(figure)) return t("analytics.valueMoney");
  if (figure === "replies") return t("analytics.valueMinutes");
  if (figure === "completed") return t("analytics.valueDays");
  return figure === "contacts" ? t("analytics.valueMessages") : null;
}

/** A row's value as it is read. */
export function valueText(
  figure: FigureName,
  { value }: Pick<FigureRow, "value">,
  currency: string,
  t: Translator,
): string {
  if (value === null) return "";
  return MONEY.includes(figure)
    ? t.format.money(value, currency)
    : t.format.number(value, figure === "contacts" ? 0 : 1);
}

/** What all rows come to, beside how many they are; null where that says nothing more. */
export function totalText(
  figure: FigureName,
  { sum, median }: Measure,
  currency: string,
  t: Translator,
): string | null {
  if (MONEY.includes(figure)) {
    return t("analytics.sum", { amount: t.format.money(sum ?? 0, currency) });
  }
  if (median === null || figure === "contacts") return null;
  const unit = figure === "replies" ? t("analytics.minutes") : t("analytics.days");
  return t("analytics.medianOf", { value: `${t.format.number(median, 1)} ${unit}` });
}
