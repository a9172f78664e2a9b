import {
  catalogues,
  type Locale,
  type MessageKey,
  type Parameters,
  type PluralForms,
} from "./catalogue.ts";
import { createFormats, type Formats } from "./format.ts";
import { fill, pluralForm } from "./plural.ts";

/**
 * The words and formats of one locale and time zone. Components take it as `t`; islands cannot (a
 * function does not serialise) and receive finished texts instead.
 *
 * @example
 * ```ts
 * const t = createTranslator("en", "Europe/Berlin");
 * t("shell.portfolio"); // "Portfolio"
 * t("common.errors", { count: 2 }); // "2 errors"
 * t.format.percent(97.5); // "97.5%"
 * ```
 */
export interface Translator {
  <K extends MessageKey>(key: K, ...values: Parameters<K>): string;
  /** The plural forms of a message, for islands that count on their own. */
  forms(key: MessageKey): PluralForms;
  locale: Locale;
  /** IANA name. */
  timeZone: string;
  format: Formats;
}

function lookUp(locale: Locale, key: MessageKey): string | PluralForms {
  const [section = "", name = ""] = key.split(".");
  const sections: Record<string, Record<string, string | PluralForms>> = catalogues[locale];
  const message = sections[section]?.[name];
  if (message === undefined) throw new TypeError(`There is no message "${key}" in "${locale}"`);
  return message;
}

/**
 * Words and formats for a locale and IANA time zone.
 * @throws RangeError when the time zone is unknown
 */
export function createTranslator(locale: Locale, timeZone: string): Translator {
  function translate(key: MessageKey, values: Record<string, string | number> = {}): string {
    const message = lookUp(locale, key);
    if (typeof message === "string") return fill(locale, message, values);
    return fill(locale, pluralForm(locale, message, Number(values.count)), values);
  }
  const parts: Omit<Translator, never> = {
    locale,
    timeZone,
    format: createFormats(locale, timeZone),
    forms(key: MessageKey): PluralForms {
      const message = lookUp(locale, key);
      return typeof message === "string" ? { one: message, other: message } : message;
    },
  };
  return Object.assign(translate, parts);
}
