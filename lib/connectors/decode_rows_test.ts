import { deepEqual, equal, match, throws } from "node:assert/strict";
import { z } from "zod";
import { decodeRows, storable, storableText } from "./decode_rows.ts";

const shape = z.object({ id: z.int(), name: z.string() });
const traits = {
  primaryKey: "id",
  decode(raw: unknown) {
    const { id, name } = shape.parse(raw);
    return { external_id: String(id), name };
  },
};

const texts: [string, string, string][] = [
  ["NUL characters go", "a\u0000b\u0000", "ab"],
  ["half a surrogate pair is replaced", "x\ud83dy", "x\ufffdy"],
  ["a lone second half too", "\ude00", "\ufffd"],
  ["a whole pair stays", "\ud83d\ude00", "\ud83d\ude00"],
  ["other control characters stay", "a\u0001\n\t\u007f", "a\u0001\n\t\u007f"],
  ["an empty text stays", "", ""],
];
for (const [name, text, wanted] of texts) {
  Deno.test(`storable text: ${name}`, () => equal(storableText(text), wanted));
}

Deno.test("a JSON value is made storable at every depth, keys included", () => {
  deepEqual(storable({ "k\u0000": ["\u0000", { a: "\udc00", n: 1, b: true, none: null }] }), {
    k: ["", { a: "\ufffd", n: 1, b: true, none: null }],
  });
});

Deno.test("rows that decode go on, the others are set aside with the field and the reason", () => {
  const { rows, rejected } = decodeRows("things", traits, [
    { id: 1, name: "one" },
    { id: 2 },
    { id: 3, name: "three" },
    { id: "4\u0000", name: "x" },
  ]);
  deepEqual(rows.map((row) => row.external_id), ["1", "3"]);
  deepEqual(rejected.map(({ stream, external_id }) => [stream, external_id]), [
    ["things", "2"],
    ["things", "4"],
  ]);
  match(rejected[0]!.message, /^name: /);
  match(rejected[1]!.message, /^id: /);
  deepEqual(rejected[1]!.payload, { id: "4", name: "x" });
});

Deno.test("every refused field is named", () => {
  const { rejected } = decodeRows("things", traits, [{ id: "x", name: 5 }]);
  match(rejected[0]!.message, /^id: .*; name: /);
});

Deno.test("of two rows with one id the last counts", () => {
  const { rows } = decodeRows("things", traits, [
    { id: 1, name: "before" },
    { id: 2, name: "two" },
    { id: 1, name: "after" },
  ]);
  deepEqual(rows, [{ external_id: "1", name: "after" }, { external_id: "2", name: "two" }]);
});

Deno.test("a row without an id is kept under its hash, so that it is queued once", () => {
  const raw = [null, 7, { name: "x" }, { name: "x" }, { id: { deep: 1 } }];
  const { rejected } = decodeRows("things", traits, raw);
  const ids = rejected.map((row) => row.external_id);
  for (const id of ids) match(id, /^hash:[0-9a-f]{64}$/);
  equal(ids[2], ids[3]);
  equal(new Set(ids).size, 4);
});

Deno.test("an error that is not about the row is not taken for one", () => {
  const broken = {
    primaryKey: "id",
    decode(): never {
      throw new TypeError("a fault of ours");
    },
  };
  throws(() => decodeRows("things", broken, [{}]), /a fault of ours/);
});
