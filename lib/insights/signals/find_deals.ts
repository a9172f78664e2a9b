import type { Extraction } from "./extraction.ts";
import { stalledSeverity, wholeDays } from "./formulas.ts";
import type { FoundSignal } from "./found.ts";
import { countedConfidence } from "./kinds.ts";

interface OpenDeal {
  project_id: string;
  id: string;
  name: string | null;
  stage: string | null;
  since: Date | null;
  created: Date;
  value: number | null;
  currency: string | null;
  owner: string | null;
  next_step: boolean;
}

/** Severity of an open deal that nobody has planned a step for. */
const NO_STEP = 3;

/** Open deals without a next step (none written down and no open task), and those that stay where they are. */
export async function findDeals(
  { sql, projectIds, now }: Extraction,
): Promise<FoundSignal[]> {
  const deals = await sql<OpenDeal[]>`
    with planned as materialized (
      select distinct t.connection_id, r.external_id
      from attio_tasks t cross join unnest(t.linked_record_external_ids) as r (external_id)
      where t.project_id = any (${[
    ...projectIds,
  ]}::uuid[]) and t.deleted_at is null and not t.completed
    )
    select d.project_id, d.id, d.name, d.stage, d.stage_since as since, d.vendor_created_at as created,
      d.value::float8 as value, d.currency, m.name as owner,
      btrim(coalesce(d.next_step, '')) <> '' or p.external_id is not null as next_step
    from attio_deals d
    left join planned p on p.connection_id = d.connection_id and p.external_id = d.external_id
    left join attio_workspace_members m on m.connection_id = d.connection_id
      and m.external_id = d.owner_external_id
    where d.project_id = any (${[...projectIds]}::uuid[]) and d.deleted_at is null
      and deal_outcome(d.stage) = 'open'
    order by d.project_id, d.id`;
  return deals.flatMap((deal) => {
    const { project_id, id, name, stage, value, currency, owner } = deal;
    const since = deal.since ?? deal.created;
    const found = (
      kind: "deal_without_next_step" | "deal_stalled",
      severity: number,
    ): FoundSignal => ({
      ...{ project_id, kind, cause: `deal:${id}`, severity, confidence: countedConfidence[kind] },
      facts: { count: 1, name, stage, value, currency, owner, since: since.toISOString() },
      evidence: [{ table: "attio_deals", id }],
      occurred_at: since.toISOString(),
    });
    const stalled = stalledSeverity(wholeDays(since.getTime(), now));
    return [
      ...deal.next_step ? [] : [found("deal_without_next_step", NO_STEP)],
      ...stalled === 0 ? [] : [found("deal_stalled", stalled)],
    ];
  });
}
