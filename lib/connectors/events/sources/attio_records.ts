import type { TransactionSql } from "../../../platform/mod.ts";
import type { Collecting, EventSource } from "../collecting.ts";
import { recordChanges } from "../record_changes.ts";
import { writeEvents } from "../write_events.ts";
import { changedFields } from "./chatwoot_contacts.ts";

const deals: EventSource = { table: "attio_deals", connector: "attio", revocable: [] };
const people: EventSource = { table: "attio_people", connector: "attio", revocable: [] };

/**
 * Tells when deals go from one stage to another, at the time Attio gives the stage. A stage that was
 * only renamed keeps that time, and is no change.
 */
export async function collectDeals(
  tx: TransactionSql,
  context: Collecting,
  ids: readonly string[],
): Promise<number> {
  const here = tx`d.id = any (${[...ids]})`;
  await writeEvents(tx, context, deals, {
    ids,
    rows: tx`
      select d.id as source_id, d.project_id, d.deleted_at is not null as gone,
        d.name as snippet
      from attio_deals d where ${here}`,
    facts: null,
  });
  return await recordChanges(tx, context, deals, {
    aspect: "stage",
    values: tx`
      select d.id as source_id, d.connection_id, d.project_id,
        jsonb_build_object('stage', d.stage, 'since', d.stage_since) as value, d.stage_since as at,
        d.seen_at, null as author, d.name as snippet, d.web_url as url
      from attio_deals d where ${here} and d.deleted_at is null`,
    kind: tx`case when c.value -> 'stage' <> c.was -> 'stage'
      and (c.value ->> 'since' is null or c.value -> 'since' <> c.was -> 'since')
      then 'deal_stage_changed' end`,
    data: tx`jsonb_build_object('from', c.was -> 'stage', 'to', c.value -> 'stage')`,
  });
}

/** Tells when people's details change. */
export async function collectPeople(
  tx: TransactionSql,
  context: Collecting,
  ids: readonly string[],
): Promise<number> {
  const here = tx`p.id = any (${[...ids]})`;
  await writeEvents(tx, context, people, {
    ids,
    rows: tx`
      select p.id as source_id, p.project_id, p.deleted_at is not null as gone,
        coalesce(p.name, p.emails[1]) as snippet
      from attio_people p where ${here}`,
    facts: null,
  });
  return await recordChanges(tx, context, people, {
    aspect: "contact",
    values: tx`
      select p.id as source_id, p.connection_id, p.project_id,
        jsonb_build_object('name', p.name, 'email', p.emails, 'phone', p.phones,
          'job', p.job_title, 'company', p.company_external_id) as value,
        p.vendor_updated_at as at, p.seen_at, null as author,
        coalesce(p.name, p.emails[1]) as snippet, p.web_url as url
      from attio_people p where ${here} and p.deleted_at is null`,
    kind: tx`'contact_updated'`,
    data: changedFields(tx),
  });
}
