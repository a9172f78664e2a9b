import type { Sql } from "../../platform/mod.ts";
import type { Page } from "../stream.ts";
import type { WriteScope } from "../write_scope.ts";
import type { ListName } from "./queries.ts";
import type { LinearLists } from "./read_lists.ts";

/** What reading a workspace into the database needs. */
export interface LinearSource {
  lists: LinearLists;
  sql: Sql;
  scope: WriteScope;
  /** The run looks for every id at its end, so that no page needs to look for what has vanished. */
  thorough: boolean;
}

/** Where a page stands in its walk. */
export type Walk = Pick<Page, "done" | "total" | "position">;

/** Of no walk: rows read by their ids. */
export const noWalk: Walk = { done: null, total: null, position: null };

/** Reads what belongs to raw rows of a list and makes a page to commit of them. */
export type MakePage = (
  source: LinearSource,
  raw: readonly unknown[],
  walk: Walk,
  signal: AbortSignal,
) => Promise<Page>;

/** Rows asked for by their ids at once; each id is a part of the request. */
const LOT = 100;

/** Raw rows of a list by their ids; those the source does not know, or does not show, are left out. */
export async function rowsById(
  { lists }: LinearSource,
  list: ListName,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<unknown[]> {
  const rows: unknown[] = [];
  for (let start = 0; start < ids.length; start += LOT) {
    const filter = { id: { in: ids.slice(start, start + LOT) } };
    for (let after: string | null = null;;) {
      const page = await lists.page(list, { filter, after }, signal);
      rows.push(...page.rows);
      if (page.next === null) break;
      after = page.next;
    }
  }
  return rows;
}
