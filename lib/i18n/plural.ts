import type { Locale, PluralForms } from "./catalogue.ts";
import { numberFormat, pluralRules } from "./intl.ts";

/** BCP 47 tags used with `Intl`: 24-hour clock and day-before-month dates in both languages. */
const tags: Record<Locale, string> = { en: "en-GB", ru: "ru-RU" };

/** The `Intl` tag of a locale. */
export function languageTag(locale: Locale): string {
  return tags[locale];
}

/**
 * The wording for a count, by the language's CLDR rules; a category the message leaves out falls
 * back to `other`.
 */
export function pluralForm(locale: Locale, forms: PluralForms, count: number): string {
  const category = pluralRules(languageTag(locale)).select(count);
  switch (category) {
    case "one":
      return forms.one;
    case "few":
      return forms.few ?? forms.other;
    case "many":
      return forms.many ?? forms.other;
    default:
      return forms.other;
  }
}

/**
 * Fills `{name}` placeholders. Numbers are written in the locale's digits and grouping.
 * @throws TypeError naming the placeholder when a value is missing
 */
export function fill(
  locale: Locale,
  text: string,
  values: Readonly<Record<string, string | number>>,
): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new TypeError(`The message "${text}" needs a value "${name}"`);
    return typeof value === "number" ? numberFormat(languageTag(locale)).format(value) : value;
  });
}
