import type { TransactionSql } from "../../platform/mod.ts";
import type { Page, Stream, Written } from "../stream.ts";
import { tooManySuspects } from "../sweep.ts";
import type { WriteScope } from "../write_scope.ts";
import { bury } from "./bury.ts";
import type { PackedRows } from "./columns.ts";
import { decoded, pageOf } from "./make_page.ts";
import type { LinearRow, UserRow } from "./rows.ts";
import type { LinearSource } from "./source.ts";
import { linearStreams } from "./streams.ts";
import { writeRows } from "./write_rows.ts";
import { writeUsers } from "./write_users.ts";

/** Lists that are read whole each time. Teams come first: they say what the token sees. */
export const RELOADED = ["teams", "users", "workflow_states", "labels"] as const;

/** A list that is read whole each time. */
export type ReloadedName = (typeof RELOADED)[number];

/** What reading the lists needs. */
export interface Reload {
  /** Ids of the teams the token sees; filled by reading the teams. */
  visible: Set<string>;
  /** A person said that many rows are gone. */
  confirmed: boolean;
  /** Told the source's own count of a list. */
  counted(list: ReloadedName, count: number): void;
  /** Told of rows that are gone in such numbers that it is not believed. */
  refused(list: ReloadedName, count: number): void;
}

/** Whether an absent row `t` says something about itself, and not about its team being out of sight. */
function speaksForItself(tx: TransactionSql, list: ReloadedName, visible: string[]) {
  switch (list) {
    case "teams":
      return tx`false`;
    case "users":
      return tx`true`;
    case "labels":
      return tx`(t.team_external_id is null or t.team_external_id = any (${visible}))`;
    case "workflow_states":
      return tx`t.team_external_id = any (${visible})`;
  }
}

/** Buries the rows of a complete list that it no longer holds; those of teams out of sight stay. */
async function buryAbsent(
  tx: TransactionSql,
  { scope }: LinearSource,
  list: ReloadedName,
  present: string[],
  reload: Reload,
): Promise<number> {
  const [row] = await tx<[{ live: number; absent: string[] }]>`
    select count(*)::int as live, coalesce(array_agg(t.external_id) filter (
      where t.external_id <> all (${present})
        and ${speaksForItself(tx, list, [...reload.visible])}), '{}') as absent
    from ${tx(linearStreams[list].table)} t
    where t.connection_id = ${scope.connectionId} and t.deleted_at is null`;
  if (!reload.confirmed && tooManySuspects(row.absent.length, row.live)) {
    reload.refused(list, row.absent.length);
    return 0;
  }
  return await bury(tx, scope, list, row.absent, "deleted");
}

/**
 * Notes which teams the token sees. When it sees others than before, everything is looked for by its
 * ids in this run, since issues of a team that came into sight have changed long ago; and Linear
 * projects are read from the first again, since they name the teams in sight.
 */
async function noteTeams(tx: TransactionSql, { scope }: LinearSource, visible: Set<string>) {
  const teams = tx.json([...visible].sort());
  await tx`
    with noted as (
      insert into sync_cursors as stored (connection_id, stream, position)
      values (${scope.connectionId}, 'teams.visible', ${teams})
      on conflict (connection_id, stream) do update set position = excluded.position, updated_at = now()
      where stored.position is distinct from excluded.position
      returning 1
    )
    update sync_cursors set watermark = null
    where connection_id = ${scope.connectionId} and (stream like '%.sweep' or stream = 'projects')
      and exists (select from noted)`;
}

/** Makes or changes rows of a list. Returns how many. */
export function writeList(
  tx: TransactionSql,
  scope: WriteScope,
  list: ReloadedName,
  rows: PackedRows,
): Promise<number> {
  return list === "users"
    ? writeUsers(tx, scope, rows as PackedRows<UserRow>)
    : writeRows(tx, scope, linearStreams[list].table, rows);
}

/** Reads a list whole, a page at a time; what it no longer holds is gone. */
export function reloadStream(source: LinearSource, list: ReloadedName, reload: Reload): Stream {
  const { scope } = source;
  return {
    ...linearStreams[list],
    name: list,
    async *pages(_position, signal) {
      const present: string[] = [];
      for (let after: string | null = null, done = 0, last = false; !last;) {
        const raw = await source.lists.page(list, { after }, signal);
        done += raw.rows.length;
        last = raw.next === null;
        after = raw.next;
        const rows = decoded<LinearRow>(list, raw.rows);
        present.push(...[...rows.rows, ...rows.rejected].map((row) => row.external_id));
        const walk = { done, total: last ? done : null, position: null };
        const page = pageOf(
          list,
          rows,
          walk,
          (tx, rows) => writeList(tx, scope, list, rows),
        );
        if (last) {
          reload.counted(list, done);
          if (list === "teams") { for (const id of present) reload.visible.add(id); }
        }
        yield last ? { ...page, write: (tx) => writeLast(tx, page) } : page;
      }

      async function writeLast(tx: TransactionSql, page: Page): Promise<Written> {
        const { upserted } = await page.write(tx);
        if (list === "teams") await noteTeams(tx, source, reload.visible);
        return { upserted, tombstoned: await buryAbsent(tx, source, list, present, reload) };
      }
    },
  };
}

/** Buries the teams that are out of sight, with their states and labels. Returns how many rows. */
export async function buryUnseenTeams(
  tx: TransactionSql,
  { scope }: LinearSource,
  visible: ReadonlySet<string>,
): Promise<number> {
  let buried = 0;
  for (const list of ["teams", "workflow_states", "labels"] as const) {
    const team = tx(list === "teams" ? "external_id" : "team_external_id");
    const rows = await tx<{ external_id: string }[]>`
      select external_id from ${tx(linearStreams[list].table)}
      where connection_id = ${scope.connectionId} and deleted_at is null
        -- labels of the workspace have no team; beside no team in sight even null differs from all
        and ${team} is not null and ${team} <> all (${[...visible]})`;
    buried += await bury(tx, scope, list, rows.map((row) => row.external_id), "no_access");
  }
  return buried;
}
