import type { Sql } from "../../platform/mod.ts";
import type { PreviewResult } from "./preview.ts";

/** The last preview that had something to match. */
export interface LastPreview {
  at: Date;
  figures: PreviewResult["figures"];
}

/** What the last preview of a scope saw; null before the first. */
export async function lastPreview(sql: Sql, accountScopeId: string): Promise<LastPreview | null> {
  const [row] = await sql<LastPreview[]>`
    select at, figures from identity_previews where account_scope_id = ${accountScopeId}`;
  return row ?? null;
}
