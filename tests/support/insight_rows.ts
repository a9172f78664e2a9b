import type { Stores } from "./scratch_stores.ts";

/** What of a signal a test may set. */
export interface SignalFields {
  kind?: string;
  cause?: string;
  severity?: number;
  confidence?: number;
  status?: "proposed" | "accepted" | "dismissed" | "done";
  /** Days since it was raised and happened. */
  daysAgo?: number;
  resolved?: boolean;
  facts?: Record<string, unknown>;
}

/** Writes a signal straight into its table, for tests of what follows from signals. Returns its id. */
export async function writeSignal(
  { sql, accountScopeId }: Pick<Stores, "sql" | "accountScopeId">,
  projectId: string,
  { kind = "scope_creep", cause = "c", severity = 3, confidence = 0.8, ...rest }: SignalFields,
): Promise<string> {
  const { status = "proposed", daysAgo = 0, resolved = false, facts = {} } = rest;
  const at = sql`now() - make_interval(days => ${daysAgo}::int)`;
  const [row] = await sql<{ id: string }[]>`
    insert into signals (project_id, account_scope_id, kind, cause, severity, confidence, facts,
      occurred_at, raised_at, status, reason, decided_at, resolved_at)
    values (${projectId}, ${accountScopeId}, ${kind}, ${cause}, ${severity}, ${confidence},
      ${sql.json(facts as never)}, ${at}, ${at}, ${status},
      ${status === "dismissed" ? "no" : null}, ${status === "proposed" ? null : sql`now()`},
      ${resolved ? sql`now()` : null})
    returning id`;
  return row!.id;
}
