import type { Context, Resolver } from "./context.ts";
import type { PageArguments } from "./paging.ts";
import type { Entity, Table } from "../state/table.ts";
import type { Tables } from "../state/tables.ts";

type TableName = Exclude<keyof Tables, "credentials">;
type RowOf<Name extends TableName> = Tables[Name] extends Table<infer Row> ? Row : never;

const tableOf = (name: TableName, { state }: Context) =>
  state.tables[name] as unknown as Table<Entity>;

/** The row with this id if the viewer may see it, else null. */
export function seen(name: TableName, id: string | null, context: Context): Entity | null {
  const table = tableOf(name, context);
  const row = table.get(id);
  return row !== undefined && context.viewer.sees(table.entity, row) ? row : null;
}

/** Resolves to the row that `column` of the source refers to. */
export function related(name: TableName, column: string): Resolver {
  return (source: Record<string, string | null>, _: unknown, context: Context) =>
    seen(name, source[column] ?? null, context);
}

/** Resolves to the connection of rows whose `column` refers to the source. */
export function relatedMany<Name extends TableName>(
  name: Name,
  column: keyof RowOf<Name> & string,
): Resolver {
  return (source: Entity, args: PageArguments, context: Context) => {
    const table = tableOf(name, context);
    const rows = context.lists.group(table, column as keyof Entity, source.id);
    return context.lists.of(table, rows, context.viewer, args);
  };
}
