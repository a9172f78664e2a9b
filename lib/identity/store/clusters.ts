import type { Sql, TransactionSql } from "../../platform/mod.ts";
import { type Candidate, type SurvivingField, type Survivors, survivorsOf } from "../survivors.ts";
import { lockGraph } from "./lock.ts";

/** A group of records that people joined. */
export interface Cluster {
  id: string;
  kind: string;
  /** Record ids, sorted. */
  members: string[];
  survivors: Survivors;
  /** By field, the record whose value a person chose. */
  chosen: Partial<Record<SurvivingField, string>>;
}

/** The groups that any of the records are in. */
export async function clustersOf(
  tx: TransactionSql,
  accountScopeId: string,
  recordIds: readonly string[],
): Promise<Cluster[]> {
  return await tx<Cluster[]>`
    select c.id, c.kind, c.survivors, c.chosen,
      array(select m.record_id::text from identity_members m where m.cluster_id = c.id order by m.record_id) as members
    from identity_clusters c
    where c.account_scope_id = ${accountScopeId} and c.id in (
      select cluster_id from identity_members where record_id = any (${recordIds as string[]}::uuid[]))
    order by c.id`;
}

/** What records say, for choosing survivors. */
async function candidatesOf(
  sql: Sql | TransactionSql,
  accountScopeId: string,
  recordIds: readonly string[],
): Promise<Candidate[]> {
  return await sql<Candidate[]>`
    select id, source, derived, coalesce(name, nullif(btrim(concat_ws(' ', given_name, surname)), '')) as name,
      emails, phones, company, domains, active_at
    from identity_records
    where account_scope_id = ${accountScopeId} and id = any (${recordIds as string[]}::uuid[])
      and deleted_at is null
    order by id`;
}

/** Parts of `records` that links join, each sorted; single records are left out. */
function joined(
  records: readonly string[],
  links: readonly { left_id: string; right_id: string }[],
): string[][] {
  const root = new Map(records.map((id) => [id, id]));
  const rootOf = (id: string): string => {
    const above = root.get(id) ?? id;
    return above === id ? id : rootOf(above);
  };
  for (const { left_id, right_id } of links) {
    const [a, b] = [rootOf(left_id), rootOf(right_id)].sort();
    if (a !== b) root.set(b!, a!);
  }
  return [...Map.groupBy(records, rootOf).values()].filter((group) => group.length > 1)
    .map((group) => group.sort());
}

/**
 * Makes the groups of these records, and of those they were grouped with, follow the applied links. A
 * group is named after its smallest record, so that taking a link back restores the groups as they were.
 */
export async function regroup(
  tx: TransactionSql,
  accountScopeId: string,
  kind: string,
  recordIds: readonly string[],
  chosen: Cluster["chosen"] = {},
): Promise<Cluster[]> {
  const before = await clustersOf(tx, accountScopeId, recordIds);
  const all = [...new Set([...recordIds, ...before.flatMap(({ members }) => members)])].sort();
  const links = await tx<{ left_id: string; right_id: string }[]>`
    select left_id, right_id from identity_links
    where account_scope_id = ${accountScopeId} and link = 'same' and left_id = any (${all}::uuid[])
      and right_id = any (${all}::uuid[])`;
  const records = new Map(
    (await candidatesOf(tx, accountScopeId, all)).map((each) => [each.id, each]),
  );
  const after = joined(all, links).map((members): Cluster => {
    const kept = Object.assign(
      {},
      ...before.map((cluster) => cluster.chosen),
      chosen,
    ) as Cluster["chosen"];
    const own = Object.fromEntries(
      Object.entries(kept).filter(([, id]) => id !== undefined && members.includes(id)),
    );
    return {
      id: members[0]!,
      kind,
      members,
      survivors: survivorsOf(members.flatMap((id) => records.get(id) ?? []), own),
      chosen: own,
    };
  });
  await writeClusters(tx, accountScopeId, before, after);
  return after;
}

async function writeClusters(
  tx: TransactionSql,
  accountScopeId: string,
  before: readonly Cluster[],
  after: readonly Cluster[],
): Promise<void> {
  await tx`delete from identity_clusters where id = any (${before.map(({ id }) => id)}::uuid[])`;
  if (after.length === 0) return;
  await tx`
    insert into identity_clusters (id, account_scope_id, kind, survivors, chosen)
    select id, ${accountScopeId}, kind, survivors, chosen
    from jsonb_to_recordset(${
    tx.json(after as never)
  }) as n (id uuid, kind text, survivors jsonb, chosen jsonb)`;
  const members = after.flatMap(({ id, members }) => members.map((record) => ({ id, record })));
  await tx`
    insert into identity_members (record_id, account_scope_id, cluster_id)
    select record, ${accountScopeId}, id from jsonb_to_recordset(${
    tx.json(members)
  }) as n (id uuid, record uuid)`;
}

/** Groups read at once. */
const PORTION = 1000;

/** Chooses the survivors again where records of a group have changed. Returns how many groups differ. */
export async function refreshClusters(sql: Sql, accountScopeId: string): Promise<number> {
  let changed = 0;
  for (let after = "00000000-0000-0000-0000-000000000000";;) {
    const count = await sql.begin(async (tx) => {
      await lockGraph(tx, accountScopeId);
      const heads = await tx<{ id: string }[]>`
        select id from identity_clusters where account_scope_id = ${accountScopeId} and id > ${after}
        order by id limit ${PORTION}`;
      const clusters = await clustersOf(tx, accountScopeId, heads.map(({ id }) => id));
      const ids = clusters.flatMap(({ members }) => members);
      const records = new Map(
        (await candidatesOf(tx, accountScopeId, ids)).map((each) => [each.id, each]),
      );
      const chosen = clusters.map(({ id, members, chosen }) => ({
        id,
        survivors: survivorsOf(members.flatMap((member) => records.get(member) ?? []), chosen),
      }));
      const written = await tx`
        update identity_clusters c set survivors = n.survivors
        from jsonb_to_recordset(${tx.json(chosen as never)}) as n (id uuid, survivors jsonb)
        where c.id = n.id and c.survivors <> n.survivors`;
      changed += written.count;
      after = heads.at(-1)?.id ?? after;
      return heads.length;
    });
    if (count < PORTION) return changed;
  }
}
