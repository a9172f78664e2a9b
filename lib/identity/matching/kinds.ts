import { prepareCompany } from "../values/company.ts";
import { parseDomain } from "../values/domain.ts";
import { parseDate } from "../values/date.ts";
import { readEmail } from "../values/email.ts";
import { prepareNamePart } from "../values/name_part.ts";
import { preparePhone } from "../values/phone.ts";
import { prepareWording } from "../values/wording.ts";
import type { FieldKind } from "./field.ts";
import * as levels from "./levels.ts";
import type { Slot } from "./slot.ts";

/** How values of one kind are read, grouped and compared. */
export interface Kind<V> {
  /** Null for a text that is no value of this kind. */
  prepare(raw: string): V | null;
  /** Equal for values that are the same one. */
  key(value: V): string;
  /**
   * Roughly how many such values there are in the world: what a chance agreement is measured by where the
   * data are few.
   */
  population: number;
  /** Groups to look for candidates in; two columns with one `space` are groups of each other too. */
  space: string;
  atoms(value: V): readonly string[];
  /** How two values are compared on their own; names and e-mail addresses are compared together. */
  compare: { slot: Slot; level(a: V, b: V): number } | null;
}

function kind<V>(definition: Kind<V>): Kind<unknown> {
  return definition as Kind<unknown>;
}

const compact = (raw: string) => raw.toLowerCase().replace(/[^\p{L}\p{N}~+]/gu, "") || null;
const itself = (value: string) => value;

function name(population: number): Kind<unknown> {
  return kind({
    prepare: prepareNamePart,
    key: (value) => value.text,
    population,
    space: "name",
    atoms: (value) => [value.skeleton, value.text],
    compare: null,
  });
}

function plain(
  space: FieldKind,
  population: number,
  slot: Slot,
  level: (a: string, b: string) => number,
): Kind<unknown> {
  return kind({
    prepare: compact,
    key: itself,
    population,
    space,
    atoms: (value) => [value],
    compare: { slot, level },
  });
}

const email = kind({
  prepare: readEmail,
  key: (value) => value.text,
  population: 1e6,
  space: "email",
  atoms: ({ text, local, domain, role }) => [
    text,
    role ? "" : local,
    role ? "" : local.replace(/[^\p{L}]/gu, ""),
    domain ?? "",
  ],
  compare: null,
});

const date = kind({
  prepare: parseDate,
  key: (value) => value.digits,
  population: 2e4,
  space: "date",
  atoms: ({ digits, unordered }) => [
    unordered,
    digits.slice(0, 6),
    digits.slice(4),
    digits.slice(0, 4) + digits.slice(6),
  ],
  compare: { slot: levels.dateSlot, level: levels.dateLevel },
});

const place = kind({
  prepare: prepareWording,
  key: (value) => value.text,
  population: 200,
  space: "place",
  atoms: (value) => [value.folded],
  compare: { slot: levels.placeSlot, level: levels.placeLevel },
});

const text = kind({
  prepare: prepareWording,
  key: (value) => value.text,
  population: 5000,
  space: "text",
  atoms: (value) => [value.folded, ...value.tokens],
  compare: { slot: levels.wordingSlot, level: levels.wordingLevel },
});

const company = kind({
  prepare: prepareCompany,
  key: (value) => value.text,
  population: 5000,
  space: "company",
  atoms: (value) => [value.folded, ...value.tokens],
  compare: { slot: levels.companySlot, level: levels.companyLevel },
});

const domain = kind({
  prepare: parseDomain,
  key: (value) => value.text,
  population: 1e6,
  space: "company",
  // a company known by its name meets one known by its domain
  atoms: (value) => [value.text, value.label],
  compare: null,
});

const phone = kind({
  prepare: preparePhone,
  key: (value) => value.digits,
  population: 1e6,
  space: "phone",
  atoms: (value) => [value.tail.slice(-7)],
  compare: { slot: levels.phoneSlot, level: levels.phoneLevel },
});

const kinds: Record<Exclude<FieldKind, "full_name">, Kind<unknown>> = {
  given_name: name(300),
  surname: name(3000),
  email,
  date,
  place,
  text,
  company,
  domain,
  phone,
  number: plain("number", 20, levels.numberSlot, levels.codeLevel),
  code: plain("code", 500, levels.codeSlot, levels.codeLevel),
  category: plain("category", 0, levels.categorySlot, () => 2),
  shared: plain("shared", 1000, levels.sharedSlot, () => 2),
};

/** The kind of a field. A full name is to be taken apart before. */
export function kindOf(field: Exclude<FieldKind, "full_name">): Kind<unknown> {
  return kinds[field];
}
