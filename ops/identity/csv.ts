/** A table read from a file: the names of its columns, and its rows. */
export interface CsvTable {
  columns: string[];
  rows: string[][];
}

/** Reads CSV (RFC 4180): quoted fields, doubled quotes, line breaks within quotes, CRLF or LF. */
export function parseCsv(text: string): CsvTable {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^,"\r\n]*))(,|\r?\n|$)/y;
  const source = text.replace(/^\uFEFF/, "");
  while (pattern.lastIndex < source.length) {
    const match = pattern.exec(source);
    if (match === null) throw new SyntaxError(`No CSV at line ${rows.length}`);
    const [, quoted, plain, end] = match;
    rows.at(-1)!.push((quoted?.replaceAll('""', '"') ?? plain ?? "").trim());
    if (end !== ",") rows.push([]);
    else if (pattern.lastIndex === source.length) rows.at(-1)!.push("");
  }
  const [columns = [], ...rest] = rows.filter((row) => row.length > 1 || (row[0] ?? "") !== "");
  return { columns, rows: rest };
}
