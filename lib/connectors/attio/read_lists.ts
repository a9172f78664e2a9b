import { z } from "zod";
import type { AttioCalls } from "./client.ts";
import { attioStreams, type RecordsName } from "./streams.ts";

const list = z.object({ data: z.array(z.unknown()) });

/** Most rows of a page of each kind; fewer are the last page. */
export const PAGE = {
  query: attioStreams.companies.pageSize,
  notes: attioStreams.notes.pageSize,
  tasks: attioStreams.tasks.pageSize,
};

/** What a page of a query is asked for with. */
export interface QueryPage {
  filter: Record<string, unknown>;
  offset: number;
  /** Default: a whole page. */
  limit?: number;
}

/** A page of a list. */
export interface ListPage {
  limit: number;
  offset: number;
}

/** The lists of a workspace. Every call may throw a `VendorError`. */
export interface AttioLists {
  /** Records in the order of their creation. */
  records(object: RecordsName, page: QueryPage, signal: AbortSignal): Promise<unknown[]>;
  /** Entries of a list in the order of their creation; null: there is no such list. */
  entries(list: string, page: QueryPage, signal: AbortSignal): Promise<unknown[] | null>;
  /** Notes, in no order that is promised. */
  notes(page: ListPage, signal: AbortSignal): Promise<unknown[]>;
  tasks(page: ListPage & { newestFirst: boolean }, signal: AbortSignal): Promise<unknown[]>;
  lists(signal: AbortSignal): Promise<unknown[]>;
  members(signal: AbortSignal): Promise<unknown[]>;
}

/** Lists read by `calls`. */
export function attioLists({ ask, find }: AttioCalls): AttioLists {
  const query = ({ filter, offset, limit = PAGE.query }: QueryPage) => ({
    method: "POST" as const,
    body: { filter, sorts: [{ attribute: "created_at", direction: "asc" }], limit, offset },
  });
  const whole = async (path: string, signal: AbortSignal) =>
    (await ask(path, list, signal)).body.data;

  return {
    async records(object, page, signal) {
      return (await ask(`/objects/${object}/records/query`, list, signal, query(page))).body.data;
    },
    async entries(id, page, signal) {
      const path = `/lists/${encodeURIComponent(id)}/entries/query`;
      return (await find(path, list, signal, query(page)))?.body.data ?? null;
    },
    notes: ({ limit, offset }, signal) => whole(`/notes?limit=${limit}&offset=${offset}`, signal),
    tasks: ({ limit, offset, newestFirst }, signal) =>
      whole(
        `/tasks?limit=${limit}&offset=${offset}&sort=created_at:${newestFirst ? "desc" : "asc"}`,
        signal,
      ),
    lists: (signal) => whole("/lists", signal),
    members: (signal) => whole("/workspace_members", signal),
  };
}
