/**
 * Which project rows are in. Records are where their bindings say, entries in the project of their
 * list or else with their record, notes and tasks with the records they are about.
 */
import type { TransactionSql } from "../../platform/mod.ts";
import type { WriteScope } from "../write_scope.ts";
import type { Fragment } from "./columns.ts";
import { isEvidenced, settleEvidence } from "./evidence.ts";
import { attioStreams, type ScannedName } from "./streams.ts";

/** Where rows are placed. */
export type PlaceScope = Pick<WriteScope, "connectionId" | "accountScopeId">;

/** Whether anything is bound: while nothing is, every row stays in the unassigned project. */
export async function anyBinding(tx: TransactionSql, connectionId: string): Promise<boolean> {
  const [row] = await tx`select 1 from bindings where connection_id = ${connectionId} limit 1`;
  return row !== undefined;
}

/** The places of the records that rows `t` are about, as `w.external_id`, `w.project_id`. */
function wantedPlaces(
  tx: TransactionSql,
  { connectionId }: PlaceScope,
  stream: ScannedName,
): Fragment {
  const places = (record: Fragment) =>
    tx`attio_places(${connectionId}, array(select ${record} from rows))`;
  switch (stream) {
    case "companies":
    case "people":
    case "deals":
      return tx`
        select t.external_id, p.project_id from rows t
        left join ${places(tx`external_id`)} p on p.record_external_id = t.external_id`;
    case "entries":
      return tx`
        select t.external_id, coalesce(b.project_id, p.project_id) as project_id from rows t
        left join bindings b on b.connection_id = ${connectionId} and b.kind = 'attio_list'
          and b.external_id = t.list_external_id
        left join ${places(tx`parent_record_external_id`)} p
          on p.record_external_id = t.parent_record_external_id`;
    case "notes":
      return tx`
        select t.external_id, p.project_id from rows t
        left join ${places(tx`parent_record_external_id`)} p
          on p.record_external_id = t.parent_record_external_id`;
    case "tasks":
      // the first of its records that is bound
      return tx`
        select distinct on (t.external_id) t.external_id, p.project_id from rows t
        left join lateral unnest(t.linked_record_external_ids) with ordinality as l (record, place) on true
        left join ${
        places(tx`unnest(linked_record_external_ids)`)
      } p on p.record_external_id = l.record
        order by t.external_id, p.project_id is null, l.place`;
  }
}

/** Puts the live rows that `which` picks (as `t`) where they belong. Returns the ids of those that moved. */
async function move(
  tx: TransactionSql,
  scope: PlaceScope,
  stream: ScannedName,
  which: Fragment,
): Promise<string[]> {
  const { table } = attioStreams[stream];
  const moved = await tx<{ external_id: string }[]>`
    with rows as materialized (
      select t.* from ${tx(table)} t
      where t.connection_id = ${scope.connectionId} and t.deleted_at is null and ${which}
    ), wanted as (${wantedPlaces(tx, scope, stream)})
    update ${tx(table)} t set project_id = coalesce(w.project_id, home.id)
    from wanted w, (select id from projects
      where account_scope_id = ${scope.accountScopeId} and kind = 'unassigned') as home
    where t.connection_id = ${scope.connectionId} and t.external_id = w.external_id
      and t.project_id <> coalesce(w.project_id, home.id)
    returning t.external_id`;
  const ids = moved.map((row) => row.external_id);
  if (isEvidenced(table)) await settleEvidence(tx, scope.connectionId, table, ids);
  return ids;
}

/** Puts rows of one stream where they belong. Returns the ids of those that moved. */
export async function placeRows(
  tx: TransactionSql,
  scope: PlaceScope,
  stream: ScannedName,
  ids: readonly string[],
): Promise<string[]> {
  if (ids.length === 0) return [];
  return await move(tx, scope, stream, tx`t.external_id = any (${[...ids]})`);
}

/**
 * Puts records where they belong, with everything that follows them: a company's people and deals,
 * entries, notes and tasks. Returns how many rows moved.
 */
export async function placeRecords(
  tx: TransactionSql,
  scope: PlaceScope,
  records: readonly string[],
): Promise<number> {
  if (records.length === 0) return 0;
  const ids = [...records];
  const itself = tx`t.external_id = any (${ids})`;
  const follower = tx`(${itself} or t.company_external_id = any (${ids}))`;
  const moved = [
    ...await move(tx, scope, "companies", itself),
    ...await move(tx, scope, "people", follower),
    ...await move(tx, scope, "deals", follower),
  ];
  return moved.length + await placeHanging(tx, scope, [...new Set([...ids, ...moved])]);
}

/** Puts what hangs on records where the records are. Returns how many rows moved. */
export async function placeHanging(
  tx: TransactionSql,
  scope: PlaceScope,
  records: readonly string[],
): Promise<number> {
  if (records.length === 0) return 0;
  const ids = [...records];
  const about = tx`t.parent_record_external_id = any (${ids})`;
  return (await move(tx, scope, "entries", about)).length +
    (await move(tx, scope, "notes", about)).length +
    (await move(tx, scope, "tasks", tx`t.linked_record_external_ids && ${ids}`)).length;
}
