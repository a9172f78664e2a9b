import { deepEqual, equal } from "node:assert/strict";
import { detect, namesBlocked } from "./detect.ts";
import { golden as english } from "./golden_en.ts";
import { golden as russian } from "./golden_ru.ts";

for (const [language, golden] of Object.entries({ English: english, Russian: russian })) {
  for (const [kind, texts] of Object.entries(golden)) {
    Deno.test(`${language}: ${kind}`, () => {
      const wanted = kind === "nothing" ? [] : [kind];
      const wrong = texts.map((text) => [text, detect(text).map((found) => found.kind)] as const)
        .filter(([, found]) => JSON.stringify(found) !== JSON.stringify(wanted));
      deepEqual(wrong, []);
    });
  }
}

Deno.test("each kind is found once, with the first sentence that says it as it was written", () => {
  const text =
    "Hello! Please approve the mockups.\nОплатили счёт 15 вчера. Please approve it, Ada.";
  deepEqual(detect(text), [
    { kind: "approval_requested", sentence: "Please approve the mockups." },
    { kind: "invoice_paid", sentence: "Оплатили счёт 15 вчера." },
  ]);
});

Deno.test("both languages are seen in one sentence", () => {
  deepEqual(detect("Please approve ТЗ: хотим изменить ТЗ").map(({ kind }) => kind).sort(), [
    "approval_requested",
    "scope_change_detected",
  ]);
});

Deno.test("names of states and labels of blocked work", () => {
  const blocked = [
    "Blocked",
    "blocked by client",
    "Заблокировано",
    "На паузе",
    "On hold",
    "🚫 Blocked",
  ];
  const other = [
    "Blocker",
    "Unblocked",
    "Not blocked",
    "Не заблокировано",
    "Blog",
    "In progress",
    "",
  ];
  deepEqual(blocked.filter((name) => !namesBlocked(name)), []);
  deepEqual(other.filter((name) => namesBlocked(name)), []);
});

Deno.test("long texts are looked at in bounded time", () => {
  const began = performance.now();
  equal(detect(`${"please do not ever again, ".repeat(2_000)}approve`).length, 0);
  equal(detect("счет ".repeat(10_000)).length, 0);
  equal(performance.now() - began < 2_000, true);
});
