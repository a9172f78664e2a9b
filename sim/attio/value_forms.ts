/** Values as they are written: the many forms the API takes, brought to the one that is stored. */
import { parsePhoneNumberFromString } from "libphonenumber-js";
import { getDomain } from "tldts";
import { AttioRefusal, invalid } from "./errors.ts";
import { parseStamp } from "./stamp.ts";
import type { Attribute, AttributeType, ValueData } from "./tables.ts";

/** What a written value may refer to. */
export interface ValueLookups {
  /** The member with this e-mail address or id. */
  memberId(key: string): string | null;
  /** The record of the object with this id or, for `matching`, with that unique value. */
  recordId(object: string, key: string | { attribute: string; value: unknown }): string | null;
}

type Form = (attribute: Attribute, input: unknown, lookups: ValueLookups) => ValueData;

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value);

function wrong(attribute: Attribute, input: unknown): AttioRefusal {
  return invalid(
    `Invalid value was passed to attribute with slug "${attribute.slug}": ${
      JSON.stringify(input)
    }.`,
    ["data", "values", attribute.slug],
  );
}

/** The input itself, or the property an object may carry it in. */
const inner = (input: unknown, property: string): unknown =>
  isObject(input) && property in input ? input[property] : input;

const plain = (check: (value: unknown) => unknown): Form => (attribute, input) => {
  const value = check(inner(input, "value"));
  if (value === undefined) throw wrong(attribute, input);
  return { value };
};

const numeric = (value: unknown): number | undefined => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};

function timeOf(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const whole = /^\d{4}$/.test(value)
    ? `${value}-01-01`
    : /^\d{4}-\d{2}$/.test(value)
    ? `${value}-01`
    : value;
  return parseStamp(whole, false) ?? undefined;
}

function personalName(attribute: Attribute, input: unknown): ValueData {
  const text = inner(input, "full_name");
  if (isObject(input) && typeof input.first_name === "string") {
    const { first_name, last_name = "" } = input;
    const full = typeof text === "string" ? text : `${first_name} ${last_name}`.trim();
    return { first_name, last_name, full_name: full };
  }
  if (typeof text !== "string" || text.trim() === "") throw wrong(attribute, input);
  const comma = text.indexOf(",");
  const [first = "", ...rest] = comma >= 0
    ? [text.slice(comma + 1).trim(), text.slice(0, comma).trim()]
    : text.trim().split(/\s+/);
  const last = rest.join(" ");
  return { first_name: first, last_name: last, full_name: `${first} ${last}`.trim() };
}

function emailAddress(attribute: Attribute, input: unknown): ValueData {
  const text = inner(input, "email_address");
  const match = typeof text === "string" ? /^([^\s@]+)@([^\s@]+\.[^\s@]+)$/.exec(text) : null;
  if (match === null) throw wrong(attribute, input);
  const [address, local = "", domain = ""] = match.map((part) => part.toLowerCase());
  return {
    original_email_address: text,
    email_address: address,
    email_domain: domain,
    email_root_domain: getDomain(domain) ?? domain,
    email_local_specifier: local,
  };
}

