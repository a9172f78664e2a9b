import { deepEqual, equal } from "node:assert/strict";
import { addSummary, emptySummary, linesOf, tellsOfHanging } from "./summary.ts";

const cases: [string, { passed: number; failed: number; skipped: number }][] = [
  ["ok | 12 passed | 0 failed (3s)", { passed: 12, failed: 0, skipped: 0 }],
  ["ok | 12 passed (4 steps) | 0 failed (3s)", { passed: 12, failed: 0, skipped: 0 }],
  ["FAILED | 3 passed (1 step) | 2 failed (1 step) (46ms)", { passed: 3, failed: 2, skipped: 0 }],
  ["ok | 7 passed | 0 failed | 2 ignored (1s)", { passed: 7, failed: 0, skipped: 2 }],
  ["ok | 7 passed | 0 failed | 2 ignored | 9 filtered out (1s)", {
    passed: 7,
    failed: 0,
    skipped: 2,
  }],
  ["a test that prints ok | 5 passed | 1 failed (1s)", { passed: 0, failed: 0, skipped: 0 }],
];

for (const [line, expected] of cases) {
  Deno.test(`addSummary reads: ${line}`, () => {
    const summary = emptySummary();
    addSummary(summary, line);
    deepEqual(summary, expected);
  });
}

Deno.test("linesOf joins lines and characters that arrive in pieces, and echoes every byte", async () => {
  const bytes = new TextEncoder().encode("first\nвторая\nlast");
  const pieces = [bytes.slice(0, 3), bytes.slice(3, 7), bytes.slice(7)];
  const lines: string[] = [];
  let echoed = 0;
  const echo = (chunk: Uint8Array) => Promise.resolve(echoed += chunk.length);
  for await (const line of linesOf(ReadableStream.from(pieces), echo)) lines.push(line);
  deepEqual(lines, ["first", "вторая", "last"]);
  deepEqual(echoed, bytes.length);
});

Deno.test("a test that does not end is told by what deno test says of it", () => {
  equal(tellsOfHanging("'runner' has been running for over (8m0s)"), true);
  equal(tellsOfHanging("  a step ...'runner' has been running for over (8m0s)"), true);
  equal(tellsOfHanging("'runner' has been running for over (4m0s)"), false);
  equal(tellsOfHanging("runner ... ok (8m0s)"), false);
});
