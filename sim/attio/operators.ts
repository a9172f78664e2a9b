/** What values of each type can be compared by, and how. */
import { filterError } from "./errors.ts";
import { parseStamp } from "./stamp.ts";
import type { AttributeType } from "./tables.ts";

/** A value as filters and sorts see it. */
export type Comparable = string | number | boolean | null;

/** A JSON object. */
export type Json = Record<string, unknown>;

export const isJson = (value: unknown): value is Json =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** The properties of a value that can be compared; the first is meant when none is named. */
export const properties: Record<AttributeType, string[]> = {
  text: ["value"],
  number: ["value"],
  checkbox: ["value"],
  rating: ["value"],
  date: ["value"],
  timestamp: ["value"],
  currency: ["currency_value", "currency_code"],
  status: ["status"],
  select: ["option"],
  "record-reference": ["target_record_id", "target_object"],
  "actor-reference": ["referenced_actor_id", "referenced_actor_type"],
  location: [
    "locality",
    "region",
    "postcode",
    "country_code",
    "line_1",
    "line_2",
    "line_3",
    "line_4",
  ],
  domain: ["domain", "root_domain"],
  "email-address": [
    "email_address",
    "original_email_address",
    "email_domain",
    "email_root_domain",
    "email_local_specifier",
  ],
  "phone-number": ["phone_number", "country_code"],
  interaction: ["interacted_at", "interaction_type"],
  "personal-name": ["full_name", "first_name", "last_name"],
};

/** The type a property is compared as: beside its amount or time a value holds texts. */
export function propertyType(type: AttributeType, property: string): AttributeType {
  const texts = property === "currency_code" || property === "interaction_type";
  return texts ? "text" : type;
}

const ordered = new Set<AttributeType>([
  "number",
  "currency",
  "rating",
  "date",
  "timestamp",
  "interaction",
]);
const textual = new Set<AttributeType>([
  "text",
  "domain",
  "email-address",
  "phone-number",
  "personal-name",
  "location",
]);

function operand(type: AttributeType, operator: string, value: unknown): Comparable {
  const isTime = type === "timestamp" || type === "interaction";
  if (isTime) {
    const stamp = typeof value === "string" ? parseStamp(value, true) : null;
    if (stamp === null) {
      throw filterError(`Timestamps need a date and a time, got ${JSON.stringify(value)}.`);
    }
    return stamp;
  }
  const wanted = type === "number" || type === "currency" || type === "rating"
    ? "number"
    : type === "checkbox"
    ? "boolean"
    : "string";
  if (typeof value !== wanted && value !== null) {
    throw filterError(`${operator} of a ${type} attribute takes a ${wanted}.`);
  }
  if (typeof value === "string" && (type === "email-address" || type === "domain")) {
    return value.toLowerCase();
  }
  return value as Comparable;
}

function test(
  type: AttributeType,
  operator: string,
  given: unknown,
): (value: Comparable) => boolean {
  if (operator === "$in") {
    if (!Array.isArray(given)) throw filterError("$in takes a list.");
    const set = new Set(given.map((each) => operand(type, operator, each)));
    return (value) => set.has(value);
  }
  const wanted = operand(type, operator, given);
  if (operator === "$eq") return (value) => value === wanted;
  if (["$contains", "$starts_with", "$ends_with"].includes(operator) && textual.has(type)) {
    const part = String(wanted).toLowerCase();
    const how = {
      $contains: "includes",
      $starts_with: "startsWith",
      $ends_with: "endsWith",
    } as const;
    const method = how[operator as keyof typeof how];
    return (value) => typeof value === "string" && value.toLowerCase()[method](part);
  }
  if (ordered.has(type) && wanted !== null) {
    const compare =
      (check: (a: string | number, b: string | number) => boolean) => (value: Comparable) =>
        value !== null && check(value as string | number, wanted as string | number);
    switch (operator) {
      case "$lt":
        return compare((a, b) => a < b);
      case "$lte":
        return compare((a, b) => a <= b);
      case "$gt":
        return compare((a, b) => a > b);
      case "$gte":
        return compare((a, b) => a >= b);
    }
  }
  throw filterError(`Operator ${operator} is not supported for ${type} attributes.`);
}

/**
 * Reads `{operator: operand, …}`, or a bare operand for equality. All operators of a condition must
 * hold for one and the same value.
 * @throws {AttioRefusal} 400 `filter_error`
 */
export function condition(type: AttributeType, given: unknown): (value: Comparable) => boolean {
  if (!isJson(given)) return test(type, "$eq", given);
  const tests = Object.entries(given).map(([operator, value]) => test(type, operator, value));
  return (value) => tests.every((each) => each(value));
}
