import { equal } from "node:assert/strict";
import { negotiateLocale } from "./mod.ts";

Deno.test("the language with the highest quality wins", () => {
  equal(negotiateLocale("ru", "en"), "ru");
  equal(negotiateLocale("en;q=0.5, ru;q=0.9", "en"), "ru");
  equal(negotiateLocale("de, en;q=0.8, ru;q=0.7", "ru"), "en");
});

Deno.test("the first of equals wins", () => {
  equal(negotiateLocale("ru, en", "en"), "ru");
  equal(negotiateLocale("en, ru", "ru"), "en");
});

Deno.test("variants count as their language, in any case", () => {
  equal(negotiateLocale("RU-by, en-US;q=0.9", "en"), "ru");
});

Deno.test("a refused language is not taken", () => {
  equal(negotiateLocale("ru;q=0, en;q=0.1", "ru"), "en");
});

Deno.test("without an acceptable language the fallback stands", () => {
  equal(negotiateLocale(null, "ru"), "ru");
  equal(negotiateLocale("", "en"), "en");
  equal(negotiateLocale("de, fr", "ru"), "ru");
  equal(negotiateLocale("de, *;q=0.1, en;q=0.05", "ru"), "ru");
});
