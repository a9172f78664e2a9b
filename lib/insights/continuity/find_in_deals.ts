import type { Sql } from "../../platform/mod.ts";
import type { LookAt } from "./find_in_chat.ts";
import type { FoundPromise } from "./item.ts";
import { describeNextStep, titleOf } from "./preview_issue.ts";

interface Row {
  id: string;
  project_id: string;
  name: string | null;
  next_step: string;
  step_key: string;
  due_on: string | null;
  url: string | null;
  since: Date;
}

/**
 * The next steps of won deals of a scope's client projects: what was sold is to be done. Another next
 * step of the same deal is another item.
 */
export async function findInDeals(
  sql: Sql,
  { accountScopeId, t }: Pick<LookAt, "accountScopeId" | "t">,
): Promise<FoundPromise[]> {
  const rows = await sql<Row[]>`
    select d.id, d.project_id, d.name, trim(d.next_step) as next_step, md5(trim(d.next_step)) as step_key,
      d.next_step_due::text as due_on, d.web_url as url,
      coalesce(d.stage_since, d.vendor_created_at) as since
    from attio_deals d
    join projects p on p.id = d.project_id and p.kind = 'client' and p.archived_at is null
    where d.account_scope_id = ${accountScopeId} and d.deleted_at is null and deal_outcome(d.stage) = 'won'
      and trim(d.next_step) <> ''
    order by d.id`;
  return rows.map(({ id, project_id, name, next_step: quote, step_key, due_on, url, since }) => ({
    project_id,
    kind: "won_deal",
    cause: `deal:${id}:${step_key}`,
    quote,
    promised_at: since.toISOString(),
    due_on,
    evidence: [{ table: "attio_deals", id, words: quote }],
    title: titleOf(quote),
    description: describeNextStep({ quote, deal: name, due: due_on, url }, t),
    url,
  }));
}
