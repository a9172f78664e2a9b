import { AttioRefusal, notFound } from "./errors.ts";
import type { List, ObjectType, RecordRow, Token } from "./tables.ts";
import type { AttioState } from "./workspace.ts";

const sees = (allowed: string[] | null, slug: string) => allowed === null || allowed.includes(slug);

function byKey<T extends { id: string; slug: string }>(rows: Map<string, T>, key: string) {
  return rows.get(key) ?? [...rows.values()].find(({ id }) => id === key);
}

/** The objects the token sees. */
export function visibleObjects(state: AttioState, token: Token): ObjectType[] {
  return [...state.tables.objects.values()].filter(({ slug }) => sees(token.objects, slug));
}

/** @throws {AttioRefusal} 404, also for what only this token does not see */
export function visibleObject(state: AttioState, token: Token, key: string): ObjectType {
  const object = byKey(state.tables.objects, key);
  if (object === undefined || !sees(token.objects, object.slug)) {
    throw notFound(`Object with slug/ID "${key}"`);
  }
  return object;
}

/** The lists the token sees. */
export function visibleLists(state: AttioState, token: Token): List[] {
  return [...state.tables.lists.values()].filter(({ slug }) => sees(token.lists, slug));
}

/** @throws {AttioRefusal} 404, also for what only this token does not see */
export function visibleList(state: AttioState, token: Token, key: string): List {
  const list = byKey(state.tables.lists, key);
  if (list === undefined || !sees(token.lists, list.slug)) {
    throw notFound(`List with slug/ID "${key}"`);
  }
  return list;
}

/** Whether the token sees records with this id. */
export const seesRecord = (token: Token) => ({ id }: { id: string }): boolean =>
  token.records === null || token.records.has(id);

/** @throws {AttioRefusal} 404 `not_found`, or `merge_in_progress` while the record is being merged */
export function visibleRecord(
  state: AttioState,
  token: Token,
  object: ObjectType,
  id: string,
): RecordRow {
  const row = object.records.get(id);
  if (row === undefined || !seesRecord(token)(row)) throw notFound(`Record with ID "${id}"`);
  if (state.isMerging(id)) {
    throw new AttioRefusal(404, "merge_in_progress", `Record with ID "${id}" is being merged.`);
  }
  return row;
}
