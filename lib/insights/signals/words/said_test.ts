import { deepEqual } from "node:assert/strict";
import { createDetector } from "../../../text/mod.ts";
import { SAID_KINDS } from "../kinds.ts";
import { english as englishPhrases } from "./english.ts";
import { english } from "./golden_english.ts";
import { russian } from "./golden_russian.ts";
import { russian as russianPhrases } from "./russian.ts";
import { detectSaid } from "./said.ts";

for (const [language, golden] of Object.entries({ English: english, Russian: russian })) {
  for (const [kind, texts] of Object.entries(golden)) {
    Deno.test(`${language}: ${kind}`, () => {
      const wrong = texts.map((text) => [text, ...detectSaid(text).map((said) => said.kind)])
        .filter(([, ...said]) => kind === "nothing" ? said.length > 0 : !said.includes(kind));
      deepEqual(wrong, []);
    });
  }
}

Deno.test("a message of one thing says no more than one other", () => {
  const texts = SAID_KINDS.flatMap((kind) => [...english[kind], ...russian[kind]]);
  deepEqual(texts.filter((text) => detectSaid(text).length > 2), []);
});

Deno.test("every phrase is found in the words it is made of", () => {
  // each kind alone has something to find, in each language
  for (const book of [englishPhrases, russianPhrases]) {
    const golden = book === englishPhrases ? english : russian;
    const detect = createDetector(SAID_KINDS, [book], { stems: true });
    for (const kind of SAID_KINDS) {
      deepEqual(
        golden[kind].filter((text) => !detect(text).some((said) => said.kind === kind)),
        [],
      );
    }
  }
});
