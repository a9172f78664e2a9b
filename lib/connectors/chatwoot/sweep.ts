import type { Sql } from "../../platform/mod.ts";
import { mapConcurrently } from "../concurrent.ts";
import type { ChatwootClient } from "./client.ts";
import { tombstoneContacts, tombstoneConversations } from "./tombstones.ts";
import type { WriteScope } from "./write_accounts.ts";

/** More suspects than this share of all rows stops the sweep: a narrowed token looks like that. */
const SUSPECT_SHARE = 0.05;

/** Fewer suspects than this never stop it, so that small accounts may delete rows at all. */
const SUSPECT_FLOOR = 10;

/** What the sweep of one kind of rows found. */
export interface SweepResult {
  tombstoned: number;
  /** Suspects that were too many to be believed; 0 when the sweep ran. */
  refused: number;
}

interface Kind {
  table: "chatwoot_conversations" | "chatwoot_contacts";
  exists(id: string, signal: AbortSignal): Promise<boolean>;
  bury(sql: Sql, scope: WriteScope, ids: string[]): Promise<number>;
}

/** The two kinds whose rows must be looked up one by one. */
export function sweptKinds(client: ChatwootClient): Kind[] {
  return [
    {
      table: "chatwoot_conversations",
      exists: async (id, signal) => await client.conversation(id, signal) !== null,
      bury: (sql, scope, ids) =>
        sql.begin((tx) => tombstoneConversations(tx, scope, ids, "deleted")),
    },
    {
      table: "chatwoot_contacts",
      exists: async (id, signal) => await client.contact(id, signal) !== null,
      bury: (sql, scope, ids) => sql.begin((tx) => tombstoneContacts(tx, scope, ids, "deleted")),
    },
  ];
}

/**
 * After a complete walk: rows it did not see are suspects, each is read by its id, and only those
 * the source does not know any more are marked as gone. The mark is made for all of them at once.
 *
 * @param scope `seenAt` is the beginning of the walk: rows seen before it are suspects
 */
export async function sweep(
  sql: Sql,
  scope: WriteScope,
  kind: Kind,
  concurrency: number,
  signal: AbortSignal,
): Promise<SweepResult> {
  const [counts] = await sql<{ live: number; suspects: string[] }[]>`
    select count(*)::int as live,
      coalesce(array_agg(external_id order by external_id) filter (where seen_at < ${scope.seenAt}), '{}') as suspects
    from ${sql(kind.table)}
    where connection_id = ${scope.connectionId} and deleted_at is null`;
  const { live, suspects } = counts ?? { live: 0, suspects: [] };
  if (suspects.length > Math.max(SUSPECT_FLOOR, SUSPECT_SHARE * live)) {
    return { tombstoned: 0, refused: suspects.length };
  }
  const found = await mapConcurrently(suspects, concurrency, (id) => kind.exists(id, signal));
  const gone = suspects.filter((_id, index) => !found[index]);
  if (gone.length === 0) return { tombstoned: 0, refused: 0 };
  return { tombstoned: await kind.bury(sql, scope, gone), refused: 0 };
}
