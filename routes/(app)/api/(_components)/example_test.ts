import { deepEqual, equal } from "node:assert/strict";
import { exampleOf, typeOf } from "./example.ts";

Deno.test("an example holds the required parts, with the simplest values", () => {
  deepEqual(
    exampleOf({
      type: "object",
      required: ["name", "kind", "id", "count", "flag", "list", "nothing"],
      properties: {
        name: { type: "string" },
        kind: { type: "string", enum: ["a", "b"] },
        id: { type: "string", format: "uuid" },
        count: { type: "integer", minimum: 3 },
        flag: { type: "boolean" },
        list: { type: "array", items: { anyOf: [{ const: 7 }, { type: "null" }] } },
        nothing: { type: "null" },
        optional: { type: "string" },
      },
    }),
    {
      name: "text",
      kind: "a",
      id: "00000000-0000-4000-8000-000000000000",
      count: 3,
      flag: true,
      list: [7],
      nothing: null,
    },
  );
});

Deno.test("where nothing is required, one part shows how it is written", () =>
  deepEqual(
    exampleOf({
      type: "object",
      properties: { a: { type: ["string", "null"] }, b: { type: "string" } },
    }),
    { a: "text" },
  ));

Deno.test("a default is the example", () =>
  equal(exampleOf({ type: "string", default: "x" }), "x"));

Deno.test("a type is told with its bounds", () => {
  const cases: [schema: Record<string, unknown>, text: string][] = [
    [{ type: "string" }, "string"],
    [{ type: "string", format: "uuid" }, "uuid"],
    [{ type: "integer", minimum: 1, maximum: 200 }, "integer 1…200"],
    [{ type: "string", maxLength: 30 }, "string …30"],
    [{ enum: ["a", "b"] }, "a | b"],
    [{ anyOf: [{ type: "string" }, { type: "null" }] }, "string | null"],
    [{}, "any"],
  ];
  for (const [schema, text] of cases) equal(typeOf(schema), text);
});
