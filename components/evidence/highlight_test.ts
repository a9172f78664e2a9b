import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { highlight } from "./highlight.ts";

/** Segments as text with matches in brackets. */
function marked(text: string, terms: string[]): string {
  return highlight(text, terms).map(({ text, match }) => match ? `[${text}]` : text).join("");
}

Deno.test("terms are found whatever their case, in both alphabets", () => {
  equal(marked("Late again, LATE", ["late"]), "[Late] again, [LATE]");
  equal(marked("Сроки горят", ["сроки"]), "[Сроки] горят");
});

Deno.test("of terms that start together the longer wins", () => {
  equal(marked("before Friday", ["before", "before friday"]), "[before Friday]");
});

Deno.test("terms are text, not patterns", () => {
  equal(marked("a+b (c) a.b", ["a+b", "(c)", "."]), "[a+b] [(c)] a[.]b");
});

Deno.test("without terms, or without text, nothing is marked", () => {
  deepEqual(highlight("text", []), [{ text: "text", match: false }]);
  deepEqual(highlight("text", ["", "  "]), [{ text: "text", match: false }]);
  deepEqual(highlight("", ["a"]), []);
  deepEqual(highlight("", []), []);
});

Deno.test("segments put together are the text", () => {
  fc.assert(fc.property(fc.string(), fc.array(fc.string(), { maxLength: 4 }), (text, terms) => {
    equal(highlight(text, terms).map((segment) => segment.text).join(""), text);
  }));
});