function domain(attribute: Attribute, input: unknown): ValueData {
  const text = inner(input, "domain");
  if (typeof text !== "string") throw wrong(attribute, input);
  const host = text.toLowerCase().replace(/^https?:\/\//, "").replace(/\/.*$/, "");
  if (!/^[^\s.]+(\.[^\s.]+)+$/.test(host)) throw wrong(attribute, input);
  return { domain: host, root_domain: getDomain(host) ?? host };
}

function phoneNumber(attribute: Attribute, input: unknown): ValueData {
  const text = inner(input, "original_phone_number");
  const country = isObject(input) && typeof input.country_code === "string"
    ? input.country_code
    : undefined;
  const parsed = typeof text === "string"
    ? parsePhoneNumberFromString(text, country as Parameters<typeof parsePhoneNumberFromString>[1])
    : undefined;
  if (parsed === undefined) throw wrong(attribute, input);
  return {
    original_phone_number: text,
    phone_number: parsed.number,
    country_code: parsed.country ?? country ?? "DE",
  };
}

function currency(attribute: Attribute, input: unknown): ValueData {
  const amount = numeric(inner(input, "currency_value"));
  if (amount === undefined) throw wrong(attribute, input);
  const code = isObject(input) && typeof input.currency_code === "string"
    ? input.currency_code
    : "EUR";
  return { currency_value: Math.round(amount * 10_000) / 10_000, currency_code: code };
}

const choice = (kind: "option" | "status"): Form => (attribute, input) => {
  const key = inner(input, kind);
  const found = attribute.choices.find((each) => each.id === key || each.title === key);
  if (found === undefined) {
    throw new AttioRefusal(
      400,
      "value_not_found",
      `Cannot find ${kind === "option" ? "select" : "status"} attribute with ${
        kind === "option" ? "select option" : "status"
      } title "${key}".`,
    );
  }
  return { [kind]: found.id };
};

function recordReference(attribute: Attribute, input: unknown, lookups: ValueLookups): ValueData {
  const object = isObject(input) ? input.target_object : attribute.targets?.[0];
  if (typeof object !== "string") throw wrong(attribute, input);
  if (attribute.targets !== null && !attribute.targets.includes(object)) {
    throw wrong(attribute, input);
  }
  let id: string | null = null;
  if (!isObject(input)) id = lookups.recordId(object, String(input));
  else if (typeof input.target_record_id === "string") {
    id = lookups.recordId(object, input.target_record_id);
  } else {
    const [matching] = Object.keys(input).filter((key) => key !== "target_object");
    if (matching === undefined) throw wrong(attribute, input);
    const given = input[matching];
    const value = Array.isArray(given) ? given[0] : given;
    id = lookups.recordId(object, { attribute: matching, value });
  }
  if (id === null) {
    throw new AttioRefusal(
      400,
      "value_not_found",
      `Record referenced by attribute with slug "${attribute.slug}" not found.`,
    );
  }
  return { target_object: object, target_record_id: id };
}

function actorReference(attribute: Attribute, input: unknown, lookups: ValueLookups): ValueData {
  const type = isObject(input) ? input.referenced_actor_type ?? "workspace-member" : undefined;
  const key = isObject(input)
    ? input.referenced_actor_id ?? input.workspace_member_email_address
    : input;
  if (typeof key !== "string") throw wrong(attribute, input);
  const id = type === "api-token" ? key : lookups.memberId(key);
  if (id === null) {
    throw new AttioRefusal(400, "value_not_found", `Workspace member "${key}" not found.`);
  }
  return { referenced_actor_type: type ?? "workspace-member", referenced_actor_id: id };
}

function interaction(attribute: Attribute, input: unknown): ValueData {
  if (!isObject(input)) throw wrong(attribute, input);
  const interactedAt = timeOf(input.interacted_at);
  if (interactedAt === undefined) throw wrong(attribute, input);
  return {
    interaction_type: input.interaction_type,
    interacted_at: interactedAt,
    owner_actor: input.owner_actor ?? { type: "system", id: null },
  };
}

const lines = ["line_1", "line_2", "line_3", "line_4", "locality", "region", "postcode"] as const;

function location(attribute: Attribute, input: unknown): ValueData {
  if (!isObject(input)) throw wrong(attribute, input);
  const given = input;
  return Object.fromEntries(
    [...lines, "country_code", "latitude", "longitude"].map((key) => [key, given[key] ?? null]),
  );
}

const forms: Record<AttributeType, Form> = {
  text: plain((value) => typeof value === "string" ? value : undefined),
  number: plain(numeric),
  rating: plain((value) => {
    const rating = numeric(value);
    return rating !== undefined && rating >= 0 && rating <= 5 ? rating : undefined;
  }),
  checkbox: plain((value) =>
    typeof value === "boolean" ? value : { true: true, false: false }[String(value)]
  ),
  date: plain((value) => timeOf(value)?.slice(0, 10)),
  timestamp: plain(timeOf),
  currency,
  status: choice("status"),
  select: choice("option"),
  "record-reference": recordReference,
  "actor-reference": actorReference,
  location,
  domain,
  "email-address": emailAddress,
  "phone-number": phoneNumber,
  interaction,
  "personal-name": personalName,
};

/**
 * The stored form of one written value.
 * @throws {AttioRefusal} 400 for what the attribute does not take
 */
export function storedForm(
  attribute: Attribute,
  input: unknown,
  lookups: ValueLookups,
): ValueData {
  return forms[attribute.type](attribute, input, lookups);
}

/** What makes two values of an attribute the same: the part of them that must be unique. */
export function valueKey(attribute: Attribute, data: ValueData): string {
  switch (attribute.type) {
    case "email-address":
      return String(data.email_address);
    case "domain":
      return String(data.domain);
    case "phone-number":
      return String(data.phone_number);
    case "record-reference":
      return String(data.target_record_id);
    default:
      return JSON.stringify(data);
  }
}
