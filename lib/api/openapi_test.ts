import { deepEqual, equal } from "node:assert/strict";
import { z } from "zod";
import { jsonSchemaOf, openApiDocument } from "./openapi.ts";
import { operation } from "./operation.ts";

const things = operation({
  name: "listThings",
  method: "GET",
  path: "/things/{kind}",
  tag: "Things",
  summary: "All things",
  query: z.object({
    limit: z.coerce.number().int().min(1).max(9).default(5).meta({ description: "Most rows." }),
    since: z.iso.date(),
  }),
  reply: z.object({ things: z.array(z.object({ at: z.date() })) }),
});

const make = operation({
  name: "makeThing",
  method: "POST",
  path: "/things/{id}",
  tag: "Things",
  summary: "Make a thing",
  body: z.strictObject({ name: z.string().trim().min(1).default("a") }),
  reply: z.object({ thing: z.string() }),
  status: 201,
  creates: true,
});

const info = { title: "T", version: "1", description: "d", base: "/api/v1" };
interface Described {
  parameters: { name: string; schema: { pattern?: string; format?: string } }[];
  requestBody?: { content: { "application/json": { schema: unknown } } };
  responses: Record<string, { content: { "application/json": { schema: unknown } } }>;
}

const document = openApiDocument([things, make], info) as unknown as {
  paths: Record<string, Record<string, Described>>;
};
const get = document.paths["/things/{kind}"]!.get!;
const post = document.paths["/things/{id}"]!.post!;

Deno.test("parameters come from path and query, with their bounds and descriptions", () => {
  deepEqual(get.parameters, [
    { name: "kind", in: "path", required: true, schema: { type: "string" } },
    {
      name: "limit",
      in: "query",
      required: false,
      description: "Most rows.",
      schema: { type: "integer", minimum: 1, maximum: 9, default: 5 },
    },
    {
      name: "since",
      in: "query",
      required: true,
      schema: {
        type: "string",
        format: "date",
        pattern: get.parameters[2]!.schema.pattern,
      },
    },
  ]);
  equal(get.requestBody, undefined);
});

Deno.test("a request's body is described as it is sent, a reply as it is received", () => {
  deepEqual(post.requestBody!.content["application/json"].schema, {
    type: "object",
    properties: { name: { type: "string", minLength: 1, default: "a" } },
    additionalProperties: false,
  });
  deepEqual(get.responses[200]!.content["application/json"].schema, {
    type: "object",
    properties: {
      ok: { const: true },
      request_id: { type: "string" },
      things: {
        type: "array",
        items: {
          type: "object",
          properties: { at: { type: "string", format: "date-time" } },
          required: ["at"],
          additionalProperties: false,
        },
      },
    },
    required: ["ok", "request_id", "things"],
    additionalProperties: true,
  });
});

Deno.test("each operation names what can go wrong with it", () => {
  deepEqual(Object.keys(get.responses), ["200", "400", "401", "403", "429", "default"]);
  deepEqual(Object.keys(post.responses), [
    "201",
    "400",
    "401",
    "403",
    "404",
    "409",
    "413",
    "415",
    "429",
    "default",
  ]);
});

Deno.test("what makes something takes an Idempotency-Key", () => {
  deepEqual(post.parameters.map(({ name }) => name), ["id", "Idempotency-Key"]);
  equal(post.parameters[0]!.schema.format, "uuid");
});

Deno.test("a schema says nothing of its dialect, which is the document's", () =>
  deepEqual(jsonSchemaOf(z.string(), "input"), { type: "string" }));
