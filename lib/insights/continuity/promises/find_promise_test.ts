import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { findPromise } from "./find_promise.ts";
import { golden, lookalikes } from "./golden.ts";

/** A Wednesday noon. */
const at = new Date("2026-11-25T12:00:00Z");

Deno.test("promises of the team are found with the day they are meant for", () => {
  for (const [text, due] of golden) {
    const found = findPromise(text, at, "UTC");
    deepEqual([found !== null, found?.due ?? null], [true, due], text);
  }
});

Deno.test("what only sounds like a promise is none", () => {
  deepEqual(lookalikes.filter((text) => findPromise(text, at, "UTC") !== null), []);
});

Deno.test("the quote says what is promised, also where the sentence says when alone", () => {
  const quote = (text: string) => findPromise(text, at, "UTC")?.quote;
  equal(
    quote("Обмен остатками уже работает, осталось резервирование. Сделаем к пятнице."),
    "Обмен остатками уже работает, осталось резервирование. Сделаем к пятнице.",
  );
  equal(
    quote("Thanks! I will prepare two options until Friday. Bye."),
    "I will prepare two options until Friday.",
  );
  equal(quote("Когда? Сделаем завтра."), "Сделаем завтра.");
});

Deno.test("quoted text promises nothing, and no text breaks the search", () => {
  equal(findPromise("> We will send it by Friday\nThanks for this.", at, "UTC"), null);
  const part = fc.oneof(
    fc.constantFrom("we will send", "сделаем", "by Friday", "not", ".", "?", "\n>"),
    fc.string(),
  );
  fc.assert(fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
    const found = findPromise(parts.join(" "), at, "UTC");
    equal(found === null || found.quote.length > 0, true);
  }));
});
