import { invalid } from "./errors.ts";
import { isJson, type Json } from "./operators.ts";
import type { Actor, Token } from "./tables.ts";
import type { AttioState } from "./workspace.ts";

/** A request that may be answered. */
export interface Call {
  token: Token;
  /** Who writes when this request writes. */
  actor: Actor;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Json;
}

/** One operation of the API. `answer` returns what the reply's `data` is, or the whole reply. */
export interface Route {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** `/v2/objects/{object}`. */
  path: string;
  scopes: string[];
  /** Counted as a read although it is a POST. */
  reads?: boolean;
  answer(call: Call): unknown;
}

/** What routes are made from. */
export interface RouteContext {
  state: AttioState;
  /** Charges a query. @throws {AttioRefusal} 429 */
  charge(score: number): void;
  /** Accept webhook addresses without https, which Attio refuses. */
  plainWebhooks: boolean;
}

/** A reply that is more than its data. */
export class WholeReply {
  constructor(readonly body: Json) {}
}

/** The `data` object of a request's body. @throws {AttioRefusal} 400 */
export function dataOf(body: Json): Json {
  if (!isJson(body.data)) throw invalid('"data" must be an object.', ["data"]);
  return body.data;
}

/** A field of a body's data that must be an object. @throws {AttioRefusal} 400 */
export function objectIn(data: Json, name: string): Json {
  const value = data[name];
  if (!isJson(value)) throw invalid(`"${name}" must be an object.`, ["data", name]);
  return value;
}

/** A field of a body's data that must be a text. @throws {AttioRefusal} 400 */
export function textIn(data: Json, name: string): string {
  const value = data[name];
  if (typeof value !== "string") throw invalid(`"${name}" must be a string.`, ["data", name]);
  return value;
}

/**
 * `limit` and `offset` of a request.
 * @throws {AttioRefusal} 400 for what is no whole number, and for a limit over `most`
 */
export function pageOf(
  query: URLSearchParams,
  usual: number,
  most: number,
): { limit: number; offset: number } {
  const number = (name: string, fallback: number, from: number) => {
    const text = query.get(name);
    if (text === null) return fallback;
    const value = Number(text);
    if (!Number.isInteger(value) || value < from) {
      throw invalid(`"${name}" must be a whole number from ${from} on.`, [name]);
    }
    return value;
  };
  const limit = number("limit", usual, 1);
  if (limit > most) throw invalid(`"limit" must be at most ${most}.`, ["limit"]);
  return { limit, offset: number("offset", 0, 0) };
}

/** The rows of one page. */
export function pageRows<T>(rows: T[], page: { limit: number; offset: number }): T[] {
  return rows.slice(page.offset, page.offset + page.limit);
}
