import type { SimClock } from "../../clock.ts";
import { seededRandom } from "../../random.ts";
import type { Entity, Table } from "./table.ts";
import { emptyTables, type Tables } from "./tables.ts";

/** When something happened and who did it. A time in the past is how a late commit looks. */
export interface Occurrence {
  /** Epoch milliseconds; default now. */
  at?: number;
  actorId?: string | null;
}

/** A change, named as webhooks name it. */
export interface StateEvent {
  action: "create" | "update" | "remove";
  /** The type's name, as in `resourceTypes`. */
  type: string;
  row: Entity;
  /** Values before an update, of the fields that changed. */
  updatedFrom?: Record<string, unknown>;
  actorId: string | null;
  at: number;
}

/** The workspace itself. */
export interface Organization extends Entity {
  name: string;
  urlKey: string;
}

/** How a workspace is made. */
export interface StoreOptions {
  clock: SimClock;
  /** Makes ids repeatable. */
  seed?: number;
  /** Not documented: whether a deleted comment is gone, or archived and listed with `includeArchived`. */
  deletedComments?: "gone" | "archived";
}

/** Tables with what every change needs. */
export interface Store {
  readonly clock: SimClock;
  readonly tables: Tables;
  readonly organization: Organization;
  readonly deletedComments: "gone" | "archived";
  newId(): string;
  /** Grows with each change of any table. */
  version(): number;
  onEvent(listener: (event: StateEvent) => void): void;
  emit(event: StateEvent): void;
  /** Adds a row and tells it; a row that is there already stays as it is. */
  add<Row extends Entity>(table: Table<Row>, row: Row, when?: Occurrence): Row;
  /** Changes a row, moves its `updatedAt` and tells it; nothing at all when every value is the same. */
  change<Row extends Entity>(
    table: Table<Row>,
    id: string,
    change: NoInfer<Partial<Row>>,
    when?: Occurrence,
  ): Row;
  /** Removes a row; silently when `tell` is false. */
  remove<Row extends Entity>(
    table: Table<Row>,
    id: string,
    when?: Occurrence,
    tell?: boolean,
  ): void;
  /** `id` and times of a new row. */
  entity(when?: Occurrence, id?: string): Entity;
}

function uuids(seed: number): () => string {
  const random = seededRandom(seed);
  const hex = (length: number) =>
    Math.floor(random() * 16 ** length).toString(16).padStart(length, "0");
  return () =>
    `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + Math.floor(random() * 4)).toString(16)}${hex(3)}-${
      hex(6)
    }${hex(6)}`;
}

const same = (a: unknown, b: unknown) => a === b || JSON.stringify(a) === JSON.stringify(b);

/** An empty store. */
export function createStore(options: StoreOptions): Store {
  const { clock } = options;
  const tables = emptyTables();
  const newId = uuids(options.seed ?? 1);
  const listeners: ((event: StateEvent) => void)[] = [];
  const versioned = Object.values(tables).filter((table) => "version" in table);

  const entity = (when: Occurrence = {}, id = newId()): Entity => {
    const at = when.at ?? clock.now();
    return { id, createdAt: at, updatedAt: at, archivedAt: null };
  };
  const emit = (event: StateEvent) => {
    for (const listener of listeners) listener(event);
  };
  const told = (when: Occurrence) => ({
    actorId: when.actorId ?? null,
    at: when.at ?? clock.now(),
  });

  return {
    clock,
    tables,
    organization: { ...entity(), name: "Studio", urlKey: "studio" },
    deletedComments: options.deletedComments ?? "gone",
    newId,
    entity,
    emit,
    version: () => versioned.reduce((sum, table) => sum + table.version, 0),
    onEvent: (listener) => void listeners.push(listener),
    add(table, row, when = {}) {
      const known = table.get(row.id);
      if (known !== undefined) return known;
      table.put(row);
      emit({ action: "create", type: table.entity, row, ...told(when) });
      return row;
    },
    change(table, id, change, when = {}) {
      const row = table.find(id);
      const keys = (Object.keys(change) as (keyof typeof change)[])
        .filter((key) => change[key] !== undefined && !same(row[key], change[key]));
      if (keys.length === 0) return row;
      const updatedFrom: Record<string, unknown> = { updatedAt: row.updatedAt };
      for (const key of keys) updatedFrom[String(key)] = row[key];
      for (const key of keys) row[key] = change[key] as (typeof row)[typeof key];
      row.updatedAt = Math.max(row.updatedAt, when.at ?? clock.now());
      table.put(row);
      emit({ action: "update", type: table.entity, row, updatedFrom, ...told(when) });
      return row;
    },
    remove(table, id, when = {}, tell = true) {
      const row = table.find(id);
      table.delete(id);
      if (tell) emit({ action: "remove", type: table.entity, row, ...told(when) });
    },
  };
}
