import { recordAudit } from "../../audit/mod.ts";
import type { TransactionSql } from "../../platform/mod.ts";
import type { TombstoneReason } from "../tombstones.ts";
import type { WriteScope } from "../write_scope.ts";
import { isEvidenced, settleEvidence } from "./evidence.ts";
import { anyBinding, placeRecords } from "./places.ts";
import { attioStreams, isRecords, type StreamName } from "./streams.ts";

/** What records became that are gone: old id to the id of the record they were merged into. */
export type Successors = ReadonlyMap<string, string>;

interface MovedBinding {
  id: string;
  project_id: string;
  external_id: string;
  successor: string;
  kept: boolean;
}

/** Lets the bindings of merged companies follow them; of two for one company the older stays. */
async function followMerges(
  tx: TransactionSql,
  { connectionId, accountScopeId }: WriteScope,
  successors: Successors,
): Promise<void> {
  const old = [...successors.keys()];
  const bindings = await tx<MovedBinding[]>`
    select b.id, b.project_id, b.external_id, s.successor,
      row_number() over (partition by s.successor order by b.created_at, b.id) = 1
        and not exists (select from bindings o where o.connection_id = b.connection_id
          and o.kind = b.kind and o.external_id = s.successor) as kept
    from bindings b
    join unnest(${old}::text[], ${[...successors.values()]}::text[]) as s (old, successor)
      on s.old = b.external_id
    where b.connection_id = ${connectionId} and b.kind = 'attio_company'
    order by b.created_at, b.id`;
  for (const { id, project_id, external_id, successor, kept } of bindings) {
    if (kept) await tx`update bindings set external_id = ${successor} where id = ${id}`;
    else await tx`delete from bindings where id = ${id}`;
    await recordAudit(tx, {
      ...{ accountScopeId, actor: "system", projectId: project_id },
      ...{ action: kept ? "binding.changed" : "binding.removed", entity: "binding", entityId: id },
      before: { kind: "attio_company", external_id },
      after: { merged_into: successor },
    });
  }
}

/** Marks rows as gone, drops their evidence, and places anew what depended on them. Returns how many. */
export async function bury(
  tx: TransactionSql,
  scope: WriteScope,
  stream: StreamName,
  ids: readonly string[],
  reason: TombstoneReason,
  successors: Successors = new Map(),
): Promise<number> {
  if (ids.length === 0) return 0;
  const { connectionId, seenAt } = scope;
  const { table } = attioStreams[stream];
  const became = ids.map((id) => successors.get(id) ?? null);
  const buried = await tx<{ external_id: string; parent: string | null }[]>`
    update ${tx(table)} t set deleted_at = ${seenAt}, deleted_reason = ${reason}
      ${isRecords(stream) ? tx`, merged_into = s.successor` : tx``}
    from unnest(${[...ids]}::text[], ${became}::text[]) as s (id, successor)
    where t.connection_id = ${connectionId} and t.external_id = s.id and t.deleted_at is null
    returning t.external_id,
      ${stream === "entries" ? tx`t.parent_record_external_id` : tx`null::text`} as parent`;
  const gone = buried.map((row) => row.external_id);
  if (isEvidenced(table)) await settleEvidence(tx, connectionId, table, gone);
  const moved = new Map(gone.flatMap((id) => {
    const successor = successors.get(id);
    return successor === undefined ? [] : [[id, successor] as const];
  }));
  if (stream === "companies" && moved.size > 0) await followMerges(tx, scope, moved);
  const touched = [
    ...new Set([...moved.values(), ...buried.flatMap((row) => row.parent ?? [])]),
  ];
  if (touched.length > 0 && await anyBinding(tx, connectionId)) {
    await placeRecords(tx, scope, touched);
  }
  return gone.length;
}
