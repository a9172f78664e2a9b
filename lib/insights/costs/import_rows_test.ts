import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { type CostError, MOST_ROWS, readCostFile } from "./import_rows.ts";
import { readCsv } from "./read_csv.ts";
import { readAmount, readDay } from "./read_value.ts";

for (
  const [text, amount] of [
    ["1234.50", 1234.5],
    ["1234,5", 1234.5],
    ["1 234,50", 1234.5],
    ["1\u00a0234,50", 1234.5],
    ["1.234,50", 1234.5],
    ["1,234.50", 1234.5],
    ["1,234,567.89", 1234567.89],
    ["1'234.50", 1234.5],
    // three digits after a mark are thousands
    ["1.234", 1234],
    ["-20", -20],
    ["−20,10", -20.1],
    ["0", 0],
    ["0.1", 0.1],
    ["", null],
    ["abc", null],
    ["1.2.3", null],
    ["1,23,4", null],
    ["12.3456", null],
    ["1.234.50", null],
    ["1e5", null],
    ["€5", null],
    ["99999999999999", null],
  ] as const
) {
  Deno.test(`the amount "${text}" is ${amount}`, () => equal(readAmount(text), amount));
}

for (
  const [text, day] of [
    ["2026-11-25", "2026-11-25"],
    ["2026-1-5", "2026-01-05"],
    ["25.11.2026", "2026-11-25"],
    ["5/1/2026", "2026-01-05"],
    ["29.02.2028", "2028-02-29"],
    ["29.02.2026", null],
    ["2026-13-01", null],
    ["31.11.2026", null],
    ["25.11.26", null],
    ["today", null],
    ["", null],
  ] as const
) {
  Deno.test(`the day "${text}" is ${day}`, () => equal(readDay(text), day));
}

Deno.test("CSV is read with its quotes, marks and line ends, each row under its line", () => {
  deepEqual(readCsv('\ufeffa;b\r\n"x;1";"say ""hi"""\r\n\r\n;\r\n"two\nlines";z'), [
    { line: 1, cells: ["a", "b"] },
    { line: 2, cells: ["x;1", 'say "hi"'] },
    { line: 5, cells: ["two\nlines", "z"] },
  ]);
  deepEqual(readCsv("a\tb\n1\t2").map(({ cells }) => cells), [["a", "b"], ["1", "2"]]);
  deepEqual(readCsv(""), []);
});

Deno.test("what CSV writes is read back", () => {
  const text = fc.string({ maxLength: 8 }).map((each) => each.replaceAll("\r", "").trim());
  const table = fc.array(fc.tuple(text, text, text), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(table, (rows) => {
      const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
      const file = ["a,b,c", ...rows.map((row) => row.map(quoted).join(","))].join("\n");
      const wanted = rows.filter((row) => row.some((cell) => cell !== ""));
      deepEqual(readCsv(file).slice(1).map(({ cells }) => cells), wanted.map((row) => [...row]));
    }),
    { seed: 7 },
  );
});

const projects = [
  { id: "p1", name: "Acme Shop", slug: "acme" },
  { id: "p2", name: "Ёлка", slug: "elka" },
];
const read = (file: string) =>
  readCostFile(file, projects, { currency: "EUR", category: "import" });
const codes = (errors: CostError[]) => errors.map(({ line, column, code }) => [line, column, code]);

Deno.test("a file in English or Russian gives costs; projects go by either name", () => {
  const { rows, errors } = read([
    "Date,Project,Amount,Currency,Category,Note",
    "2026-11-01,acme,100.50,usd,hosting,Servers",
    "2026-11-02,Елка,20,,,",
  ].join("\n"));
  deepEqual(errors, []);
  deepEqual(rows.map(({ line, cost }) => [line, ...Object.values(cost)]), [
    [2, "p1", "2026-11-01", 100.5, "USD", "hosting", "Servers"],
    [3, "p2", "2026-11-02", 20, "EUR", "import", null],
  ]);
  const russian = read("дата;проект;сумма;статья\n02.11.2026;ACME SHOP;1 000,10;Подряд");
  deepEqual(russian.rows.map(({ cost }) => [cost.amount, cost.category, cost.incurred_on]), [
    [1000.1, "Подряд", "2026-11-02"],
  ]);
});

Deno.test("each wrong cell is told with its line, column and what stands there", () => {
  const { rows, errors } = read([
    "date,project,amount,currency,key",
    "soon,nobody,much,EURO,a",
    ",acme,0,,b",
    "2026-11-01,acme,5,,b",
    "2026-11-01,acme,6,,b",
    "2026-11-01,elka,6,,b",
  ].join("\n"));
  deepEqual(codes(errors), [
    [2, "date", "not_a_date"],
    [2, "project", "unknown_project"],
    [2, "amount", "not_an_amount"],
    [2, "currency", "not_a_currency"],
    [3, "date", "missing"],
    [3, "amount", "zero_amount"],
    [4, "key", "repeated_key"],
    [5, "key", "repeated_key"],
  ]);
  equal(errors[0]!.value, "soon");
  // the same key in another project is another cost
  deepEqual(rows.map(({ line }) => line), [6]);
});

for (
  const [name, file, wanted] of [
    ["an empty file", "", [[1, null, "empty_file"]]],
    ["a heading alone", "date,project,amount", [[1, null, "empty_file"]]],
    ["a file without its columns", "a,b\n1,2", [
      [1, "date", "missing_column"],
      [1, "project", "missing_column"],
      [1, "amount", "missing_column"],
    ]],
    [
      "too many lines",
      `date,project,amount\n${"2026-11-01,acme,1\n".repeat(MOST_ROWS + 1)}`,
      [[1, null, "too_many_rows"]],
    ],
    ["a note that is too long", `date,project,amount,note\n2026-11-01,acme,1,${"x".repeat(1001)}`, [
      [2, "note", "too_long"],
    ]],
  ] as const
) {
  Deno.test(`${name} is refused`, () => deepEqual(codes(read(file).errors), wanted));
}

Deno.test("lines without a key are known by what they say and how often they said it", () => {
  const line = "2026-11-01,acme,5";
  const keys = (lines: string[]) =>
    read(["date,project,amount", ...lines].join("\n")).rows.map(({ key }) => key);
  const twice = keys([line, line]);
  equal(new Set(twice).size, 2);
  deepEqual(keys([line, "2026-11-02,acme,5", line]).toSpliced(1, 1), twice);
  deepEqual(keys([line]), [twice[0]]);
});
