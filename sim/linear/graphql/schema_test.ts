import assert from "node:assert/strict";
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLDefaultInput,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
  isScalarType,
  parse,
  print,
  validate,
} from "graphql";
import { linearDocuments } from "../../../tests/support/linear_documents.ts";
import { linearContract, linearWorkspace } from "../../../tests/support/linear_workspace.ts";
import { fillWithLinearHistory } from "../history/history.ts";
import { linearSchema, subsetText } from "./schema.ts";

const ignore = linearContract === null;
const contract = buildSchema(linearContract ?? "type Query { none: ID }", { noLocation: true });
const kindOf = (type: GraphQLNamedType) => type.constructor.name;

const defaultOf = (input: { default?: GraphQLDefaultInput | undefined } | undefined) =>
  input?.default?.literal === undefined ? "none" : print(input.default.literal);

/** What in `part` is not so in `whole`. */
function differences(part: GraphQLSchema, whole: GraphQLSchema): string[] {
  const found: string[] = [];
  const differ = (what: string, mine: unknown, theirs: unknown) => {
    if (String(mine) !== String(theirs)) found.push(`${what}: ${mine}, but ${theirs}`);
  };
  function compareArguments(
    field: string,
    mine: readonly GraphQLArgument[],
    theirs: readonly GraphQLArgument[],
  ) {
    for (const argument of mine) {
      const other = theirs.find(({ name }) => name === argument.name);
      differ(`${field}(${argument.name})`, argument.type, other?.type);
      differ(`${field}(${argument.name}) default`, defaultOf(argument), defaultOf(other));
    }
    for (const other of theirs.filter(isRequiredArgument)) {
      if (!mine.some(({ name }) => name === other.name)) {
        found.push(`${field}(${other.name}) is needed`);
      }
    }
  }
  for (const type of Object.values(part.getTypeMap())) {
    if (type.name.startsWith("__")) continue;
    const other = whole.getType(type.name);
    if (other === undefined || kindOf(other) !== kindOf(type)) {
      found.push(`${type.name} is no such type`);
    } else if (isEnumType(type) && isEnumType(other)) {
      for (const { name } of type.getValues()) {
        if (other.getValue(name) === undefined) found.push(`${type.name}.${name} is unknown`);
      }
    } else if (isInputObjectType(type) && isInputObjectType(other)) {
      const [mine, theirs] = [type.getFields(), other.getFields()];
      for (const field of Object.values(mine)) {
        const name = `${type.name}.${field.name}`;
        differ(name, field.type, theirs[field.name]?.type);
        differ(`${name} default`, defaultOf(field), defaultOf(theirs[field.name]));
      }
      for (const field of Object.values(theirs).filter(isRequiredInputField)) {
        if (mine[field.name] === undefined) found.push(`${type.name}.${field.name} is needed`);
      }
    } else if (
      (isObjectType(type) && isObjectType(other)) ||
      (isInterfaceType(type) && isInterfaceType(other))
    ) {
      for (const one of type.getInterfaces()) {
        if (!other.getInterfaces().some(({ name }) => name === one.name)) {
          found.push(`${type.name} is no ${one.name}`);
        }
      }
      for (const field of Object.values(type.getFields())) {
        const name = `${type.name}.${field.name}`;
        const theirs = other.getFields()[field.name];
        differ(name, field.type, theirs?.type);
        if (theirs !== undefined) compareArguments(name, field.args, theirs.args);
      }
    } else assert.ok(isScalarType(type), type.name);
  }
  return found;
}

Deno.test({
  name: "everything in the subset is in Linear's schema, with the same type",
  ignore,
  fn() {
    const subset = buildSchema(subsetText());
    assert.ok(Object.keys(subset.getTypeMap()).length > 80);
    assert.deepEqual(differences(subset, contract), []);
  },
});

