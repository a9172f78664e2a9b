import { fillNames } from "../values/fill_names.ts";
import { words } from "../text/latinise.ts";
import { parseFullName } from "../values/parse_name.ts";
import { detectFields } from "./detect_fields.ts";
import type { Field } from "./field.ts";

/** Records as texts: the values of each field. */
export type Row = readonly (readonly string[])[];

/** Fields of one kind each, and the records' values for them. */
export interface Table {
  fields: Field[];
  rows: Row[];
}

/**
 * Reads a table whose columns are not known beforehand. Names that stand in one column are taken apart.
 * The order of the rows stays.
 */
export function readTable(columns: readonly string[], raw: readonly (readonly string[])[]): Table {
  const detected = detectFields(columns, raw);
  const of = (kind: Field["kind"]) => detected.find((field) => field.kind === kind);
  const email = of("email");
  const given = of("given_name");
  const surname = of("surname");
  // a column called "name" or "имя" holds the whole name where there is no other one
  const whole = of("full_name") ?? (surname === undefined ? given : undefined);
  const nameColumns = new Set([given, surname, whole].map((field) => field?.column));
  const others = detected.filter(({ column }) => !nameColumns.has(column));
  const named = nameColumns.size > 1 || whole !== undefined || surname !== undefined;
  const fields: Field[] = [
    ...(named
      ? [{ name: "given_name", kind: "given_name" }, {
        name: "surname",
        kind: "surname",
      }] as Field[]
      : []),
    ...others.map(({ name, kind }): Field => ({ name, kind: isName(kind) ? "text" : kind })),
  ];
  const rows = raw.map((row) => {
    const value = (column: number | undefined) =>
      column === undefined ? "" : (row[column] ?? "").trim();
    const list = (text: string) => text === "" ? [] : [text];
    let first = given === whole ? "" : value(given?.column);
    let last = value(surname?.column);
    if (first === "" && last === "" && whole !== undefined) {
      const parsed = parseFullName(value(whole.column));
      [first, last] = [parsed.given, parsed.surname];
    }
    if (named && (first === "" || last === "")) {
      const latin = { given: words(first).join(""), surname: words(last).join("") };
      const filled = fillNames(latin, value(email?.column));
      if (first === "") first = filled.given;
      if (last === "") last = filled.surname;
    }
    const names = named ? [list(first), list(last)] : [];
    return [...names, ...others.map(({ column }) => list(value(column)))];
  });
  return { fields, rows };
}

const isName = (kind: Field["kind"]) =>
  kind === "given_name" || kind === "surname" || kind === "full_name";

/**
 * The table with its rows in the order of their contents, and where each one was: matching must not
 * depend on the order that records happen to come in.
 */
export function inOrder(table: Table): { table: Table; origin: number[] } {
  const keys = table.rows.map((row) => JSON.stringify(row));
  const origin = keys.map((_, index) => index).sort((a, b) =>
    keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : 0
  );
  return {
    table: { fields: table.fields, rows: origin.map((index) => table.rows[index]!) },
    origin,
  };
}
