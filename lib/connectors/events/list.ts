import type { Sql } from "../../platform/mod.ts";
import type { ConnectorName } from "../connector.ts";
import type { EventKind } from "./kinds.ts";

/** An event, as it is shown. */
export interface ConnectorEvent {
  id: string;
  kind: EventKind;
  /** Null: work of the product itself. */
  connector: ConnectorName | null;
  project_id: string;
  source_table: string;
  source_id: string;
  occurred_at: Date;
  author: string | null;
  snippet: string | null;
  /** Page at the vendor. */
  url: string | null;
  data: Record<string, unknown>;
  /** Where it stands in the feed. */
  cursor: string;
}

/** Whose events: projects of one account scope. */
export interface EventScope {
  accountScopeId: string;
  projectIds: readonly string[];
}

/** What the feed is narrowed to. */
export interface EventFilter {
  kind?: EventKind;
  connector?: ConnectorName;
}

/** A page of the feed: those before or after an event's cursor, the newest when there is none. */
export interface EventPlace {
  limit: number;
  older?: string;
  newer?: string;
}

/** Events of a page, newest first, and whether there are more on either side. */
export interface EventPage {
  events: ConnectorEvent[];
  hasNewer: boolean;
  hasOlder: boolean;
}

/** What a cursor looks like: microseconds since the epoch, and the event's id. */
export const EVENT_CURSOR = /^(-?\d{1,17})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function beyond(sql: Sql, cursor: string | undefined, newer: boolean) {
  if (cursor === undefined) return sql``;
  const [, micros, id] = EVENT_CURSOR.exec(cursor) ?? [];
  if (micros === undefined || id === undefined) throw new RangeError("not a cursor of the feed");
  return sql`
    and (e.occurred_at, e.id) ${newer ? sql`>` : sql`<`}
      (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${id}::uuid)`;
}

/**
 * A page of the feed.
 *
 * @throws {RangeError} for a cursor that does not look like one
 */
export async function listEvents(
  sql: Sql,
  { accountScopeId, projectIds }: EventScope,
  { kind, connector }: EventFilter,
  { limit, older, newer }: EventPlace,
): Promise<EventPage> {
  const upwards = newer !== undefined;
  const order = upwards ? sql`asc` : sql`desc`;
  const rows = await sql<ConnectorEvent[]>`
    select e.id, e.kind, e.connector, e.project_id, e.source_table, e.source_id, e.occurred_at, e.author,
      e.snippet, e.url, e.data,
      (extract(epoch from e.occurred_at) * 1000000)::bigint || '_' || e.id as cursor
    from connector_events e
    where e.account_scope_id = ${accountScopeId} and e.project_id = any (${[...projectIds]})
      and e.retracted_at is null
      ${kind === undefined ? sql`` : sql`and e.kind = ${kind}`}
      ${connector === undefined ? sql`` : sql`and e.connector = ${connector}`}
      ${beyond(sql, newer ?? older, upwards)}
    order by e.occurred_at ${order}, e.id ${order} limit ${limit + 1}`;
  const more = rows.length > limit;
  const events = rows.slice(0, limit);
  return {
    events: upwards ? events.reverse() : events,
    hasNewer: upwards ? more : older !== undefined,
    hasOlder: upwards || more,
  };
}

/** All events that match, newest first, read a thousand at a time. */
export async function* allEvents(
  sql: Sql,
  scope: EventScope,
  filter: EventFilter,
): AsyncGenerator<ConnectorEvent[]> {
  let page: EventPage | null = null;
  do {
    const older: string | undefined = page?.events.at(-1)?.cursor;
    page = await listEvents(sql, scope, filter, { limit: 1000, older });
    yield page.events;
  } while (page.hasOlder);
}
