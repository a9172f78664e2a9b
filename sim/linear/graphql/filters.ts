import { compileComparator } from "./comparators.ts";
import { notServed } from "../errors.ts";
import type { FilterFields } from "./filter_fields.ts";
import type { Entity } from "../state/table.ts";

/** A GraphQL filter input. */
export type Filter = Readonly<Record<string, unknown>>;

type Test<Subject> = (subject: Subject) => boolean;

const every = <Subject>(tests: Test<Subject>[]): Test<Subject> => (subject) =>
  tests.every((test) => test(subject));
const some = <Subject>(tests: Test<Subject>[]): Test<Subject> => (subject) =>
  tests.some((test) => test(subject));

/** The test that a filter on rows of `entity` stands for. Durations count from `now`. */
export function compileFilter(
  fields: FilterFields,
  entity: string,
  filter: Filter,
  now: number,
): Test<Entity> {
  const inner = (other: string, input: unknown) =>
    compileFilter(fields, other, input as Filter, now);

  function relation(other: string, input: Filter): Test<Entity | undefined> {
    const { null: absent, ...rest } = input;
    const test = inner(other, rest);
    return (row) =>
      (absent === undefined || absent === null || (row === undefined) === absent) &&
      (row === undefined ? Object.keys(rest).length === 0 : test(row));
  }

  /** `some`, `every`, `length`; other fields speak of some row of the collection. */
  function collection(other: string, input: Filter): Test<readonly Entity[]> {
    return every(
      Object.entries(input).map(([key, operand]): Test<readonly Entity[]> => {
        switch (key) {
          case "some":
          case "every": {
            const test = inner(other, operand);
            return (rows) => key === "some" ? rows.some(test) : rows.every(test);
          }
          case "null":
            return (rows) => (rows.length === 0) === operand;
          case "length": {
            const test = compileComparator(operand as Record<string, unknown>, "plain", now);
            return (rows) => test(rows.length);
          }
          case "and":
            return every((operand as Filter[]).map((one) => collection(other, one)));
          case "or":
            return some((operand as Filter[]).map((one) => collection(other, one)));
          default: {
            const test = inner(other, { [key]: operand });
            return (rows) => rows.some(test);
          }
        }
      }),
    );
  }

  const tests = Object.entries(filter).filter(([, operand]) => operand !== undefined).map(
    ([key, operand]): Test<Entity> => {
      if (key === "and") return every((operand as Filter[]).map((one) => inner(entity, one)));
      if (key === "or") return some((operand as Filter[]).map((one) => inner(entity, one)));
      const field = fields[entity]?.[key];
      if (field === undefined) throw notServed(`the filter ${entity}.${key}`);
      if (field.kind === "value") {
        const test = compileComparator(operand as Record<string, unknown>, field.as, now);
        return (row) => test(field.get(row));
      }
      if (field.kind === "one") {
        const test = relation(field.entity, operand as Filter);
        return (row) => test(field.get(row));
      }
      const test = collection(field.entity, operand as Filter);
      return (row) => test(field.get(row));
    },
  );
  return every(tests);
}
