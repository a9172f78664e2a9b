/** A cell that a spreadsheet would take for a formula is set off by an apostrophe. */
const FORMULA = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A line of CSV (RFC 4180), its end included. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

/**
 * A CSV file that is made while it is sent, so that its size is no matter. It begins with the mark
 * by which spreadsheets know UTF-8.
 *
 * @param name file name without its ending; letters, digits, `.`, `_`, `=` and `-` are kept
 */
export function csvReply(
  name: string,
  header: readonly string[],
  portions: AsyncIterable<readonly (readonly (string | number | null)[])[]>,
): Response {
  const encoder = new TextEncoder();
  async function* bytes() {
    yield encoder.encode(`\ufeff${csvLine(header)}`);
    for await (const rows of portions) yield encoder.encode(rows.map(csvLine).join(""));
  }
  const file = name.replace(/[^\w.=-]+/g, "-");
  return new Response(ReadableStream.from(bytes()), {
    headers: {
      "content-type": "text/csv; charset=utf-8",
      "content-disposition": `attachment; filename="${file}.csv"`,
      "cache-control": "no-store",
    },
  });
}
