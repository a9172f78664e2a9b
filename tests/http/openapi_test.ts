import { deepEqual, equal, ok } from "node:assert/strict";
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { operations } from "@/routes/api/v1/(_contract)/mod.ts";
import { stores, withProduct } from "../support/app.ts";
import { addressOf, routeModules } from "../support/routes.ts";
import { type Answer, signIn, visit } from "../support/visitor.ts";

type Json = Record<string, unknown>;

interface Described {
  operationId: string;
  responses: Record<string, { $ref?: string; content?: { "application/json": { schema: Json } } }>;
  parameters?: { name: string; in: string; required: boolean; schema: Json }[];
  requestBody?: { content: { "application/json": { schema: Json } } };
}

interface Document {
  openapi: string;
  servers: { url: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { responses: Record<string, Json>; schemas: Record<string, Json> };
}

/** Every reference in a document. */
function references(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === "$ref" && typeof item === "string" ? [item] : references(item)
  );
}

function resolve(document: Document, reference: string): unknown {
  return reference.replace(/^#\//, "").split("/")
    .reduce<unknown>((at, name) => (at as Json | undefined)?.[name], document);
}

function validator() {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  return ajv;
}

Deno.test("every route of the API is described, and nothing that is not there", async () => {
  const routes = (await routeModules()).filter(({ path }) => path.startsWith("/api/v1/"))
    .flatMap(({ path, methods }) =>
      methods.map((method) => `${method} ${path.slice("/api/v1".length)}`)
    );
  const described = operations.map(({ method, path }) => `${method} ${path}`);
  deepEqual(described.toSorted(), routes.toSorted());
  equal(new Set(operations.map(({ name }) => name)).size, operations.length, "names are unique");
  for (const { name, summary, method, query, body } of operations) {
    ok(/^[a-z][A-Za-z]+$/.test(name) && /^[A-Z].*[^.]$/.test(summary), name);
    ok(method === "GET" ? body === undefined : query === undefined, name);
  }
});

Deno.test("the document is OpenAPI 3.1 and its schemas are JSON Schema", async (test) => {
  await withProduct({ store: stores[0]! }, async (product) => {
    const answer = await visit(product).ask("/api/v1/openapi.json");
    equal(answer.status, 200, "it needs no session");
    const document = answer.json<Document>();
    const all = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, described]) => ({
        path,
        method: method.toUpperCase(),
        described,
      }))
    );

    await test.step("it has what OpenAPI asks for, and its references lead somewhere", () => {
      equal(document.openapi, "3.1.0");
      deepEqual(document.servers, [{ url: "/api/v1" }]);
      equal(all.length, operations.length);
      const found = references(document);
      ok(found.length > 50);
      for (const reference of new Set(found)) {
        ok(resolve(document, reference) !== undefined, reference);
      }
      for (const { path, described } of all) {
        const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
        const inPath = (described.parameters ?? []).filter((parameter) => parameter.in === "path");
        deepEqual(inPath.map(({ name }) => name), names, path);
        ok(inPath.every(({ required }) => required), path);
      }
    });

    await test.step("each schema can be compiled", () => {
      const ajv = validator();
      for (const { described } of all) {
        const schemas = [
          ...(described.parameters ?? []).map(({ schema }) => schema),
          described.requestBody?.content["application/json"].schema,
          ...Object.values(described.responses).map((reply) =>
            reply.content?.["application/json"].schema
          ),
        ];
        for (const schema of schemas) if (schema !== undefined) ajv.compile(schema);
      }
    });

    await test.step("replies are as they are described", async () => {
      const ajv = validator();
      const visitor = await signIn(product);
      const errorOf = ajv.compile(document.components.schemas.Error!);
      const check = (about: string, { described }: (typeof all)[number], answer: Answer) => {
        const reply = described.responses[answer.status];
        ok(reply !== undefined, `${about} answered ${answer.status}, which is not described`);
        const validate = reply.$ref === undefined
          ? ajv.compile(reply.content!["application/json"].schema)
          : errorOf;
        ok(validate(answer.json()), `${about}: ${JSON.stringify(validate.errors)} ${answer.text}`);
      };
      const made = {
        createProject: { name: "Acme" },
        createToken: { name: "script", scopes: ["read"] },
      } as Record<string, unknown>;
      const at = new Map(all.map((operation) => [operation.described.operationId, operation]));
      const ids: Record<string, string> = {};
      for (const [name, body] of Object.entries(made)) {
        const operation = at.get(name)!;
        const answer = await visitor.api(operation.method, operation.path, body);
        equal(answer.status, 201);
        check(name, operation, answer);
        const { project, api_token } = answer.json<Record<string, { id: string }>>();
        Object.assign(ids, { project: project?.id ?? ids.project, token: api_token?.id });
      }
      for (const operation of all.filter(({ method }) => method === "GET")) {
        const names = { name: operation.path.startsWith("/jobs") ? "x" : "messages" };
        const address = addressOf(operation.path, names);
        check(address, operation, await visitor.ask(`/api/v1${address}`));
        const refused = await visit(product).ask(`/api/v1${address}`);
        if (refused.status !== 200) check(address, operation, refused);
      }
      const changes: [name: string, path: string, body?: unknown][] = [
        ["changeProject", `/projects/${ids.project}`, { pinned: true }],
        ["changeProject", `/projects/${ids.project}`, { nonsense: 1 }],
        ["changeSession", "/session", { theme: "dark" }],
        ["changeScope", "/scope", { time_zone: "Europe/Berlin" }],
        ["startSync", "/connectors/sync", {}],
        ["stopSync", "/connectors/sync"],
        ["retryErrors", "/connectors/errors/retry"],
        ["retryError", addressOf("/connectors/errors/{id}/retry")],
        ["revokeToken", `/tokens/${ids.token}`],
        ["revokeToken", `/tokens/${ids.token}`],
        ["applyIdentitySuggestion", addressOf("/identity/suggestions/{id}/apply"), {}],
        ["applyIdentitySuggestions", "/identity/suggestions/apply", { least: 1, expected: 0 }],
        ["applyIdentitySuggestions", "/identity/suggestions/apply", { least: 1, expected: 7 }],
        ["dismissIdentitySuggestion", addressOf("/identity/suggestions/{id}/dismiss"), {
          reason: "no",
        }],
        ["undoIdentityChange", addressOf("/identity/changes/{id}/undo")],
        ["undoIdentityBatch", addressOf("/identity/batches/{id}/undo")],
        ["runIdentityPreview", "/identity/preview"],
        ["endOtherSessions", "/sessions"],
        ["endSession", addressOf("/sessions/{id}")],
      ];
      for (const [name, path, body] of changes) {
        const operation = at.get(name)!;
        check(name, operation, await visitor.api(operation.method, path, body));
      }
    });
  });
});
