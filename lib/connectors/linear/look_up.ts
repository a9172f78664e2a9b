import { z } from "zod";
import { MAX_PAGE, type SweptName } from "./queries.ts";
import type { LinearLists, ListRequest } from "./read_lists.ts";

/** A row as it is looked for: present, changed when, in the trash, belonging to what. */
export interface Stamp {
  id: string;
  updatedAt: string;
  trashed: boolean;
  /** Whether the stream keeps such rows: comments of documents and initiatives are none of ours. */
  ours: boolean;
}

const stamp = z.looseObject({
  id: z.string(),
  updatedAt: z.string(),
  trashed: z.boolean().nullish(),
  issueId: z.string().nullish(),
  projectUpdateId: z.string().nullish(),
});

/** Reads a page of ids. Rows that cannot be read that far are left out: their own list tells of them. */
export function stampsOf(list: SweptName, rows: readonly unknown[]): Stamp[] {
  return rows.flatMap((row) => {
    const { success, data } = stamp.safeParse(row);
    if (!success) return [];
    return [{
      id: data.id,
      updatedAt: data.updatedAt,
      trashed: data.trashed === true,
      ours: list !== "comments" || (data.issueId ?? data.projectUpdateId ?? null) !== null,
    }];
  });
}

/** The ids of a list's rows that a filter leaves. */
export async function idsWhere(
  lists: LinearLists,
  list: SweptName,
  filter: ListRequest["filter"],
  signal: AbortSignal,
): Promise<Set<string>> {
  const ids = new Set<string>();
  for (let after: string | null = null;;) {
    const page = await lists.idPage(list, { filter, after }, signal);
    for (const { id } of stampsOf(list, page.rows)) ids.add(id);
    if (page.next === null) return ids;
    after = page.next;
  }
}

/** Which of these ids the source does not know, or does not show, any more. */
export async function goneOf(
  lists: LinearLists,
  list: SweptName,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const known = new Set<string>();
  for (let start = 0; start < ids.length; start += MAX_PAGE) {
    const filter = { id: { in: ids.slice(start, start + MAX_PAGE) } };
    for (const id of await idsWhere(lists, list, filter, signal)) known.add(id);
  }
  return ids.filter((id) => !known.has(id));
}
