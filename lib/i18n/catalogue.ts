import { en } from "./en/mod.ts";
import { ru } from "./ru/mod.ts";

/** Languages the interface speaks. */
export type Locale = "en" | "ru";

/**
 * A message whose wording depends on `{count}`, by CLDR plural category. English uses `one` and
 * `other`; Russian `one`, `few`, `many`, with `other` for fractions.
 */
export interface PluralForms {
  one: string;
  few?: string;
  many?: string;
  other: string;
}

type English = typeof en;

/** The sections of the catalogue: one file per language each. */
export type Section = keyof English;

/** The shape every language fulfils: English's keys, with text for text and plurals for plurals. */
export type Catalogue = {
  [S in Section]: SectionOf<English[S]>;
};

/** The shape of one section in any language. */
export type SectionOf<T> = { [K in keyof T]: T[K] extends string ? string : PluralForms };

/** A message's name, `section.key`. */
export type MessageKey = {
  [S in Section]: `${S}.${Extract<keyof English[S], string>}`;
}[Section];

type MessageOf<K extends MessageKey> = K extends `${infer S}.${infer N}`
  ? S extends Section ? N extends keyof English[S] ? English[S][N] : never : never
  : never;

type Placeholders<T> = T extends `${string}{${infer Name}}${infer Rest}` ? Name | Placeholders<Rest>
  : never;

/** The names a message's placeholders need, read from the English text itself. */
export type ParameterNames<K extends MessageKey> = MessageOf<K> extends string
  ? Placeholders<MessageOf<K>>
  : Placeholders<MessageOf<K>[keyof MessageOf<K>]> | "count";

/** Parameters of `t(key, …)`: none for a plain text, otherwise exactly the named ones. */
export type Parameters<K extends MessageKey> = [ParameterNames<K>] extends [never] ? []
  : [values: { [N in ParameterNames<K>]: N extends "count" ? number : string | number }];

/** Names of the messages that are plain text, without placeholders: what data may refer to. */
export type PlainKey = {
  [K in MessageKey]: [ParameterNames<K>] extends [never] ? K : never;
}[MessageKey];

/** All catalogues. */
export const catalogues: { en: Catalogue; ru: Catalogue } = { en, ru };
