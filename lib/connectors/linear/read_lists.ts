import { z } from "zod";
import { VendorError } from "../../platform/mod.ts";
import type { Ask } from "./client.ts";
import {
  fieldOf,
  idQueries,
  issueAttachmentsQuery,
  type ListName,
  listQueries,
  MAX_PAGE,
  projectTeamsQuery,
  type SweptName,
} from "./queries.ts";

/** One page of a connection. */
export interface RawPage {
  rows: unknown[];
  /** Where the next page begins; null: this is the last one. */
  next: string | null;
}

/** Which rows of a list: a filter of Linear's, and where to go on. */
export interface ListRequest {
  filter?: Record<string, unknown>;
  after: string | null;
  /** Most rows to give; the largest page that Linear allows when absent. */
  first?: number;
}

/** Linear's lists as the sync reads them. Every call may throw a `VendorError`. */
export interface LinearLists {
  page(list: ListName, request: ListRequest, signal: AbortSignal): Promise<RawPage>;
  /** Ids and times alone, in an order that changes do not disturb. */
  idPage(list: SweptName, request: ListRequest, signal: AbortSignal): Promise<RawPage>;
  /** Ids of all attachments of an issue. */
  attachmentIds(issue: string, signal: AbortSignal): Promise<string[]>;
  /** Ids of all teams of a Linear project. */
  teamIds(project: string, signal: AbortSignal): Promise<string[]>;
}

const connection = z.object({
  nodes: z.array(z.unknown()),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
});
type Connection = z.infer<typeof connection>;
const withId = z.looseObject({ id: z.string() });

/**
 * The page a connection is. A next page that has no place to begin at, or the place of this one,
 * would be an end that is none.
 *
 * @throws {VendorError} `decode` / `broken_paging`
 */
export function pageOf({ nodes, pageInfo }: Connection, after: string | null): RawPage {
  if (!pageInfo.hasNextPage) return { rows: nodes, next: null };
  const next = pageInfo.endCursor ?? null;
  if (next === null || next === after) {
    throw new VendorError(
      "decode",
      "broken_paging",
      "Linear says that there are more rows, but not where they begin",
      { fix: "Nothing is lost: the next sync asks again from the last page it has." },
    );
  }
  return { rows: nodes, next };
}

/** Whether a smaller page may succeed where this one failed. */
function asksTooMuch(error: unknown): boolean {
  return error instanceof VendorError && (error.code === "too_complex" || error.code === "timeout");
}

/** Lists read through `ask`. A page that is too much is asked for again, half as large. */
export function linearLists(ask: Ask): LinearLists {
  const sizes = new Map<string, number>();

  async function read(
    document: string,
    field: string,
    { filter = {}, after, first }: ListRequest,
    signal: AbortSignal,
  ): Promise<RawPage> {
    const shape = z.object({ [field]: connection });
    while (true) {
      const size = Math.min(first ?? MAX_PAGE, sizes.get(document) ?? MAX_PAGE);
      try {
        const { data } = await ask(document, { first: size, after, filter }, shape, signal);
        return pageOf(data[field]!, after);
      } catch (error) {
        if (size === 1 || !asksTooMuch(error)) throw error;
        sizes.set(document, size >> 1);
      }
    }
  }

  /** All ids of a connection inside of one row; none when the row is gone. */
  async function nested(
    document: string,
    [outer, inner]: [string, string],
    id: string,
    signal: AbortSignal,
  ): Promise<string[]> {
    const shape = z.object({ [outer]: z.object({ [inner]: connection }) });
    const ids: string[] = [];
    for (let after: string | null = null;;) {
      const { data } = await ask(document, { id, after }, shape, signal);
      const { rows, next } = pageOf(data[outer]![inner]!, after);
      ids.push(...rows.map((row) => withId.parse(row).id));
      if (next === null) return ids;
      after = next;
    }
  }

  return {
    page: (list, request, signal) => read(listQueries[list], fieldOf(list), request, signal),
    idPage: (list, request, signal) => read(idQueries[list], fieldOf(list), request, signal),
    attachmentIds: (issue, signal) =>
      nested(issueAttachmentsQuery, ["issue", "attachments"], issue, signal),
    teamIds: (project, signal) => nested(projectTeamsQuery, ["project", "teams"], project, signal),
  };
}
