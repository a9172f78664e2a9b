import { deepEqual, equal, ok } from "node:assert/strict";
import fc from "fast-check";
import { CHUNK_LENGTH, chunksOf, type Passage } from "./chunk.ts";
import { sentencesIn } from "./sentences.ts";
import { countTerms, termsOf } from "./terms.ts";

const terms: [text: string, terms: string[]][] = [
  ["Deadlines of the projects", ["deadlin", "project"]],
  ["ENG-123", ["eng", "123", "eng-123"]],
  ["getFileStatus", ["getfilestatu", "get", "file", "statu"]],
  ["HTTPServer", ["httpserver", "http", "server"]],
  ["user_id", ["user", "id", "user_id"]],
  ["node.js", ["node", "js", "node.js"]],
  ["сроки проектов", ["срок", "проект"]],
  ["Ещё о сроках", ["срок"]],
  ["a the и не", []],
  ["?! … ()", []],
  ["100% of_it", ["100", "of_it"]],
  ["🙂 שלום", ["שלום"]],
];

for (const [text, expected] of terms) {
  Deno.test(`terms of ${JSON.stringify(text)}`, () => deepEqual(termsOf(text), expected));
}

Deno.test("inflected words are one term, in both languages", () => {
  const one = (text: string) => new Set(termsOf(text));
  equal(one("promise promised promises promising").size, 1);
  equal(one("договор договора договоре договоры").size, 1);
  deepEqual(one("елка"), one("ёлка"));
});

Deno.test("terms are counted with a weight", () => {
  deepEqual([...countTerms(["a", "b", "a"], 3)], [["a", 6], ["b", 3]]);
  deepEqual([...countTerms(["b"], 1, countTerms(["a", "b"], 3))], [["a", 3], ["b", 4]]);
});

Deno.test("any text has terms, all of them short and in one form", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 300 }), (text) => {
    for (const term of termsOf(text)) ok(term.length > 0 && term.length <= 64, term);
    deepEqual(termsOf(text), termsOf(text.normalize("NFKC")));
  }));
});

const sentences: [text: string, sentences: string[]][] = [
  ["One. Two! Three?", ["One.", "Two!", "Three?"]],
  ["Version v1.2 of acme.com is out. Next", ["Version v1.2 of acme.com is out.", "Next"]],
  ["line\n\nline", ["line", "line"]],
  ["  ", []],
  ["Готово. «Проверьте.» Спасибо", ["Готово.", "«Проверьте.»", "Спасибо"]],
];

for (const [text, expected] of sentences) {
  Deno.test(`sentences of ${JSON.stringify(text)}`, () =>
    deepEqual(sentencesIn(text).map(({ text }) => text), expected));
}

Deno.test("sentences are where they say, and leave out white space alone", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (text) => {
    for (const { text: sentence, at } of sentencesIn(text)) {
      equal(text.slice(at, at + sentence.length), sentence);
    }
    const squeezed = (parts: string[]) => parts.join("").replace(/\s+/g, "");
    equal(squeezed(sentencesIn(text).map(({ text }) => text)), squeezed([text]));
  }));
});

const at = (day: number) => new Date(Date.UTC(2026, 0, day));
const said = (ref: string, text: string, day = 1, author: string | null = null): Passage => ({
  ...{ ref, text, author },
  at: at(day),
});

Deno.test("a short document is one chunk, with its speakers and the newest time", () => {
  deepEqual(
    chunksOf([
      said("1", "When is it ready?", 1, "Anna"),
      said("2", "On Friday. Promised.", 3, "Bo"),
    ]),
    [{
      text: "Anna: When is it ready?\nBo: On Friday. Promised.",
      refs: ["1", "2"],
      at: at(3),
      author: "Bo",
    }],
  );
  deepEqual(chunksOf([]), []);
  deepEqual(chunksOf([said("1", "   ")]), []);
});

Deno.test("chunks end with sentences, are of bounded length, and begin with the end of the one before", () => {
  const text = Array.from({ length: 120 }, (_, index) => `Sentence number ${index} is here.`).join(
    " ",
  );
  const chunks = chunksOf([said("1", text)]);
  ok(chunks.length > 3);
  for (const [index, { text }] of chunks.entries()) {
    ok(text.length <= CHUNK_LENGTH * 1.1, String(text.length));
    ok(text.endsWith("is here."));
    const before = chunks[index - 1];
    if (before === undefined) continue;
    const first = sentencesIn(text)[0]!.text;
    ok(before.text.includes(first), `chunk ${index} begins with a sentence of the one before`);
    const repeated = sentencesIn(text).filter((sentence) => before.text.includes(sentence.text));
    ok(repeated.map(({ text }) => text).join(" ").length <= 160);
  }
});

Deno.test("what is added at the end of a document changes its last chunk alone", () => {
  const passages = Array.from(
    { length: 40 },
    (_, index) =>
      said(
        String(index),
        `This is message ${index} about the launch, with a few words more.`,
        1,
        "Anna",
      ),
  );
  const before = chunksOf(passages).map(({ text }) => text);
  const after = chunksOf([...passages, said("new", "And one more.", 2, "Bo")]).map(({ text }) =>
    text
  );
  ok(before.length > 2);
  deepEqual(after.slice(0, before.length - 1), before.slice(0, -1));
});

Deno.test("no word is lost in chunks, and each is of a bounded length", () => {
  const passage = fc.record({
    text: fc.string({ unit: "grapheme", maxLength: 3000 }),
    author: fc.constantFrom(null, "Anna", "Bo"),
  });
  fc.assert(
    fc.property(fc.array(passage, { maxLength: 6 }), (parts) => {
      const chunks = chunksOf(
        parts.map(({ text, author }, index) => said(String(index), text, 1, author)),
      );
      for (const { text } of chunks) ok(text.length <= CHUNK_LENGTH * 1.5, String(text.length));
      const all = chunks.map(({ text }) => text).join("\n");
      for (const { text } of parts) {
        for (const sentence of sentencesIn(text)) {
          const start = sentence.text.slice(0, 40);
          ok(all.includes(start), start);
        }
      }
    }),
    { numRuns: 60 },
  );
});