Deno.test("the comparison sees every kind of difference", () => {
  const changed: [RegExp, string][] = [
    [/ {2}identifier: String!/, "  identifier: String"],
    [/ {2}identifier: String!/, "  shortName: String!"],
    [/ {2}estimate: Float\n/, "  estimate: Int\n"],
    [/enum PaginationOrderBy \{/, "enum PaginationOrderBy {\n  title"],
    [/^/, "type Ticket {\n  id: ID\n}\n"],
    [/enabled: Boolean = true/, "enabled: Boolean = false"],
    [/includeArchived: Boolean = false/, "includeArchived: Boolean"],
    [/type Issue implements Node/, "type Issue implements Node & ArchivePayload"],
    [/input WebhookUpdateInput \{/, "input WebhookUpdateInput {\n  colour: String"],
    [/ {2}teamId: String!\n/, ""],
    [/issue\(id: String!\)/, "issue(id: ID!)"],
    [/attachmentsForURL\(([^)]*), url: String!\)/, "attachmentsForURL($1)"],
    [/scalar JSON\n/, "enum JSON {\n  a\n}\n"],
  ];
  const original = buildSchema(subsetText());
  assert.deepEqual(differences(original, original), []);
  for (const [from, to] of changed) {
    const text = subsetText();
    assert.match(text, from);
    const broken = text.replace(from, to);
    const other = buildSchema(broken, { assumeValidSDL: true });
    assert.notDeepEqual(differences(other, original), [], String(from));
  }
});

Deno.test("the connector's documents are valid in the subset", () => {
  const subset = buildSchema(subsetText());
  for (const [name, text] of Object.entries(linearDocuments)) {
    assert.deepEqual(validate(subset, parse(text)).map(String), [], name);
  }
});

Deno.test({
  name: "the connector's documents are valid in Linear's schema",
  ignore,
  fn() {
    for (const [name, text] of Object.entries(linearDocuments)) {
      assert.deepEqual(validate(contract, parse(text)).map(String), [], name);
    }
  },
});

Deno.test({
  name: "both schemas give the same answers",
  ignore,
  async fn(t) {
    const whole = linearWorkspace();
    const part = linearWorkspace({ schema: linearSchema(subsetText()) });
    for (const { state } of [whole, part]) {
      fillWithLinearHistory(state, { seed: 3, token: "history" });
    }
    const teamId = whole.team.id;
    const issueId = whole.state.createIssue({ teamId, title: "Crash" }).id;
    part.state.createIssue({ teamId, title: "Crash" });
    const url = [...whole.state.tables.attachments.values()][0]!.url;
    const inputs: Record<string, unknown> = {
      Create: { teamId, title: "New", dueDate: "2026-04-01" },
      Note: { issueId, body: "Hi" },
      Attach: { issueId, url: "https://x.example/1", title: "X" },
      Hook: { url: "https://x.example/hook", resourceTypes: ["Issue"], allPublicTeams: true },
    };
    const ids = [...whole.state.tables.issues.values()].slice(0, 5).map(({ id }) => id);
    for (const [name, text] of Object.entries(linearDocuments)) {
      await t.step(name, async () => {
        const variables = { first: 50, ids, url, input: inputs[name] };
        const [a, b] = [await whole.ask(text, variables), await part.ask(text, variables)];
        assert.deepEqual(a.errors, []);
        assert.ok(JSON.stringify(a.data).length > 40);
        assert.deepEqual(b.data, a.data);
        assert.equal(b.headers.get("x-complexity"), a.headers.get("x-complexity"));
      });
    }
  },
});

Deno.test("every field the subset declares is answered", async () => {
  const { state, ask, team } = linearWorkspace({ schema: linearSchema(subsetText()) });
  fillWithLinearHistory(state, { seed: 3, token: "history" });
  state.createWebhook({ url: "https://x.example", resourceTypes: ["Issue"], teamId: team.id });
  const subset = buildSchema(subsetText());
  for (const type of Object.values(subset.getTypeMap())) {
    if (!isObjectType(type)) continue;
    const list = Object.values(subset.getQueryType()!.getFields()).find((field) =>
      String(field.type) === `${type.name}Connection!` && !field.args.some(isRequiredArgument)
    );
    if (list === undefined) continue;
    const fields = Object.values(type.getFields()).map(({ name, type }) => {
      const shape = String(type).replaceAll(/[[\]!]/g, "");
      const named = subset.getType(shape);
      if (!isObjectType(named)) return name;
      return shape.endsWith("Connection") ? `${name}(first: 2) { nodes { id } }` : `${name} { id }`;
    });
    const reply = await ask(`{ ${list.name}(first: 20) { nodes { ${fields.join(" ")} } } }`);
    assert.deepEqual(reply.errors, [], type.name);
    assert.ok(JSON.stringify(reply.data).includes('"id"'), `${type.name} has rows`);
  }
});

Deno.test("every filter the subset declares is served", async () => {
  const { ask } = linearWorkspace({ schema: linearSchema(subsetText()) });
  const subset = buildSchema(subsetText());
  let filters = 0;
  for (const list of Object.values(subset.getQueryType()!.getFields())) {
    const input = list.args.find(({ name }) => name === "filter")?.type;
    if (!isInputObjectType(input)) continue;
    for (const field of Object.values(input.getFields())) {
      const value = String(field.type).startsWith("[") ? "[]" : "{}";
      const reply = await ask(
        `{ ${list.name}(filter: { ${field.name}: ${value} }) { nodes { id } } }`,
      );
      assert.deepEqual(reply.errors, [], `${input.name}.${field.name}`);
      filters++;
    }
  }
  assert.ok(filters > 80);
});

Deno.test({
  name: "a filter of Linear's that the stand-in lacks is an error, never a wrong answer",
  ignore,
  async fn() {
    const { ask } = linearWorkspace();
    const reply = await ask(
      "{ issues(filter: { slaBreachesAt: { null: true } }) { nodes { id } } }",
    );
    assert.equal(reply.data, null);
    assert.equal(
      reply.errors[0]?.message,
      "The stand-in does not serve the filter Issue.slaBreachesAt",
    );
  },
});
