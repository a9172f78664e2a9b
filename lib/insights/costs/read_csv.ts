/** A line of a CSV file. */
export interface CsvRow {
  /** Line of the file it begins in, from 1. */
  line: number;
  cells: string[];
}

/** The separator of a file: the one its first line has most of. */
function separatorOf(text: string): string {
  const first = text.slice(0, text.search(/[\r\n]|$/));
  const counted = [",", ";", "\t"].map((mark) => [first.split(mark).length, mark] as const);
  return counted.reduce((most, each) => each[0] > most[0] ? each : most)[1];
}

/**
 * Reads CSV (RFC 4180) with commas, semicolons or tabs between the cells. Empty lines are passed over,
 * cells are trimmed. A quote that is never closed takes the rest of the file.
 */
export function readCsv(file: string): CsvRow[] {
  const text = file.replace(/^\ufeff/, "");
  const separator = separatorOf(text);
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let began = 1;
  const endRow = () => {
    cells.push(cell.trim());
    if (cells.some((each) => each !== "")) rows.push({ line: began, cells });
    [cells, cell] = [[], ""];
  };
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === "\n") line++;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (text[at + 1] === '"') cell += text[++at];
      else quoted = false;
    } else if (letter === '"' && cell.trim() === "") {
      [quoted, cell] = [true, ""];
    } else if (letter === separator) {
      cells.push(cell.trim());
      cell = "";
    } else if (letter === "\n") {
      endRow();
      began = line;
    } else if (letter !== "\r") cell += letter;
  }
  endRow();
  return rows;
}
