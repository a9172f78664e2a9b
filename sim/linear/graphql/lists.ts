import { type FilterFields, filterFields } from "./filter_fields.ts";
import { compileFilter } from "./filters.ts";
import {
  compareRows,
  type Connection,
  type CursorAnchor,
  cutPage,
  type OrderBy,
  type PageArguments,
} from "./paging.ts";
import type { LinearState } from "../state/state.ts";
import type { Entity, Table } from "../state/table.ts";
import type { User } from "../state/tables.ts";
import type { Viewer } from "./viewer.ts";

/** Lists rows as Linear's connections do. Sorted and filtered lists are kept until something changes. */
export interface Lists {
  /** A page of all rows of a table. */
  all<Row extends Entity>(table: Table<Row>, viewer: Viewer, args: PageArguments): Connection<Row>;
  /** A page of these rows. */
  of<Row extends Entity>(
    table: Table<Row>,
    rows: readonly Row[],
    viewer: Viewer,
    args: PageArguments,
  ): Connection<Row>;
  /** The rows whose `column` is `id`, in no order. */
  group<Row extends Entity>(table: Table<Row>, column: keyof Row, id: string): readonly Row[];
}

const KEPT = 64;
const RELATIVE = /"-?P[0-9T]/;

/** Lists over a workspace. */
export function createLists(state: LinearState, anchor: CursorAnchor): Lists {
  const sorted = new Map<
    string,
    { version: number; removals: number; rows: readonly Entity[] }
  >();
  const groups = new Map<string, { version: number; of: Map<unknown, Entity[]> }>();
  let kept = new Map<string, readonly Entity[]>();
  let keptVersion = -1;
  let fields: FilterFields | null = null;

  /** Sorts anew what was sorted before: almost in order, it takes one pass. */
  function ordered<Row extends Entity>(table: Table<Row>, orderBy: OrderBy): readonly Row[] {
    const { entity, version, removals, size } = table;
    const key = `${entity} ${orderBy}`;
    const known = sorted.get(key);
    if (known?.version === version) return known.rows as readonly Row[];
    const usable = known !== undefined && known.removals === removals && known.rows.length <= size;
    const rows = (usable ? known.rows.slice() : []) as Row[];
    if (rows.length < size) {
      const members = new Set<Entity>(rows);
      for (const row of table.values()) if (!members.has(row)) rows.push(row);
    }
    rows.sort(compareRows(orderBy));
    sorted.set(key, { version, removals, rows });
    return rows;
  }

  function keep<Row extends Entity>(
    table: Table<Row>,
    rows: readonly Row[],
    viewer: Viewer,
    args: PageArguments,
  ): readonly Row[] {
    const filter = args.filter ?? {};
    const test = Object.keys(filter).length === 0 ? null : compileFilter(
      fields ??= filterFields(state, lists),
      table.entity,
      filter,
      state.clock.now(),
    );
    const disabled = table.entity !== "User" || args.includeDisabled === true;
    return rows.filter((row) =>
      (args.includeArchived === true || row.archivedAt === null) &&
      (disabled || (row as unknown as User).active) &&
      (test === null || test(row)) && viewer.sees(table.entity, row)
    );
  }

  const current = <Row extends Entity>(table: Table<Row>) =>
    anchor === "row" ? (id: string) => table.get(id) : undefined;

  const lists: Lists = {
    all(table, viewer, args) {
      if (keptVersion !== state.version() || kept.size >= KEPT) {
        kept = new Map();
        keptVersion = state.version();
      }
      const filter = JSON.stringify(args.filter ?? {});
      const key = [
        table.entity,
        args.orderBy ?? "createdAt",
        args.includeArchived === true,
        args.includeDisabled === true,
        RELATIVE.test(filter) ? state.clock.now() : "",
        viewer.scope,
        filter,
      ].join("\n");
      let rows = kept.get(key) as
        | readonly (typeof table extends Table<infer Row> ? Row : never)[]
        | undefined;
      if (rows === undefined) {
        rows = keep(table, ordered(table, args.orderBy ?? "createdAt"), viewer, args);
        kept.set(key, rows);
      }
      return cutPage(rows, args, current(table));
    },
    of(table, rows, viewer, args) {
      const shown = [...keep(table, rows, viewer, args)].sort(
        compareRows(args.orderBy ?? "createdAt"),
      );
      return cutPage(shown, args, current(table));
    },
    group(table, column, id) {
      const key = `${table.entity} ${String(column)}`;
      let known = groups.get(key);
      if (known?.version !== table.version) {
        known = { version: table.version, of: new Map() };
        for (const row of table.values()) {
          const list = known.of.get(row[column]);
          if (list === undefined) known.of.set(row[column], [row]);
          else list.push(row);
        }
        groups.set(key, known);
      }
      return (known.of.get(id) ?? []) as never;
    },
  };
  return lists;
}
