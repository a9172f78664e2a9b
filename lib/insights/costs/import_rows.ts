import { createHash } from "node:crypto";
import type { NewCost } from "./cost.ts";
import { readCsv } from "./read_csv.ts";
import { readAmount, readDay } from "./read_value.ts";

/** Columns of a file of costs. */
export const COST_COLUMNS = [
  "date",
  "project",
  "amount",
  "currency",
  "category",
  "note",
  "key",
] as const;
export type CostColumn = (typeof COST_COLUMNS)[number];

/** What is wrong with a cell, or with the file. */
export const COST_ERRORS = [
  "empty_file",
  "missing_column",
  "missing",
  "not_a_date",
  "not_an_amount",
  "zero_amount",
  "not_a_currency",
  "unknown_project",
  "too_long",
  "repeated_key",
  "too_many_rows",
] as const;
export type CostErrorCode = (typeof COST_ERRORS)[number];

/** An error of a line; null where it is the whole line's or file's. */
export interface CostError {
  line: number;
  column: CostColumn | null;
  code: CostErrorCode;
  /** What stands there. */
  value: string;
}

/** A line that can be imported. */
export interface CostRow {
  line: number;
  cost: NewCost;
  /** What the same line is known by when its file is read again. */
  key: string;
}

/** What a file holds. */
export interface CostFile {
  rows: CostRow[];
  errors: CostError[];
}

/** A project that a file may name, by its name or short name. */
export interface NamedProject {
  id: string;
  name: string;
  slug: string;
}

/** Most lines of a file. */
export const MOST_ROWS = 2000;

/** Names of the columns, as files have them. */
const headings: Record<string, CostColumn> = {
  ...Object.fromEntries(COST_COLUMNS.map((name) => [name, name])),
  ...{ day: "date", дата: "date", день: "date", client: "project", проект: "project" },
  ...{ клиент: "project", sum: "amount", cost: "amount", сумма: "amount", стоимость: "amount" },
  ...{ валюта: "currency", категория: "category", статья: "category", comment: "note" },
  ...{ description: "note", заметка: "note", комментарий: "note", описание: "note" },
  ...{ id: "key", number: "key", номер: "key", ключ: "key" },
};

const REQUIRED = ["date", "project", "amount"] as const;
const LONGEST = { category: 100, note: 1000, key: 200 } as const;

const folded = (text: string) => text.trim().toLowerCase().replaceAll("ё", "е");

/** Reads one line; its errors go to `fail`. */
function readRow(
  cellOf: (column: CostColumn) => string,
  projects: ReadonlyMap<string, string>,
  usual: { currency: string; category: string },
  fail: (column: CostColumn, code: CostErrorCode) => void,
): NewCost {
  for (const column of REQUIRED) if (cellOf(column) === "") fail(column, "missing");
  const need = <T>(column: CostColumn, code: CostErrorCode, value: T | null | undefined) => {
    if (cellOf(column) !== "" && (value === null || value === undefined)) fail(column, code);
    return value ?? null;
  };
  const day = need("date", "not_a_date", readDay(cellOf("date")));
  const project = need("project", "unknown_project", projects.get(folded(cellOf("project"))));
  const amount = need("amount", "not_an_amount", readAmount(cellOf("amount")));
  if (amount === 0) fail("amount", "zero_amount");
  const currency = cellOf("currency").toUpperCase() || usual.currency;
  if (!/^[A-Z]{3}$/.test(currency)) fail("currency", "not_a_currency");
  for (const column of ["category", "note", "key"] as const) {
    if (cellOf(column).length > LONGEST[column]) fail(column, "too_long");
  }
  return {
    ...{ project_id: project ?? "", incurred_on: day ?? "", amount: amount ?? 0, currency },
    ...{ category: cellOf("category") || usual.category, note: cellOf("note") || null },
  };
}

/**
 * Reads a file of costs. A line with a key of its own is known by it; any other by what it says and
 * by how many lines before it say the same, so that a file read twice adds nothing, while two equal
 * lines of one file are two costs.
 */
export function readCostFile(
  file: string,
  projects: readonly NamedProject[],
  usual: { currency: string; category: string },
): CostFile {
  const [head, ...lines] = readCsv(file);
  if (head === undefined || lines.length === 0) {
    return { rows: [], errors: [{ line: 1, column: null, code: "empty_file", value: "" }] };
  }
  const columns = new Map(
    head.cells.flatMap((cell, index) => {
      const column = headings[folded(cell)];
      return column === undefined ? [] : [[column, index] as const];
    }),
  );
  const errors: CostError[] = REQUIRED.filter((column) => !columns.has(column))
    .map((column) => ({ line: head.line, column, code: "missing_column", value: "" }));
  if (lines.length > MOST_ROWS) {
    const value = String(lines.length);
    errors.push({ line: head.line, column: null, code: "too_many_rows", value });
  }
  if (errors.length > 0) return { rows: [], errors };
  const known = new Map(
    projects.flatMap(({ id, name, slug }) => [[folded(slug), id], [folded(name), id]]),
  );
  const rows: CostRow[] = [];
  const keys = new Set<string>();
  const alike = new Map<string, number>();
  for (const { line, cells } of lines) {
    const before = errors.length;
    const cellOf = (column: CostColumn) => cells[columns.get(column) ?? -1] ?? "";
    const fail = (column: CostColumn, code: CostErrorCode) =>
      void errors.push({ line, column, code, value: cellOf(column).slice(0, 100) });
    const cost = readRow(cellOf, known, usual, fail);
    const own = cellOf("key");
    const said = JSON.stringify(Object.values(cost));
    const times = (alike.get(said) ?? 0) + 1;
    alike.set(said, times);
    const digest = createHash("sha256").update(`${said}#${times}`).digest("hex").slice(0, 32);
    const key = own === "" ? `row:${digest}` : `key:${own}`;
    const place = `${cost.project_id} ${key}`;
    if (own !== "" && keys.has(place)) fail("key", "repeated_key");
    keys.add(place);
    if (errors.length === before) rows.push({ line, cost, key });
  }
  return { rows, errors };
}
