/** Rows of a list, and whether there are more on either side. */
export interface Slice<Row> {
  rows: Row[];
  /** Rows that match, over all pages. */
  total: number;
  hasNewer: boolean;
  hasOlder: boolean;
}

/** Which page of a list, by a row's id: the newest one when none is given. */
export interface SliceOptions {
  limit: number;
  olderThan?: string;
  newerThan?: string;
}

/** Turns limit + 1 rows read in the asked direction into a page that is newest first. */
export function sliceOf<Row>(
  rows: Row[],
  total: number,
  { limit, newerThan, olderThan }: SliceOptions,
): Slice<Row> {
  const more = rows.length > limit;
  const page = rows.slice(0, limit);
  const newer = newerThan !== undefined;
  return {
    rows: newer ? page.reverse() : page,
    total,
    hasNewer: newer ? more : olderThan !== undefined,
    hasOlder: newer ? true : more,
  };
}
