import type { Sql } from "../../platform/mod.ts";
import type { Question } from "./question.ts";
import type { SearchFilters, SearchScope } from "./request.ts";
import { isNarrow, kindsOf } from "./request.ts";

/** The ways documents are found, in the order of their weight. */
export const LEGS = ["bm25", "vector", "entity", "trigram", "theme"] as const;

/** One way of finding. */
export type LegName = (typeof LEGS)[number];

/** What a leg searches with. */
export interface LegContext {
  sql: Sql;
  scope: SearchScope;
  /** Spaces of the scope's projects, those of private notes only when asked for. */
  spaces: readonly number[];
  question: Question;
  filters: SearchFilters;
}

/** What a leg found: chunks by themselves, or documents as a whole; best first, 0 to 1. */
export interface Found {
  chunks: { id: string; score: number }[];
  documents: { id: string; score: number; why: string | null }[];
}

/** A leg that found nothing. */
export const nothing: Found = { chunks: [], documents: [] };

/** Whether chunk `c` of document `d` is within the filters and the projects. */
export function within(sql: Sql, { scope, filters }: Pick<LegContext, "scope" | "filters">) {
  const { from, to, person, exclude } = filters;
  return sql`d.project_id = any (${[
    ...scope.projectIds,
  ]}::uuid[]) and d.account_scope_id = ${scope.accountScopeId}
    and d.kind = any (${kindsOf(filters)})
    ${exclude === undefined ? sql`` : sql`and d.source_id <> all (${[...exclude]}::uuid[])`}
    ${from === undefined ? sql`` : sql`and c.occurred_at >= ${from}`}
    ${to === undefined ? sql`` : sql`and c.occurred_at < ${to}`}
    ${
    person === undefined
      ? sql``
      : sql`and exists (select from unnest(d.people) as p (name) where strpos(lower(p.name), ${person.toLowerCase()}) > 0)`
  }`;
}

/** How many candidates a leg looks at before it filters them. */
export function reachOf({ filters }: Pick<LegContext, "filters">, usual: number): number {
  return isNarrow(filters) ? usual * 20 : usual;
}
