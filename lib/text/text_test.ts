import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { createDetector, createStemmer, english, type KindPatterns, russian } from "./mod.ts";

function patterns(phrases: string[], rest: Partial<KindPatterns> = {}): KindPatterns {
  return { unless: [], breakers: [], questions: true, ...rest, phrases };
}

const books = [
  { grammar: english, kinds: { late: patterns(["late", "delay", "(miss|slip) ~2 deadline"]) } },
  { grammar: russian, kinds: { late: patterns(["задержка", "срывать ~2 срок", "опаздывать"]) } },
];
const inflected = createDetector(["late"], books, { stems: true });
const exact = createDetector(["late"], books);

Deno.test("inflections of a word have one stem in both languages; other words are their own", () => {
  const stem = createStemmer();
  const cases: Record<string, string> = {
    ...{
      delayed: "delai",
      delays: "delai",
      delay: "delai",
      late: "late",
      latest: "latest",
      "doesn't": "doesn't",
    },
    ...{ template: "templat", задержка: "задержк", задержки: "задержк", поздравляю: "поздравля" },
    ...{ v2: "v2", "42": "42", ",": ",", не: "не" },
  };
  for (const [word, wanted] of Object.entries(cases)) equal(stem(word), wanted, word);
  // also once more words were seen than are remembered
  for (let number = 0; number < 20_001; number++) stem(`слово${number}`);
  equal(stem("задержки"), "задержк");
});

Deno.test("with stems a phrase stands for its inflections, and for whole words alone", () => {
  const said = (text: string) => inflected(text).length === 1;
  const yes = [
    "Delays again",
    "We slipped on the deadlines",
    "Снова задержки",
    "Срываете все сроки",
    "LATE!",
  ];
  const no = ["Here is the template", "The latest version", "Later, please", "Поздравляю!", "Срок"];
  deepEqual([yes.filter((text) => !said(text)), no.filter(said)], [[], []]);
  deepEqual(["Delays again", "Снова задержки"].flatMap(exact), []);
  equal(exact("There is a delay").length, 1);
});

Deno.test("what is denied says nothing, inflected or not", () => {
  for (
    const text of [
      "There are no delays",
      "We are not late",
      "It was never delayed",
      "Задержек нет",
      "Мы не опаздываем",
      "Обошлось без задержек",
    ]
  ) deepEqual(inflected(text), [], text);
  deepEqual(inflected("Not only delays").length, 1);
});

Deno.test("the sentence comes as it was written, once a kind", () => {
  deepEqual(inflected("Hello!\n  Another DELAY, really?  Снова задержка."), [
    { kind: "late", sentence: "Another DELAY, really?" },
  ]);
  equal(inflected(`delay ${"x".repeat(1_000)}`)[0]!.sentence.length, 300);
});

Deno.test("whatever is written, the sentence found is part of it", () => {
  const words = fc.constantFrom(
    "delay",
    "не",
    "not",
    "задержка",
    ",",
    ".",
    "\n",
    "> ",
    "ё",
    "🙂",
    "?",
  );
  fc.assert(fc.property(fc.array(fc.oneof(words, fc.string()), { maxLength: 30 }), (parts) => {
    const text = parts.join(" ");
    for (const { sentence } of inflected(text)) equal(text.includes(sentence), true);
  }));
});
