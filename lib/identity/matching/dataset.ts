import type { CompanyName } from "../values/company.ts";
import type { Domain } from "../values/domain.ts";
import type { Email } from "../values/email.ts";
import type { NamePart } from "../values/name_part.ts";
import { type AtomSource, atomSource } from "./atoms.ts";
import { type Chances, chancesOf } from "./chance.ts";
import { type Column, columnBuilder } from "./column.ts";
import { compareCompanies } from "./compare_company.ts";
import { compareEmails } from "./compare_email.ts";
import { compareNames } from "./compare_name.ts";
import { compareValues } from "./compare_value.ts";
import type { Field } from "./field.ts";
import { kindOf } from "./kinds.ts";
import { type Comparator, type PairAnswers, type Slot } from "./slot.ts";
import type { Row } from "./table.ts";

/** Records ready to be compared. */
export interface Dataset {
  readonly records: number;
  readonly slots: readonly Slot[];
  /** log2 of the probability that two entities share a value by chance, by slot; 0: not by value. */
  readonly anyChance: () => number[];
  /** Writes the answers about records `i` and `j` at `at` and behind it. */
  compare(i: number, j: number, out: PairAnswers, at: number): void;
  readonly atoms: readonly AtomSource[];
  readonly names: { given: AtomSource; surname: AtomSource } | null;
  /** Counts what is shared by chance by entity: `entity[record]` is the number of its entity. */
  recount(entity: Uint32Array): void;
}

/** A field's values with what is needed to compare them. */
interface Part {
  field: Field;
  column: Column<unknown>;
  chances: Chances;
  atoms: AtomSource;
}

/** Collects records one by one. */
export interface DatasetBuilder {
  /** Adds a record: the values of each field. */
  add(row: Row): void;
  build(): Dataset;
}

function comparatorsOf(parts: readonly Part[]): { comparator: Comparator; chances: Chances[] }[] {
  const of = (kind: Field["kind"]) => parts.find(({ field }) => field.kind === kind);
  const [given, surname] = [of("given_name"), of("surname")];
  const names = given === undefined || surname === undefined ? [] : [{
    comparator: compareNames({
      given: given.column as Column<NamePart>,
      surname: surname.column as Column<NamePart>,
      givenChances: given.chances,
      surnameChances: surname.chances,
    }),
    chances: [given.chances, surname.chances],
  }];
  const [company, domain] = [of("company"), of("domain")];
  const companies = company === undefined || domain === undefined ? [] : [{
    comparator: compareCompanies(
      company.column as Column<CompanyName>,
      company.chances,
      domain.column as Column<Domain>,
      domain.chances,
    ),
    chances: [],
  }];
  return [
    ...names,
    ...companies,
    ...parts.flatMap(({ field, column, chances }) => {
      if (field.kind === "email") {
        const nameAt = names.length > 0 ? 0 : null;
        return [{
          comparator: compareEmails(column as Column<Email>, chances, nameAt),
          chances: [],
        }];
      }
      if (field.kind === "company" && companies.length > 0) return [];
      const compare = field.kind === "full_name" ? null : kindOf(field.kind).compare;
      if (compare === null) return [];
      const slot = { ...compare.slot, name: field.name };
      return [{ comparator: compareValues(slot, column, chances, compare.level), chances: [] }];
    }),
  ];
}

function datasetOf(parts: readonly Part[], records: number): Dataset {
  const compared = comparatorsOf(parts);
  const comparators = compared.map(({ comparator }) => comparator);
  const atomsOf = (kind: Field["kind"]) => parts.find(({ field }) => field.kind === kind)?.atoms;
  const [given, surname] = [atomsOf("given_name"), atomsOf("surname")];
  const slots = comparators.flatMap(({ slots }) => slots);
  return {
    records,
    // households and colleagues are people's
    slots: given === undefined
      ? slots.map(({ name, levels, m, u }) => ({ name, levels, m, u }))
      : slots,
    anyChance: () =>
      compared.flatMap(({ comparator, chances }) =>
        comparator.slots.map((_, index) => chances[index]?.any() ?? 0)
      ),
    compare(i, j, out, at) {
      for (const comparator of comparators) {
        comparator.compare(i, j, out, at);
        at += comparator.slots.length;
      }
    },
    atoms: parts.map(({ atoms }) => atoms),
    names: given === undefined || surname === undefined ? null : { given, surname },
    recount: (entity) => parts.forEach(({ chances }) => chances.recount(entity)),
  };
}

/** Makes records comparable; only their distinct values are kept. */
export function datasetBuilder(fields: readonly Field[]): DatasetBuilder {
  const kinds = fields.map(({ kind, name }) => {
    if (kind === "full_name") throw new TypeError(`The field ${name} is to be taken apart`);
    return kindOf(kind);
  });
  const builders = kinds.map((kind, index) =>
    columnBuilder(fields[index]!.name, kind.prepare, kind.key)
  );
  let records = 0;
  return {
    add(row) {
      builders.forEach((builder, index) => builder.add(row[index] ?? []));
      records++;
    },
    build() {
      const parts = builders.map((builder, index) => {
        const { space, atoms, population } = kinds[index]!;
        const column = builder.build();
        return {
          field: fields[index]!,
          column,
          chances: chancesOf(column, population),
          atoms: atomSource(index, space, column, atoms),
        };
      });
      return datasetOf(parts, records);
    },
  };
}

/** Makes the records of a table comparable. */
export function buildDataset(fields: readonly Field[], rows: Iterable<Row>): Dataset {
  const builder = datasetBuilder(fields);
  for (const row of rows) builder.add(row);
  return builder.build();
}
