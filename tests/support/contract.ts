import { Ajv2020 } from "ajv/dist/2020.js";
import { default as formats } from "ajv-formats";
import { sharedFolder } from "./services.ts";

/** An object of a JSON document. */
export type JsonObject = { [key: string]: unknown };

/** A vendor's JSON document, as checks of what that vendor sends. */
export interface Contract {
  /**
   * What is wrong with `body` as the JSON reply to `method path` with `status`; empty when nothing
   * is. `path` is the template as an OpenAPI document writes it.
   * @throws {Error} when the document declares no such reply
   */
  violations(method: string, path: string, status: number, body: unknown): string[];
  /** What is wrong with `value` as the schema at the JSON pointer (`""`: the whole document). */
  violationsAt(pointer: string, value: unknown): string[];
}

/**
 * The object inside the document at the end of the keys.
 * @throws {Error} when there is none: a patch must fail once the document it patches has changed
 */
export function objectAt(document: JsonObject, ...keys: string[]): JsonObject {
  let value: unknown = document;
  for (const key of keys) value = (value as JsonObject | undefined)?.[key];
  if (value === undefined || value === null || typeof value !== "object") {
    throw new Error(`the contract has no ${keys.join("/")}`);
  }
  return value as JsonObject;
}

/**
 * Reads `contracts/{file}` and patches it where it is known to be wrong. Null where the folder of
 * contracts is absent.
 */
export function readContract(file: string, patch: (document: JsonObject) => void): Contract | null {
  if (sharedFolder === null) return null;
  const document = JSON.parse(Deno.readTextFileSync(`${sharedFolder}/contracts/${file}`));
  patch(document);
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateSchema: false });
  formats.default(ajv);
  ajv.addSchema(document, "contract");

  function violationsAt(pointer: string, value: unknown): string[] {
    const validate = ajv.getSchema(`contract#${pointer}`);
    if (validate === undefined) throw new Error(`the contract has no ${pointer}`);
    if (validate(value)) return [];
    return (validate.errors ?? []).map((error) =>
      `${error.instancePath || "/"} ${error.message} ${JSON.stringify(error.params)}`
    );
  }
  return {
    violationsAt,
    violations(method, path, status, body) {
      const keys = [
        "paths",
        path,
        method.toLowerCase(),
        "responses",
        String(status),
        "content",
        "application/json",
        "schema",
      ];
      objectAt(document, ...keys);
      const pointer = keys.map((key) => key.replaceAll("~", "~0").replaceAll("/", "~1"));
      return violationsAt(`/${pointer.map(encodeURIComponent).join("/")}`, body);
    },
  };
}
