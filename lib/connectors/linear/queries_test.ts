import { deepEqual, equal, ok } from "node:assert/strict";
import { buildSchema, type GraphQLSchema, parse, validate } from "graphql";
import { linearSubsetText } from "@/sim/mod.ts";
import { linearContract } from "../../../tests/support/linear_workspace.ts";
import {
  complexityOf,
  MAX_COMPLEXITY,
  operationOf,
} from "../../../sim/linear/graphql/complexity.ts";
import { documents, listQueries, MAX_PAGE } from "./queries.ts";

function faults(schema: GraphQLSchema): string[] {
  return Object.entries(documents).flatMap(([name, document]) =>
    validate(schema, parse(document)).map(({ message }) => `${name}: ${message}`)
  );
}

// without the shared folder this is skipped, and fails in CI
Deno.test({
  name: "every document that is sent is valid by Linear's schema",
  ignore: linearContract === null,
  fn() {
    deepEqual(faults(buildSchema(linearContract!, { assumeValidSDL: true, noLocation: true })), []);
  },
});

Deno.test("every document is valid by what the stand-in serves", () => {
  deepEqual(faults(buildSchema(linearSubsetText())), []);
});

Deno.test("no two documents share an operation's name", () => {
  equal(Object.keys(documents).length, 24);
});

Deno.test("archived rows and disabled users are always asked for", () => {
  for (const [name, document] of Object.entries(documents)) {
    if (!name.startsWith("Viewer") && document.startsWith("query")) {
      ok(name === "ProjectTeams" || document.includes("includeArchived: true"), name);
    }
  }
  ok(documents.Users!.includes("includeDisabled: true"));
});

Deno.test("a full page costs less than a query may, by the documented prices", () => {
  const schema = buildSchema(linearSubsetText());
  for (const [name, text] of Object.entries(listQueries)) {
    const document = parse(text);
    const operation = operationOf(document, null)!;
    const cost = complexityOf(schema, document, operation, { first: MAX_PAGE });
    ok(cost <= MAX_COMPLEXITY, `${name} costs ${cost}`);
  }
});
