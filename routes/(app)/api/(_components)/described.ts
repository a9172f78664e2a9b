import { openApiDocument } from "@/lib/api/mod.ts";
import { about, operations } from "../../../api/v1/(_contract)/mod.ts";

type Json = Record<string, unknown>;

/** A parameter as the document describes it. */
export interface DescribedParameter {
  name: string;
  in: "path" | "query" | "header";
  required: boolean;
  description?: string;
  schema: Json;
}

/** An operation as the document describes it. */
export interface Described {
  name: string;
  tag: string;
  method: string;
  /** With the API's base. */
  path: string;
  summary: string;
  description?: string;
  parameters: DescribedParameter[];
  body: Json | null;
  reply: { status: number; schema: Json };
  /** Statuses it can be refused with. */
  failures: string[];
}

interface DocumentedOperation {
  parameters?: DescribedParameter[];
  requestBody?: { content: { "application/json": { schema: Json } } };
  responses: Record<string, { content: { "application/json": { schema: Json } } }>;
}

const document = openApiDocument(operations, about) as unknown as {
  paths: Record<string, Record<string, DocumentedOperation>>;
};

/** All operations, read from the document that scripts get. */
export const described: readonly Described[] = operations.map((operation) => {
  const { name, tag, method, path, summary, description, status = 200 } = operation;
  const written = document.paths[path]![method.toLowerCase()]!;
  return {
    name,
    tag,
    method,
    path: about.base + path,
    summary,
    description,
    parameters: written.parameters ?? [],
    body: written.requestBody?.content["application/json"].schema ?? null,
    reply: { status, schema: written.responses[status]!.content["application/json"].schema },
    failures: Object.keys(written.responses).filter((code) => /^4/.test(code)),
  };
});
