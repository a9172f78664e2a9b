import type { Sql } from "../../platform/mod.ts";
import type { Embedder } from "./embedder.ts";

/** The model whose vectors a scope searches with; null before the first. */
export async function servingModel(sql: Sql, accountScopeId: string): Promise<string | null> {
  const [row] = await sql<{ serving_model: string | null }[]>`
    select serving_model from evidence_settings where account_scope_id = ${accountScopeId}`;
  return row?.serving_model ?? null;
}

/** Has chunks embedded by a model that does not serve yet. Returns how many wait for it now. */
export async function prepareModel(
  sql: Sql,
  accountScopeId: string,
  { model }: Pick<Embedder, "model">,
): Promise<number> {
  const { count } = await sql`
    insert into evidence_vectors (chunk_id, model, project_id, account_scope_id)
    select c.id, ${model}, c.project_id, c.account_scope_id
    from evidence_spaces s join evidence_chunks c on c.space = s.space
    where s.account_scope_id = ${accountScopeId}
      and not exists (select from evidence_vectors v where v.chunk_id = c.id and v.model = ${model})
    on conflict do nothing`;
  return count;
}

/**
 * Lets a model serve when nothing waits for it any more; until then the vectors of the one before
 * serve, and go after it. True: the scope is served by it from now on.
 */
export async function serveWhenReady(
  sql: Sql,
  accountScopeId: string,
  { model }: Pick<Embedder, "model">,
): Promise<boolean> {
  return await sql.begin(async (tx) => {
    const { count } = await tx`
      insert into evidence_settings as s (account_scope_id, serving_model)
      select ${accountScopeId}, ${model}
      where not exists (select from evidence_vectors where account_scope_id = ${accountScopeId}
        and model = ${model} and status in ('pending', 'processing'))
      on conflict (account_scope_id) do update set serving_model = excluded.serving_model
      where s.serving_model is distinct from excluded.serving_model`;
    if (count === 0) return false;
    await tx`
      delete from evidence_vectors where account_scope_id = ${accountScopeId} and model <> ${model}`;
    return true;
  });
}
