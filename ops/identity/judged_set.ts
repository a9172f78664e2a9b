import { basename, join } from "node:path";
import { type CsvTable, parseCsv } from "./csv.ts";

/** Records to match, without anything that gives the answer away, and the answer. */
export interface JudgedSet {
  /** `contacts_email`, `febrl1`: what its figures are called. */
  key: string;
  columns: string[];
  rows: string[][];
  /** Pairs of row numbers that are one entity, the smaller number first. */
  truth: [number, number][];
}

/** Columns that say which records belong together; and a number that gives people away (see data README). */
const TRUTH = /^(cluster|cluster_id|entity|entity_id|truth|label|group_id|person_id)$/i;
const LEFT_OUT = /^(soc_sec_id|ssn)$/i;
const ID = /^(id|rec_id|record_id|unique_id|uuid|row_id)$/i;

/** Rows grouped by what `key` says of them; null for a row that belongs with no other. */
function pairsBy(
  rows: readonly string[][],
  key: (row: string[]) => string | null,
): [number, number][] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, index) => {
    const group = key(row);
    if (group !== null && group !== "") groups.set(group, [...groups.get(group) ?? [], index]);
  });
  return [...groups.values()].flatMap((group) =>
    group.flatMap((a, at) => group.slice(at + 1).map((b) => [a, b] as [number, number]))
  );
}

function pairsOfFile(truth: CsvTable, ids: readonly string[]): [number, number][] {
  const numbers = new Map(ids.map((id, index) => [id, index]));
  return truth.rows.map(([left = "", right = ""]) => {
    const [a, b] = [numbers.get(left), numbers.get(right)];
    if (a === undefined || b === undefined) {
      throw new RangeError(`The truth names unknown records: ${left}, ${right}`);
    }
    return a < b ? [a, b] : [b, a];
  });
}

/** Reads one set; the truth is a file of pairs, a column, or (febrl) within the id. */
export function readJudgedSet(key: string, records: string, truth: string | null): JudgedSet {
  const table = parseCsv(records);
  const id = Math.max(0, table.columns.findIndex((name) => ID.test(name)));
  const ids = table.rows.map((row) => row[id] ?? "");
  const column = table.columns.findIndex((name) => TRUTH.test(name));
  const kept = table.columns.map((_, index) => index).filter((index) => {
    const name = table.columns[index]!;
    return index !== id && index !== column && !LEFT_OUT.test(name);
  });
  const pairs = truth !== null
    ? pairsOfFile(parseCsv(truth), ids)
    : column >= 0
    ? pairsBy(table.rows, (row) => row[column] ?? null)
    : pairsBy(table.rows, (row) => /^rec-(\d+)-/.exec(row[id] ?? "")?.[1] ?? null);
  return {
    key,
    columns: kept.map((index) => table.columns[index]!),
    rows: table.rows.map((row) => kept.map((index) => row[index] ?? "")),
    truth: pairs,
  };
}

/** What figures of a set are called: the folder's name, or for one of several files the family's and number. */
function keyOf(folder: string, file: string): string {
  const number = /(\d+)$/.exec(file)?.[1];
  const family = folder.split(/[^A-Za-z0-9]+/)[0] ?? folder;
  const name = number === undefined ? folder : `${family}${number}`;
  return name.toLowerCase().replace(/[^a-z0-9]+/g, "_");
}

/** Finds the sets below a folder: each CSV file that is no truth itself. */
export function* findJudgedSets(folder: string): Generator<JudgedSet> {
  const entries = [...Deno.readDirSync(folder)].sort((a, b) => a.name < b.name ? -1 : 1);
  const files = entries.filter(({ isFile, name }) => isFile && name.endsWith(".csv")).map((
    { name },
  ) => name);
  for (const name of files) {
    const stem = name.slice(0, -".csv".length);
    if (stem === "truth" || stem.endsWith("_truth")) continue;
    const truth = [`${stem}_truth.csv`, "truth.csv"].find((candidate) => files.includes(candidate));
    yield readJudgedSet(
      keyOf(basename(folder), stem),
      Deno.readTextFileSync(join(folder, name)),
      truth === undefined ? null : Deno.readTextFileSync(join(folder, truth)),
    );
  }
  for (const { name } of entries.filter((entry) => entry.isDirectory)) {
    yield* findJudgedSets(join(folder, name));
  }
}
