import type { PendingQuery, Row } from "postgres";
import type { TransactionSql } from "../../platform/mod.ts";
import type { LinearRow } from "./rows.ts";

/** A part of a statement. */
export type Fragment = PendingQuery<Row[]>;

/** Types of columns that their names do not tell. */
const types: Readonly<Record<string, string>> = {
  data: "jsonb",
  content_hash: "bytea",
  private: "boolean",
  active: "boolean",
  admin: "boolean",
  is_group: "boolean",
  position: "double precision",
  priority: "double precision",
  estimate: "double precision",
  number: "int",
};

function typeOf(column: string): string {
  if (types[column] !== undefined) return types[column];
  if (column.endsWith("_at")) return "timestamptz";
  if (column.endsWith("_date")) return "date";
  return /_(ids|identifiers)$/.test(column) ? "text[]" : "text";
}

/** The expression for the n-th value of a row `e` that is a JSON array. */
function valueAt(tx: TransactionSql, column: string, n: number): Fragment {
  const type = typeOf(column);
  const place = tx.unsafe(String(n));
  if (type === "jsonb") return tx`e -> ${place} as ${tx(column)}`;
  if (type === "text[]") {
    return tx`array(select jsonb_array_elements_text(e -> ${place})) as ${tx(column)}`;
  }
  return tx`(e ->> ${place})::${tx.unsafe(type)} as ${tx(column)}`;
}

/** A statement's parts, separated by commas. */
function joined(tx: TransactionSql, parts: Fragment[]): Fragment {
  return parts.reduce((whole, part) => tx`${whole}, ${part}`);
}

/** Fields that say what becomes of a row; they are written apart from the others. */
const fate = ["deleted_at", "deleted_reason"];

/** Rows as they are sent to the database: made ready while the page before is being committed. */
export interface PackedRows<Row extends LinearRow = LinearRow> {
  rows: readonly Row[];
  /** The rows' fields, which are columns of their table; all rows have the same. */
  columns: readonly string[];
  /** An array of arrays, the values in the columns' order. */
  json: string;
}

/** Packs decoded rows. */
export function packRows<Row extends LinearRow>(rows: readonly Row[]): PackedRows<Row> {
  const columns = Object.keys(rows[0] ?? {});
  const values = rows.map((row) => columns.map((name) => row[name as keyof Row]));
  return { rows, columns, json: JSON.stringify(values) };
}

/** Packed rows as parts of an upsert. */
export function columnsOf(tx: TransactionSql, { columns, json }: PackedRows) {
  const names = columns.filter((name) => !fate.includes(name));
  const each = (part: (name: string) => Fragment) => joined(tx, names.map(part));
  return {
    names: each((name) => tx`${tx(name)}`),
    /** The same, of rows `r`. */
    incoming: each((name) => tx`r.${tx(name)}`),
    assignments: each((name) => tx`${tx(name)} = excluded.${tx(name)}`),
    // arrays are read in two thirds of the time that objects take: the keys are not sent with each row
    rows: tx`select ${joined(tx, columns.map((name, n) => valueAt(tx, name, n)))}
      from jsonb_array_elements(${json}::text::jsonb) as given (e)`,
  };
}
