import type { Sql } from "../../platform/mod.ts";
import type { Factor } from "./formula.ts";

/** A project's health as it stands. */
export interface Health {
  project_id: string;
  score: number;
  trust: number;
  factors: Factor[];
  changed_at: Date;
}

/** A project's health; null while it was never scored. */
export async function readHealth(
  sql: Sql,
  accountScopeId: string,
  projectId: string,
): Promise<Health | null> {
  const [row] = await sql<Health[]>`
    select project_id, score::float8, trust::float8, factors, changed_at from health_scores
    where project_id = ${projectId} and account_scope_id = ${accountScopeId}`;
  return row ?? null;
}
