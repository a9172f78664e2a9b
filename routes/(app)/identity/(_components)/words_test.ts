import { deepEqual, equal, match } from "node:assert/strict";
import { createTranslator } from "@/lib/i18n/mod.ts";
import { buildDataset, type LinkKind } from "@/lib/identity/mod.ts";
import { confidenceMeaning, originOf, reasonText, recordName, strengthText } from "./words.ts";

const en = createTranslator("en", "UTC");
const ru = createTranslator("ru", "UTC");

/** Every question the matcher asks of people and companies, with every answer. */
const answers = [
  ...buildDataset([
    { name: "given_name", kind: "given_name" },
    { name: "surname", kind: "surname" },
    { name: "email", kind: "email" },
    { name: "phone", kind: "phone" },
    { name: "company", kind: "company" },
    { name: "conversation", kind: "shared" },
  ], []).slots,
  ...buildDataset([
    { name: "company", kind: "company" },
    { name: "domain", kind: "domain" },
    { name: "phone", kind: "phone" },
  ], []).slots,
].flatMap(({ name, levels }) =>
  levels.map((level) => ({ field: name.replace(/_(one|both)_names?$/, ""), level }))
);

const others: [LinkKind, string, string][] = [
  ["same", "group", "supported"],
  ["works_at", "company", "exact"],
  ["works_at", "company", "shared"],
  ["works_at", "domain", "exact"],
  ["works_at", "domain", "shared"],
  ["deal_of", "words", "exact"],
  ["project_of", "words", "shared"],
];

Deno.test("every reason has words in both languages", () => {
  const all = [
    ...answers.map(({ field, level }): [LinkKind, string, string] => ["same", field, level]),
    ...others,
  ];
  const wordless = all.filter(([link, field, level]) =>
    [en, ru].some((t) => reasonText({ field, level, bits: 1 }, link, t) === `${field}: ${level}`)
  );
  deepEqual(wordless, []);
  equal(all.length > 40, true);
});

Deno.test("a reason without words is named as it is", () => {
  equal(reasonText({ field: "shoe_size", level: "near", bits: 1 }, "same", en), "shoe_size: near");
});

Deno.test("what a person says of a company has words of its own", () => {
  const domain = { field: "domain", level: "exact", bits: 5 };
  equal(reasonText(domain, "same", en), "The domain is the same");
  match(reasonText(domain, "works_at", en), /e-mail address is at this company's domain/);
});

Deno.test("how much a reason is worth is told for and against", () => {
  const worth = (bits: number) => strengthText({ field: "email", level: "exact", bits }, en);
  deepEqual([12, 8, 7.9, 3, 2.9, 0.5, -0.5, -3, -8].map(worth), [
    "speaks strongly for it",
    "speaks strongly for it",
    "speaks for it",
    "speaks for it",
    "speaks a little for it",
    "speaks a little for it",
    "speaks a little against it",
    "speaks against it",
    "speaks strongly against it",
  ]);
});

Deno.test("a confidence is told as how many of a hundred, or of a thousand, are right", () => {
  match(confidenceMeaning(0.9, en), /90 of 100 /);
  match(confidenceMeaning(0.994, en), /99 of 100 /);
  match(confidenceMeaning(0.995, en), /995 of 1,000 /);
  match(confidenceMeaning(0.4, ru), /^Из 100 .* 40$/);
});

Deno.test("a record is called by the first thing known of it", () => {
  const nothing = { name: null, emails: [], phones: [], domains: [] };
  equal(recordName({ ...nothing, name: "Anna", emails: ["a@a.ru"] }, en), "Anna");
  equal(recordName({ ...nothing, emails: ["a@a.ru"], phones: ["1"] }, en), "a@a.ru");
  equal(recordName({ ...nothing, domains: ["a.ru"] }, en), "a.ru");
  equal(recordName(nothing, en), "No name");
});

Deno.test("companies made from what others say are told from those of a source", () => {
  equal(originOf({ source: "attio", derived: false }, en), "Attio");
  equal(originOf({ source: "chatwoot", derived: true }, en), "Chatwoot · Named by contacts");
  equal(originOf({ source: "email", derived: true }, en), "E-mail addresses");
});
