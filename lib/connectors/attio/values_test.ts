import { deepEqual, equal, throws } from "node:assert/strict";
import { z } from "zod";
import { microseconds } from "./fields.ts";
import * as value from "./values.ts";

const isRefusal = (error: unknown) => error instanceof z.ZodError;

const base = {
  active_from: "2026-03-01T10:00:00.000000000Z",
  active_until: null,
  created_by_actor: { type: "system", id: null },
};

/** What each shape of value is read as; labels do not count, they are sometimes wrong. */
const read: [string, z.ZodType, Record<string, unknown>, unknown][] = [
  ["text", value.textValue, { value: "Acme", attribute_type: "text" }, "Acme"],
  ["text that cannot be stored", value.textValue, { value: "a\u0000b\ud83d" }, "ab\ufffd"],
  [
    "a name",
    value.nameValue,
    { first_name: "Ada", last_name: "Lovelace", full_name: "Ada Lovelace" },
    { first_name: "Ada", last_name: "Lovelace", name: "Ada Lovelace" },
  ],
  ["a name without the whole", value.nameValue, { first_name: "Ada", last_name: "L" }, {
    first_name: "Ada",
    last_name: "L",
    name: "Ada L",
  }],
  ["a name of one part", value.nameValue, { first_name: "Ada", last_name: null }, {
    first_name: "Ada",
    last_name: null,
    name: "Ada",
  }],
  [
    "an e-mail address",
    value.emailValue,
    { email_address: "ada@x.example", original_email_address: "Ada@X.example" },
    "ada@x.example",
  ],
  [
    "a phone number",
    value.phoneValue,
    { phone_number: "+4930123", original_phone_number: "030 123", country_code: "DE" },
    "+4930123",
  ],
  ["only the original number", value.phoneValue, { original_phone_number: "030" }, "030"],
  ["a domain", value.domainValue, { domain: "a.example", root_domain: "a.example" }, "a.example"],
  ["money as a number", value.currencyValue, { currency_value: 1200.5, currency_code: "EUR" }, {
    value: "1200.5",
    currency: "EUR",
  }],
  ["money as text", value.currencyValue, { currency_value: "99999999999999.9999" }, {
    value: "99999999999999.9999",
    currency: null,
  }],
  ["no money", value.currencyValue, { currency_value: 0, currency_code: "RUB" }, {
    value: "0",
    currency: "RUB",
  }],
  [
    "a reference",
    value.recordValue,
    { target_object: "companies", target_record_id: "c1" },
    "c1",
  ],
  [
    "a member",
    value.memberValue,
    { referenced_actor_type: "workspace-member", referenced_actor_id: "m1" },
    "m1",
  ],
  [
    "an app in a member's place",
    value.memberValue,
    { referenced_actor_type: "app", referenced_actor_id: "a1" },
    null,
  ],
  [
    "a status labelled as a select",
    value.titleValue,
    { status: { id: { status_id: "s" }, title: "Won 🎉" }, attribute_type: "select" },
    "Won 🎉",
  ],
  ["an option", value.titleValue, { option: { id: {}, title: "B2B" } }, "B2B"],
  ["a text in a status's place", value.titleValue, { value: "Call them" }, "Call them"],
  ["a date", value.dayValue, { value: "2026-03-01", attribute_type: "date" }, "2026-03-01"],
  [
    "a timestamp labelled as a date",
    value.dayValue,
    { value: "2026-03-01T23:30:00.000000000Z", attribute_type: "date" },
    "2026-03-01",
  ],
];
for (const [name, shape, given, wanted] of read) {
  Deno.test(`a value is read by its properties: ${name}`, () => {
    deepEqual(shape.parse({ ...base, ...given }), wanted);
  });
}

const refused: [string, z.ZodType, unknown][] = [
  ["a number in a text's place", value.textValue, { value: 7 }],
  ["no value at all", value.textValue, {}],
  ["a name of numbers", value.nameValue, { first_name: 1 }],
  ["no part of a name", value.nameValue, { value: "Ada" }],
  ["an address that is none", value.emailValue, { email_address: null }],
  ["money in words", value.currencyValue, { currency_value: "a lot" }],
  ["no amount", value.currencyValue, { currency_value: null }],
  ["a reference to nothing", value.recordValue, { target_record_id: "" }],
  ["a status without a title", value.titleValue, { status: { id: "s" } }],
  ["a day that is none", value.dayValue, { value: "soon" }],
  ["no object", value.domainValue, "acme.example"],
];
for (const [name, shape, given] of refused) {
  Deno.test(`a value of another shape is refused: ${name}`, () => {
    throws(() => shape.parse(given), isRefusal);
  });
}

Deno.test("an attribute that is not set has no values, whether it is empty, null or absent", () => {
  for (const given of [[], null, undefined]) {
    deepEqual(value.many(value.textValue).parse(given), []);
    equal(value.one(value.textValue).parse(given), null);
  }
  equal(value.one(value.textValue).parse([{ value: "a" }, { value: "b" }]), "a");
  throws(() => value.one(value.textValue).parse({ value: "a" }), isRefusal);
});

Deno.test("what tells of mails and meetings is known by its properties", () => {
  equal(value.isInteraction({ interaction_type: "email", interacted_at: "x" }), true);
  equal(value.isInteraction({ value: "x", attribute_type: "interaction" }), false);
  equal(value.isInteraction(null), false);
});

for (
  const [given, wanted] of [
    ["2026-03-01T10:00:00.123456789Z", "2026-03-01T10:00:00.123456Z"],
    ["2026-03-01T10:00:00Z", "2026-03-01T10:00:00.000000Z"],
    ["2026-03-01T10:00:00.5Z", "2026-03-01T10:00:00.500000Z"],
    ["2026-03-01T10:00:00.000000007+02:00", "2026-03-01T08:00:00.000000Z"],
    ["2026-12-31T23:59:59.999999999Z", "2026-12-31T23:59:59.999999Z"],
    ["2026-03-01", null],
    ["2026-13-01T10:00:00Z", null],
    ["now", null],
  ] as const
) {
  Deno.test(`a time to the nanosecond: ${given}`, () => equal(microseconds(given), wanted));
}
