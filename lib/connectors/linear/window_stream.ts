import { z } from "zod";
import { VendorError } from "../../platform/mod.ts";
import type { Stream } from "../stream.ts";
import { attachmentPage, commentPage, issuePage } from "./issue_pages.ts";
import { cyclePage, projectPage, projectUpdatePage } from "./project_pages.ts";
import type { SweptName } from "./queries.ts";
import type { LinearSource, MakePage } from "./source.ts";
import { linearStreams } from "./streams.ts";
import { olderWindow, windowHolding, type WindowPosition, windowStart } from "./windows.ts";

/** How pages of each list that is read by windows are made. */
export const pageMakers: Record<SweptName, MakePage> = {
  projects: projectPage,
  project_updates: projectUpdatePage,
  cycles: cyclePage,
  issues: issuePage,
  comments: commentPage,
  attachments: attachmentPage,
};

/** Streams read by windows, in the order they are read: what others belong to comes first. */
export const WINDOWED = [
  "projects",
  "project_updates",
  "cycles",
  "issues",
  "comments",
  "attachments",
] as const satisfies readonly SweptName[];

const changed = z.looseObject({ updatedAt: z.iso.datetime({ offset: true }) });

/** When the newest row changed that changed before `time`; null when there is none. */
async function newestBefore(
  { lists }: LinearSource,
  name: SweptName,
  time: string,
  signal: AbortSignal,
): Promise<string | null> {
  const filter = { updatedAt: { lt: time } };
  const { rows } = await lists.page(name, { filter, after: null, first: 1 }, signal);
  if (rows.length === 0) return null;
  const newest = changed.safeParse(rows[0]);
  if (newest.success) return newest.data.updatedAt;
  throw new VendorError("decode", "unexpected_shape", `A row of Linear's ${name} has no updatedAt`);
}

/**
 * The rows that changed in the windows of a walk, the newest window first. A first load skips the
 * months in which nothing changed.
 *
 * @param walk where a walk begins that has no position yet
 * @param total rows the source is thought to have in all; null: unknown
 */
export function windowStream(
  source: LinearSource,
  name: SweptName,
  walk: WindowPosition,
  total: number | null,
): Stream {
  return {
    ...linearStreams[name],
    name,
    async *pages(position, signal) {
      let at: WindowPosition | null = (position as WindowPosition | null) ?? walk;
      while (at !== null) {
        const here: WindowPosition = at;
        const filter = { updatedAt: { gte: windowStart(here), lt: here.to } };
        const raw = await source.lists.page(name, { filter, after: here.after }, signal);
        const done = here.done + raw.rows.length;
        at = raw.next === null ? olderWindow(here) : { ...here, after: raw.next };
        if (at !== null && here.floor === null && here.after === null && raw.rows.length === 0) {
          const newest = await newestBefore(source, name, at.to, signal);
          at = newest === null ? null : windowHolding(at, newest);
        }
        at &&= { ...at, done };
        const estimate = here.floor === null && total !== null ? Math.max(total, done) : null;
        const told = { done, total: estimate, position: at };
        yield await pageMakers[name](source, raw.rows, told, signal);
      }
    },
  };
}
