import type { PendingQuery, Row } from "postgres";
import type { Sql } from "../../platform/mod.ts";

/** A statement's part that selects a figure's rows. */
export type Fragment = PendingQuery<Row[]>;

/** Calendar days of a time zone, both included. */
export interface Days {
  /** `YYYY-MM-DD`. */
  from: string;
  to: string;
}

/** What figures are counted of. */
export interface Asked extends Days {
  accountScopeId: string;
  projectIds: readonly string[];
  /** Today in the time zone. */
  today: string;
  /** IANA name. */
  timeZone: string;
  /** Days ahead that a forecast looks. */
  horizon?: number;
}

/** What the rows of a figure are read by. */
export interface Reading extends Asked {
  sql: Sql;
}

/** Condition: a time lies in the days. The running day has no end: clocks of vendors may run ahead. */
export function within({ sql, from, to, today, timeZone }: Reading, column: Fragment): Fragment {
  return sql`${column} >= ${from}::date::timestamp at time zone ${timeZone} ${
    to >= today ? sql`` : sql`and ${column} < (${to}::date + 1)::timestamp at time zone ${timeZone}`
  }`;
}

/** Condition: a row belongs to the projects asked for. */
export function ofProjects({ sql, projectIds }: Reading, column: Fragment): Fragment {
  return sql`${column} = any (${[...projectIds]})`;
}

/** The scope's own currency: amounts in others cannot be added to it. */
export function ownCurrency({ sql, accountScopeId }: Reading): Fragment {
  return sql`(select currency from account_scopes where id = ${accountScopeId})`;
}

const DAY_MS = 86_400_000;

/** A day so many days later. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** As many days before these. */
export function daysBefore({ from, to }: Days): Days {
  const length = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return { from: dayAfter(from, -length), to: dayAfter(from, -1) };
}
