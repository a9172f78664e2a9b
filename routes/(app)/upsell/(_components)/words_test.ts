import { deepEqual, equal } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import type { DealFacts, WordFacts } from "@/lib/insights/mod.ts";
import { filtersIn, upsellFilter } from "./filters.ts";
import { chanceText, sizeText, worthText } from "./words.ts";

const en = createTranslator("en", "UTC");
const ru = createTranslator("ru", "UTC");

const words = (facts: Partial<WordFacts>) => ({
  kind: "words" as const,
  facts: { themes: ["price", "more"], messages: 2, contact: "Ada", ...facts } as WordFacts,
});

const deal = (facts: Partial<DealFacts>) => ({
  kind: "deal" as const,
  facts: {
    ...{ name: "Shop", stage: "Lead", stage_since: null, quarter: 4 },
    ...{ next_step: null, next_step_due: null },
    ...facts,
  },
});

Deno.test("a chance is a sentence in both languages", () => {
  equal(chanceText(words({}), en), "Ada asks for a price, needs more of it");
  equal(chanceText(words({ contact: null, themes: ["budget"] }), en), "The client has a budget");
  equal(chanceText(words({}), ru), "Ada: спрашивает цену, хочет больше того же");
  equal(chanceText(deal({}), en), "Shop: Lead");
  equal(chanceText(deal({ name: null, stage: null }), ru), "Сделка без названия: без стадии");
});

Deno.test("a value is written in its currency, and not at all when it is unknown", () => {
  equal(worthText({ value: 18_000, currency: "EUR" }, en), "€18,000");
  equal(worthText({ value: 18_000, currency: null }, en), "18,000");
  equal(worthText({ value: null, currency: "EUR" }, en), null);
  equal(worthText({ value: 0, currency: "EUR" }, en), "€0.00");
});

Deno.test("a deal's size is told beside the scope's own", () => {
  deepEqual([1, 2, 3, 4, null].map((quarter) => sizeText({ quarter }, en)), [
    "among the smallest quarter of your deals",
    "below the middle of your deals",
    "above the middle of your deals",
    "among the largest quarter of your deals",
    "too few deals to compare it with",
  ]);
});

Deno.test("filters are what the address says, as far as it can be chosen", () => {
  const filter = (query: string) =>
    upsellFilter(filtersIn(new URL(`http://x/upsell${query}`)), ["a"]);
  deepEqual(filter(""), { status: "open", kind: undefined, projectIds: ["a"] });
  deepEqual(filter("?status=done&kind=deal"), { status: "done", kind: "deal", projectIds: ["a"] });
  deepEqual(filter("?status=x&kind=x&project=x"), {
    status: "open",
    kind: undefined,
    projectIds: ["a"],
  });
});
