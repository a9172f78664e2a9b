import assert from "node:assert/strict";
import { parse } from "graphql";
import { linearDocuments } from "../../../tests/support/linear_documents.ts";
import { servedSchema } from "../../../tests/support/linear_workspace.ts";
import { complexityOf, operationOf } from "./complexity.ts";

function cost(text: string, variables: Record<string, unknown> = {}, name: string | null = null) {
  const document = parse(text);
  const operation = operationOf(document, name);
  assert.ok(operation);
  return complexityOf(servedSchema, document, operation, variables);
}

Deno.test("a query costs 0.1 a property, 1 an object, and its connections times their size", () => {
  const cases: [string, number][] = [
    ["{ viewer { id } }", 1.1],
    ["{ viewer { id name organization { id } } }", 2.3],
    ["{ issues(first: 10) { nodes { id } } }", 11],
    ["{ issues(last: 10) { nodes { id } } }", 11],
    ["{ issues { nodes { id } } }", 55],
    ["{ issues(first: 10) { nodes { id state { id } } } }", 22],
    ["{ issues(first: 10) { nodes { id } pageInfo { hasNextPage endCursor } } }", 12.2],
    ["{ issues(first: 10) { nodes { comments(first: 5) { nodes { id } } } } }", 65],
    ["{ issues(first: 10) { nodes { comments { nodes { id } } } } }", 560],
    ["{ a: viewer { id } b: viewer { id } }", 2.2],
    ["{ viewer { ... on User { id } ...F } } fragment F on User { name }", 1.2],
    ['mutation { issueDelete(id: "x") { success entity { id } } }', 2.2],
  ];
  for (const [text, expected] of cases) assert.equal(cost(text), expected, text);
});

Deno.test("the size may be a variable, given or left out", () => {
  const text = "query A($n: Int) { issues(first: $n) { nodes { id } } } query B { viewer { id } }";
  assert.equal(cost(text, { n: 20 }, "A"), 22);
  assert.equal(cost(text, {}, "A"), 55);
  assert.equal(cost(text, {}, "B"), 1.1);
});

Deno.test("the walk of issues fits at the largest page, and not with nested pages unbounded", () => {
  const { Issues } = linearDocuments;
  assert.equal(cost(Issues!, { first: 50 }), 1281.2);
  assert.equal(cost(Issues!, { first: 250 }), 6401.2);
  assert.ok(cost(Issues!.replace("(first: 10)", ""), { first: 250 }) > 10_000);
});

Deno.test("an operation is meant by name, or alone", () => {
  const both = parse("query A { viewer { id } } query B { viewer { name } }");
  assert.equal(operationOf(both, "B")?.name?.value, "B");
  assert.equal(operationOf(both, null), null);
  assert.equal(operationOf(both, "C"), null);
});
