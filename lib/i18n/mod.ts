/**
 * The interface's words in English and Russian, and numbers, money and times by locale and zone.
 * A page's words live in its section's file of each language (`en/messages.ts`, `ru/messages.ts`);
 * English sets the keys and placeholders, and the compiler asks for the same ones in Russian.
 * @module
 */
export type {
  Catalogue,
  Locale,
  MessageKey,
  ParameterNames,
  PlainKey,
  PluralForms,
  Section,
  SectionOf,
} from "./catalogue.ts";
export { catalogues } from "./catalogue.ts";
export { createFormats, type Formats, type Instant } from "./format.ts";
export { negotiateLocale } from "./negotiate.ts";
export { fill, languageTag, pluralForm } from "./plural.ts";
export { createTranslator, type Translator } from "./translator.ts";
