import { z } from "zod";
import { type Passing, valuedRow } from "./changes.ts";
import { id, optionalText, time } from "./fields.ts";
import type { CompanyRow, DealRow, PersonRow } from "./rows.ts";
import * as value from "./values.ts";

const { many, one } = value;

/** A record with the values of the attributes that are read out of it. */
function record<Values extends z.ZodRawShape>(values: Values) {
  return z.looseObject({
    id: z.looseObject({ record_id: id }),
    created_at: time,
    web_url: optionalText,
    values: z.preprocess((given) => given ?? {}, z.looseObject(values)),
  });
}

const company = record({
  name: one(value.textValue),
  domains: many(value.domainValue),
  description: one(value.textValue),
});

const person = record({
  name: one(value.nameValue),
  email_addresses: many(value.emailValue),
  phone_numbers: many(value.phoneValue),
  job_title: one(value.textValue),
  company: one(value.recordValue),
});

const deal = record({
  name: one(value.textValue),
  stage: one(value.titleValue),
  owner: one(value.memberValue),
  value: one(value.currencyValue),
  associated_company: one(value.recordValue),
  associated_people: many(value.recordValue),
});

/** What teams call attributes that Attio does not bring along, and the shape of their values. */
const customary = {
  nextStep: {
    slugs: ["next_step", "next_steps", "next_action"],
    shape: one(value.titleValue),
  },
  nextStepDue: {
    slugs: ["next_step_due", "next_step_date", "next_action_date"],
    shape: one(value.dayValue),
  },
  expectedClose: {
    slugs: [
      "expected_close",
      "expected_close_date",
      "close_date",
      "expected_closing_date",
      "closing_date",
      "estimated_close_date",
      "target_close_date",
    ],
    shape: one(value.dayValue),
  },
};

/** The value of the first of these attributes that is set and has the shape. */
function customaryValue<Value>(
  values: Record<string, unknown>,
  { slugs, shape }: { slugs: readonly string[]; shape: z.ZodType<Value | null> },
): Value | null {
  for (const slug of slugs) {
    if (values[slug] === undefined) continue;
    const read = shape.safeParse(values[slug]);
    if (read.success && read.data !== null) return read.data;
  }
  return null;
}

function row<Fields extends object>(
  raw: unknown,
  read: { id: { record_id: string }; created_at: string },
  fields: Fields,
  passing: Passing,
) {
  const own = { id: read.id.record_id, createdAt: read.created_at };
  return valuedRow(raw, own, fields, "values", passing);
}

const none: Passing = new Set();

/** Decodes a company. @throws {z.ZodError} naming the attribute that has not the promised shape */
export function decodeCompany(raw: unknown, passing = none): CompanyRow {
  const read = company.parse(raw);
  const { name, domains, description } = read.values;
  return row(raw, read, { name, domains, description, web_url: read.web_url }, passing);
}

/** Decodes a person. @throws {z.ZodError} */
export function decodePerson(raw: unknown, passing = none): PersonRow {
  const read = person.parse(raw);
  const { name, email_addresses, phone_numbers, job_title, company } = read.values;
  return row(raw, read, {
    name: name?.name ?? null,
    first_name: name?.first_name ?? null,
    last_name: name?.last_name ?? null,
    emails: email_addresses,
    phones: phone_numbers,
    job_title,
    company_external_id: company,
    web_url: read.web_url,
  }, passing);
}

/** When the value of an attribute was set. */
function setAt(list: unknown): string | null {
  const [first] = Array.isArray(list) ? list as { active_from?: unknown }[] : [];
  return time.safeParse(first?.active_from).data ?? null;
}

/** Decodes a deal. @throws {z.ZodError} */
export function decodeDeal(raw: unknown, passing = none): DealRow {
  const read = deal.parse(raw);
  const { name, stage, owner, value: worth, associated_company, associated_people } = read.values;
  const given = (raw as { values?: Record<string, unknown> | null }).values ?? {};
  return row(raw, read, {
    name,
    stage,
    stage_since: stage === null ? null : setAt(given.stage),
    value: worth?.value ?? null,
    currency: worth?.currency ?? null,
    owner_external_id: owner,
    company_external_id: associated_company,
    person_external_ids: associated_people,
    next_step: customaryValue(given, customary.nextStep),
    next_step_due: customaryValue(given, customary.nextStepDue),
    expected_close: customaryValue(given, customary.expectedClose),
    web_url: read.web_url,
  }, passing);
}
