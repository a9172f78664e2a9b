import type { Sql } from "../../platform/mod.ts";
import { createOfficeClock, type OfficeClock } from "../office_hours.ts";

/** What signals are drawn from: a scope's client projects, at a moment. */
export interface Extraction {
  sql: Sql;
  accountScopeId: string;
  /** Client projects that are not archived. */
  projectIds: readonly string[];
  /** Epoch milliseconds. */
  now: number;
  office: OfficeClock;
  /** Language of drafts. */
  locale: "en" | "ru";
  /** Ends the work between two portions. */
  signal: AbortSignal;
}

interface ScopeRow {
  locale: "en" | "ru";
  time_zone: string;
  business_days: number[];
  business_from: string;
  business_to: string;
  project_ids: string[];
}

/** Reads what an extraction needs to know of a scope; null when it is gone. */
export async function prepareExtraction(
  sql: Sql,
  accountScopeId: string,
  now: number,
  signal: AbortSignal,
): Promise<Extraction | null> {
  const [row] = await sql<ScopeRow[]>`
    select s.locale, s.time_zone, s.business_days, s.business_from::text, s.business_to::text,
      array(select p.id from projects p
        where p.account_scope_id = s.id and p.kind = 'client' and p.archived_at is null
        order by p.id) as project_ids
    from account_scopes s where s.id = ${accountScopeId}`;
  if (row === undefined) return null;
  const office = createOfficeClock({
    timeZone: row.time_zone,
    days: row.business_days,
    from: row.business_from,
    to: row.business_to,
  });
  const { locale, project_ids } = row;
  return { sql, accountScopeId, projectIds: project_ids, now, office, locale, signal };
}
