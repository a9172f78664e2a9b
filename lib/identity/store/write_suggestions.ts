import type { Sql } from "../../platform/mod.ts";
import { lockGraph } from "./lock.ts";
import type { Proposal } from "./suggestion.ts";

/** Proposals sent at once. */
const PORTION = 5000;

/**
 * Makes the open suggestions those proposed now: one transaction, as a set. What is as stored stays
 * untouched, and so does what people decided. Returns how many rows were made, changed or removed.
 */
export async function writeSuggestions(
  sql: Sql,
  accountScopeId: string,
  proposals: readonly Proposal[],
): Promise<number> {
  return await sql.begin(async (tx) => {
    await lockGraph(tx, accountScopeId);
    await tx`drop table if exists identity_proposed`;
    await tx`
      create temporary table identity_proposed (link text, kind text, left_id uuid, right_id uuid,
        confidence numeric(4, 3), reasons jsonb, group_id uuid, primary key (left_id, right_id, link)) on commit drop`;
    for (let from = 0; from < proposals.length; from += PORTION) {
      const portion = proposals.slice(from, from + PORTION);
      await tx`
        insert into identity_proposed
        select * from jsonb_to_recordset(${
        tx.json(portion as never)
      }) as n (link text, kind text, left_id uuid,
          right_id uuid, confidence numeric(4, 3), reasons jsonb, group_id uuid)`;
    }
    await tx`analyze identity_proposed`;
    const written = await tx`
      insert into identity_suggestions as stored (account_scope_id, link, kind, left_id, right_id, confidence,
        reasons, group_id)
      select ${accountScopeId}, link, kind, left_id, right_id, confidence, reasons, group_id
      from identity_proposed
      on conflict (account_scope_id, link, left_id, right_id) do update set
        confidence = excluded.confidence, reasons = excluded.reasons, group_id = excluded.group_id
      where stored.status = 'open' and (stored.confidence, stored.reasons, stored.group_id)
        is distinct from (excluded.confidence, excluded.reasons, excluded.group_id)`;
    const gone = await tx`
      delete from identity_suggestions s
      where s.account_scope_id = ${accountScopeId} and s.status = 'open' and not exists (
        select from identity_proposed n
        where n.link = s.link and n.left_id = s.left_id and n.right_id = s.right_id)`;
    return written.count + gone.count;
  });
}
