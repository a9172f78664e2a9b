/**
 * Values of attributes. What a value is shows in the names of its properties; the type it is
 * labelled with is sometimes another's.
 */
import { z } from "zod";
import { storableText } from "../decode_rows.ts";
import { id, optionalText, text, time } from "./fields.ts";

/** Text of a text attribute. */
export const textValue = z.looseObject({ value: text }).transform(({ value }) => value);

/** A person's name; the whole of it, made of its parts where it is missing. */
export const nameValue = z.looseObject({
  first_name: text.nullish(),
  last_name: text.nullish(),
  full_name: text.nullish(),
}).refine(
  (name) => "first_name" in name || "last_name" in name || "full_name" in name,
  "has no part of a name",
).transform(({ first_name: first = null, last_name: last = null, full_name: full }) => ({
  first_name: first,
  last_name: last,
  name: full ?? ([first, last].filter((part) => part !== null).join(" ") || null),
}));

export const emailValue = z.looseObject({ email_address: text })
  .transform(({ email_address }) => email_address);

export const phoneValue = z.union([
  z.looseObject({ phone_number: text }).transform(({ phone_number }) => phone_number),
  z.looseObject({ original_phone_number: text })
    .transform(({ original_phone_number }) => original_phone_number),
]);

export const domainValue = z.looseObject({ domain: text }).transform(({ domain }) => domain);

/** Money: the amount as text, so that no digit is lost. */
export const currencyValue = z.looseObject({
  currency_value: z.union([
    z.number().transform(String),
    z.string().trim().regex(/^[+-]?\d{1,30}(\.\d{1,30})?$/),
  ]),
  currency_code: optionalText,
}).transform(({ currency_value, currency_code }) => ({
  value: currency_value,
  currency: currency_code,
}));

/** The record a reference points at. */
export const recordValue = z.looseObject({ target_record_id: id })
  .transform(({ target_record_id }) => target_record_id);

/** The member of the workspace a reference points at; null for an app, a token or the system. */
export const memberValue = z.looseObject({
  referenced_actor_type: z.string(),
  referenced_actor_id: z.string().nullish(),
}).transform(({ referenced_actor_type: type, referenced_actor_id: actor }) =>
  type === "workspace-member" && actor != null ? storableText(actor) : null
);

const titled = z.looseObject({ title: text });

/** The title of a status or an option; a text in their place is taken as it is. */
export const titleValue = z.union([
  z.looseObject({ status: titled }).transform(({ status }) => status.title),
  z.looseObject({ option: titled }).transform(({ option }) => option.title),
  textValue,
]);

/** The day of a date or a timestamp. */
export const dayValue = z.looseObject({
  value: z.union([z.iso.date(), time.transform((at) => at.slice(0, 10))]),
}).transform(({ value }) => value);

/** All values of an attribute; an unset attribute has none. */
export function many<Value>(value: z.ZodType<Value>): z.ZodType<Value[]> {
  return z.array(value).nullish().transform((values) => values ?? []);
}

/** The value of an attribute that takes one; null while it is unset. */
export function one<Value>(value: z.ZodType<Value>): z.ZodType<Value | null> {
  return many(value).transform(([first]) => first ?? null);
}

/** Whether a value tells of mails and meetings, which come by themselves. */
export function isInteraction(value: unknown): boolean {
  return value !== null && typeof value === "object" &&
    ("interaction_type" in value || "interacted_at" in value);
}
