/** One stream: what the source counts, what is held here, and which rows make the difference. */
export interface StreamBalance {
  source: number;
  local: number;
  missing: number;
  extra: number;
  /** Rows held here in a version that the source has moved on from. */
  stale: number;
  /** Rows held more than once. */
  duplicates: number;
  /** Ids of missing and extra rows, as far as they are known, at most `LISTED_IDS` each. */
  missing_ids: string[];
  extra_ids: string[];
}

/** Rows that should point at another row, and those whose other row is here. */
export interface JoinBalance {
  total: number;
  joined: number;
}

/** How much of what the source holds is held here, correctly joined. */
export interface Reconciliation {
  streams: Record<string, StreamBalance>;
  joins: Record<string, JoinBalance>;
  /** Rows the source counts, over all streams. */
  total: number;
  missing: number;
  /** 0 to 100: share of the source's rows that are here; an empty source is complete. */
  completenessPct: number;
}

/** Ids kept of each kind, so that a broken sync does not store its whole account again. */
export const LISTED_IDS = 200;

/** What is known here of one stream. */
export interface LocalStream {
  /** Live rows. */
  local: number;
  stale?: number;
  duplicates?: number;
  missingIds?: string[];
  extraIds?: string[];
}

/**
 * Compares the source's count of a stream with what is here. Rows known to be extra do not make up
 * for missing ones.
 */
export function balanceStream(source: number, here: LocalStream): StreamBalance {
  const { local, stale = 0, duplicates = 0, missingIds = [], extraIds = [] } = here;
  const extra = Math.max(0, local - source, extraIds.length);
  return {
    source,
    local,
    missing: Math.max(0, source - (local - extra)),
    extra,
    stale,
    duplicates,
    missing_ids: missingIds.slice(0, LISTED_IDS),
    extra_ids: extraIds.slice(0, LISTED_IDS),
  };
}

/** Sums streams up: completeness is the share of the source's rows that are here, rounded down. */
export function reconciliationOf(
  streams: Record<string, StreamBalance>,
  joins: Record<string, JoinBalance>,
): Reconciliation {
  const total = Object.values(streams).reduce((sum, stream) => sum + stream.source, 0);
  const missing = Object.values(streams).reduce((sum, stream) => sum + stream.missing, 0);
  return {
    streams,
    joins,
    total,
    missing,
    completenessPct: total === 0 ? 100 : Math.floor(10_000 * (total - missing) / total) / 100,
  };
}
