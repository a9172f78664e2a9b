import type { EventKind } from "./kinds.ts";

/** A source row as it is now. */
export interface SourceRow {
  source_id: string;
  project_id: string;
  /** No longer at the source. */
  gone: boolean;
  snippet: string | null;
}

/** An event that follows from a source row alone. */
export interface Fact {
  source_id: string;
  project_id: string;
  connection_id: string;
  kind: EventKind;
  /** PostgreSQL's text, exact. */
  occurred_at: string;
  /** Follows from `dedup_key`. */
  id: string;
  dedup_key: string;
  author: string | null;
  snippet: string | null;
  url: string | null;
  data: unknown;
}

/** An event that is stored. */
export interface StoredEvent {
  project_id: string;
  occurred_at: string;
  id: string;
  source_id: string;
  kind: EventKind;
  snippet: string | null;
  retracted: boolean;
}

/** What a stored event becomes; `project_id`, `occurred_at` and `id` say which one. */
export interface EventUpdate {
  project_id: string;
  occurred_at: string;
  id: string;
  to_project_id: string;
  snippet: string | null;
  retracted: boolean;
}

/** What has to be written so that the feed says what the source rows say. */
export interface Settlement {
  told: Fact[];
  updated: EventUpdate[];
}

/**
 * Compares source rows and what they say with the events that are stored of them. Events follow
 * their row into its project, and are taken back while it is gone. Revocable kinds say what the row
 * says now: they are taken back as well when it no longer says so, and take over an edited row's
 * words. Events of other kinds did happen, whatever the row becomes.
 *
 * @param revocable kinds of the facts that an edit can take away
 */
export function settle(
  rows: readonly SourceRow[],
  facts: readonly Fact[],
  stored: readonly StoredEvent[],
  revocable: readonly EventKind[],
): Settlement {
  const factOf = new Map(facts.map((fact) => [fact.id, fact]));
  const rowOf = new Map(rows.map((row) => [row.source_id, row]));
  const known = new Set(stored.map(({ id }) => id));
  const updated: EventUpdate[] = [];
  for (const event of stored) {
    const row = rowOf.get(event.source_id);
    if (row === undefined) continue;
    const fact = factOf.get(event.id);
    const retracted = row.gone || (revocable.includes(event.kind) && fact === undefined);
    const words = fact === undefined ? row.snippet : fact.snippet;
    // words of an event that is no fact stay as they were told
    const snippet = retracted
      ? null
      : fact !== undefined || event.retracted
      ? words
      : event.snippet;
    if (
      retracted === event.retracted && snippet === event.snippet &&
      row.project_id === event.project_id
    ) continue;
    const { project_id, occurred_at, id } = event;
    updated.push({
      project_id,
      occurred_at,
      id,
      to_project_id: row.project_id,
      snippet,
      retracted,
    });
  }
  return { told: facts.filter(({ id }) => !known.has(id)), updated };
}
