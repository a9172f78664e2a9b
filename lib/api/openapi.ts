import { z } from "zod";
import type { Operation } from "./operation.ts";

type Json = Record<string, unknown>;

/** What the document says of the API as a whole. */
export interface ApiInfo {
  title: string;
  version: string;
  description: string;
  /** Path the operations' paths are below. */
  base: string;
}

/** A schema as JSON Schema 2020-12, which OpenAPI 3.1 is made of. Times are sent as text. */
export function jsonSchemaOf(schema: z.ZodType, io: "input" | "output"): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    target: "draft-2020-12",
    io,
    unrepresentable: "any",
    override({ zodSchema, jsonSchema }) {
      if (zodSchema._zod.def.type === "date") {
        Object.assign(jsonSchema, { type: "string", format: "date-time" });
      }
    },
  });
  return rest;
}

const text = { type: "string" };

const errorSchema: Json = {
  type: "object",
  required: ["ok", "error", "message", "request_id"],
  properties: {
    ok: { const: false },
    error: { ...text, description: "A stable code." },
    message: text,
    request_id: text,
    details: {
      type: "array",
      items: {
        type: "object",
        required: ["path", "message", "code"],
        properties: { path: text, message: text, code: text },
      },
    },
  },
};

const limitHeaders = {
  "RateLimit-Limit": "Requests a window.",
  "RateLimit-Remaining": "Requests left in this window.",
  "RateLimit-Reset": "Seconds until the next window.",
};

function headersOf(names: Record<string, string>): Json {
  return Object.fromEntries(
    Object.entries(names).map(([name, description]) => [name, { description, schema: text }]),
  );
}

/** What can go wrong with every operation, and with those that say so. */
const failures: Record<number, [name: string, description: string]> = {
  400: ["BadRequest", "A part of the request is not valid; `details` names each."],
  401: ["Unauthorized", "Neither a session nor a valid token."],
  403: ["Forbidden", "The token may not do this, or the CSRF token is missing or wrong."],
  404: ["NotFound", "There is no such thing in this scope."],
  409: ["Conflict", "It contradicts what is there, or the Idempotency-Key was used otherwise."],
  413: ["TooLarge", "A body may have 64 KiB."],
  415: ["UnsupportedMediaType", "A body must be application/json."],
  429: ["RateLimited", "Too many requests; `Retry-After` says when to come back."],
};

function errorResponses(): Json {
  const content = { "application/json": { schema: { $ref: "#/components/schemas/Error" } } };
  const named = Object.entries(failures).map(([status, [name, description]]) => [name, {
    description,
    ...(status === "429" ? { headers: headersOf({ "Retry-After": "Seconds." }) } : {}),
    content,
  }]);
  return {
    ...Object.fromEntries(named),
    Failed: { description: "It failed on our side.", content },
  };
}

function parameter(place: "path" | "query", name: string, schema: Json, required: boolean): Json {
  const { description, ...rest } = schema;
  return {
    name,
    in: place,
    required: place === "path" || required,
    ...(description === undefined ? {} : { description }),
    schema: rest,
  };
}

function parametersOf({ path, query, creates }: Operation): Json[] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) =>
    parameter("path", name!, name === "id" ? { ...text, format: "uuid" } : text, true)
  );
  const shape = query === undefined ? {} : jsonSchemaOf(query, "input");
  const required = (shape.required ?? []) as string[];
  const inQuery = Object.entries((shape.properties ?? {}) as Record<string, Json>)
    .map(([name, schema]) => parameter("query", name, schema, required.includes(name)));
  const key = {
    name: "Idempotency-Key",
    in: "header",
    required: false,
    description: "Repeated within 24 hours with the same body, it gets the first reply again.",
    schema: { ...text, minLength: 1, maxLength: 255 },
  };
  return [...inPath, ...inQuery, ...(creates ? [key] : [])];
}

function replyOf({ reply, bare = false, summary, status = 200 }: Operation): Json {
  const own = jsonSchemaOf(reply, "output");
  const envelope = { ok: { const: true }, request_id: text };
  const schema = {
    ...own,
    properties: { ...envelope, ...own.properties as Json },
    required: ["ok", "request_id", ...(own.required ?? []) as string[]],
    additionalProperties: true,
  };
  return {
    [status]: {
      description: summary,
      headers: headersOf({ "X-Request-Id": "The request's id, for the log.", ...limitHeaders }),
      content: { "application/json": { schema: bare ? own : schema } },
    },
  };
}

function failuresOf({ method, path, body, creates, fails = [] }: Operation): Json {
  const changes = method !== "GET";
  const statuses = new Set([
    400,
    401,
    403,
    429,
    ...(changes ? [413, 415] : []),
    ...(/\{id\}/.test(path) ? [404] : []),
    ...(creates && body !== undefined ? [409] : []),
    ...fails,
  ]);
  const refer = (name: string) => ({ $ref: `#/components/responses/${name}` });
  return {
    ...Object.fromEntries(
      [...statuses].toSorted().map((status) => [status, refer(failures[status]![0])]),
    ),
    default: refer("Failed"),
  };
}

function describe(operation: Operation): Json {
  const { name, tag, summary, description, body, open } = operation;
  const parameters = parametersOf(operation);
  return {
    operationId: name,
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(open ? { security: [] } : {}),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(body === undefined ? {} : {
      requestBody: {
        required: true,
        content: { "application/json": { schema: jsonSchemaOf(body, "input") } },
      },
    }),
    responses: { ...replyOf(operation), ...failuresOf(operation) },
  };
}

/** The OpenAPI 3.1 document of operations, from the schemas that check their requests. */
export function openApiDocument(operations: readonly Operation[], info: ApiInfo): Json {
  const { base, ...about } = info;
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    const methods = paths[operation.path] ??= {};
    methods[operation.method.toLowerCase()] = describe(operation);
  }
  return {
    openapi: "3.1.0",
    info: about,
    servers: [{ url: base }],
    security: [{ token: [] }, { session: [], csrf: [] }, { session: [] }],
    tags: [...new Set(operations.map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: "An API token, `ct_…`." },
        session: {
          type: "apiKey",
          in: "cookie",
          name: "ct_session",
          description: "`__Host-ct_session` on https.",
        },
        csrf: {
          type: "apiKey",
          in: "header",
          name: "x-csrf-token",
          description: "With a session, for every request that changes something.",
        },
      },
      schemas: { Error: errorSchema },
      responses: errorResponses(),
    },
  };
}
