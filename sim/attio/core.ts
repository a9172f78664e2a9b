import type { SimClock } from "../clock.ts";
import { notFound } from "./errors.ts";
import { uuids } from "./ids.ts";
import { type Stamp, stamper, stampOf } from "./stamp.ts";
import {
  type Actor,
  type Attribute,
  type Collection,
  emptyTables,
  type List,
  type ObjectType,
  type RecordRow,
  type Tables,
} from "./tables.ts";
import type { AttributePlan } from "./standard_schema.ts";
import type { AttioEvent, Change } from "./workspace.ts";

/** What every kind of change needs: the tables, ids, time, and the ears of the webhooks. */
export interface Core {
  readonly workspaceId: string;
  readonly clock: SimClock;
  readonly tables: Tables;
  newId(): string;
  /** When and by whom. */
  moment(change: Change | undefined): { stamp: Stamp; actor: Actor };
  version(): number;
  /** Counts a change and tells its event. */
  tell(event?: Omit<AttioEvent, "id"> & { id: Record<string, string> }): void;
  listen(listener: (event: AttioEvent) => void): void;
  /** The object with this slug or id. @throws {AttioRefusal} 404 */
  object(key: string): ObjectType;
  /** @throws {AttioRefusal} 404 */
  list(key: string): List;
  /** @throws {AttioRefusal} 404 */
  record(object: ObjectType, id: string): RecordRow;
  /** Unique value of an attribute → the record that has it. */
  uniqueValues(attribute: Attribute): Map<string, string>;
}

export const system: Actor = { type: "system", id: null };

function found<T extends { id: string; slug: string }>(
  rows: Map<string, T>,
  key: string,
  kind: string,
): T {
  const row = rows.get(key) ?? [...rows.values()].find(({ id }) => id === key);
  if (row === undefined) throw notFound(`${kind} with slug/ID "${key}"`);
  return row;
}

/** The attribute of this slug or id; null when there is none. */
export function findAttribute(collection: Collection, key: string): Attribute | null {
  return collection.attributes.get(key) ??
    [...collection.attributes.values()].find(({ id }) => id === key) ?? null;
}

/** The attribute of this slug or id. @throws {AttioRefusal} 404 */
export function attributeOf(collection: Collection, key: string): Attribute {
  const attribute = findAttribute(collection, key);
  if (attribute === null) throw notFound(`Attribute with slug/ID "${key}"`);
  return attribute;
}

/** Makes an attribute out of its plan. */
export function newAttribute(
  core: Core,
  plan: AttributePlan,
  createdAt: Stamp,
  isSystem: boolean,
): Attribute {
  return {
    id: core.newId(),
    slug: plan.slug,
    title: plan.title,
    type: plan.type,
    system: isSystem,
    writable: plan.enriched !== true,
    required: plan.required ?? false,
    unique: plan.unique ?? false,
    multiselect: plan.multiselect ?? false,
    archived: false,
    enriched: plan.enriched ?? false,
    createdAt,
    choices: (plan.choices ?? []).map((title) => ({
      id: core.newId(),
      title,
      archived: false,
      celebrated: plan.celebrated?.includes(title) ?? false,
    })),
    targets: plan.targets ?? null,
    relationship: plan.relationship ?? null,
  };
}

/** An empty workspace's core; `seed` settles its ids. */
export function createCore(clock: SimClock, seed: number): Core {
  const tables = emptyTables();
  const newId = uuids(seed);
  const now = stamper(clock);
  const listeners: ((event: AttioEvent) => void)[] = [];
  const unique = new Map<string, Map<string, string>>();
  let version = 0;
  return {
    workspaceId: newId(),
    clock,
    tables,
    newId,
    moment({ at, actor } = {}) {
      const stamp = at === undefined ? now() : typeof at === "number" ? stampOf(at) : at;
      return { stamp, actor: actor ?? system };
    },
    version: () => version,
    tell(event) {
      version++;
      if (event !== undefined) { for (const listener of listeners) listener(event as AttioEvent); }
    },
    listen: (listener) => void listeners.push(listener),
    object: (key) => found(tables.objects, key, "Object"),
    list: (key) => found(tables.lists, key, "List"),
    record(object, id) {
      const row = object.records.get(id);
      if (row === undefined) throw notFound(`Record with ID "${id}"`);
      return row;
    },
    uniqueValues(attribute) {
      let values = unique.get(attribute.id);
      if (values === undefined) unique.set(attribute.id, values = new Map());
      return values;
    },
  };
}
