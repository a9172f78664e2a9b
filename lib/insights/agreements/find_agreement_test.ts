import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { findAgreement, type Said } from "./find_agreement.ts";
import { type Exchange, golden, lookalikes } from "./golden.ts";
import { namesMoney } from "./words/money.ts";

const NOON = Date.parse("2026-11-25T12:00:00Z");

/** Messages of an exchange, an hour apart. */
function messages(exchange: readonly string[], apart = 3_600_000): Said[] {
  return exchange.map((line, index) => ({
    id: String(index),
    direction: line.startsWith("c:") ? "incoming" : "outgoing",
    content: line.slice(3),
    author: null,
    at: new Date(NOON + index * apart),
  }));
}

function found(exchange: Exchange, apart?: number) {
  const said = messages(exchange, apart);
  return findAgreement(said.at(-1)!, said.at(-2));
}

Deno.test("agreements are found, with what they are about", () => {
  const wrong = golden.map((
    [exchange, kind],
  ) => [exchange.join(" / "), found(exchange)?.kind, kind])
    .filter(([, is, wanted]) => is !== wanted);
  deepEqual(wrong, []);
});

Deno.test("what only sounds like an agreement is none", () => {
  const wrong = lookalikes.map((exchange) => [exchange.join(" / "), found(exchange)])
    .filter(([, is]) => is !== null);
  deepEqual(wrong, []);
});

Deno.test("a yes is quoted with what it answers, and rests on both messages", () => {
  deepEqual(found(["a: Hello! We can do it for €5,000. Bye.", "c: Deal. Thanks!"]), {
    kind: "price",
    quote: "We can do it for €5,000. — Deal.",
    messages: [{ id: "1", words: "Deal." }, { id: "0", words: "We can do it for €5,000." }],
  });
});

Deno.test("a yes answers neither its own side nor what was said long before", () => {
  equal(found(["c: Shall we publish it?", "c: Yes."]), null);
  const exchange: Exchange = ["a: Shall we publish it?", "c: Yes."];
  equal(found(exchange, 7 * 86_400_000)?.kind, "approval");
  equal(found(exchange, 7 * 86_400_000 + 1), null);
});

Deno.test("sums of money are told from other numbers", () => {
  const sums = [
    "€5,000",
    "5 000 руб.",
    "120 тыс.",
    "$300",
    "3k eur",
    "80 000 ₽",
    "2 млн",
    "10 евро",
  ];
  const others = ["14 hours", "v2.0", "at 11", "30 days", "5 рублик", "страница 3", "500 letters"];
  deepEqual([sums.filter((text) => !namesMoney(text)), others.filter(namesMoney)], [[], [
    // a word that begins as the currency does
    "5 рублик",
  ]]);
});

Deno.test("no text breaks the search", () => {
  const part = fc.oneof(
    fc.constantFrom("yes", "agreed on", "approved", "согласовано", "да", ".", "?", "\n>", "€5"),
    fc.string(),
  );
  const text = fc.array(part, { maxLength: 8 }).map((parts) => parts.join(" "));
  fc.assert(fc.property(text, text, (first, second) => {
    const agreement = found([`a: ${first}`, `c: ${second}`]);
    equal(agreement === null || agreement.quote.length > 0, true);
  }));
});
