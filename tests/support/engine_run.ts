import type { EngineContext, PageTold } from "../../lib/connectors/engine.ts";
import { beginRun } from "../../lib/connectors/runs.ts";
import type { Stores } from "./scratch_stores.ts";

/** A connection in a scope's database, for tests of what all connectors share. */
export async function makeConnection({ sql, accountScopeId }: Stores): Promise<string> {
  const [row] = await sql<[{ id: string }]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${accountScopeId}, 'chatwoot', 'https://chat.example', '1') returning id`;
  return row.id;
}

/** A run that has begun, as the engine sees it, with what it told. */
export async function makeRun(
  stores: Stores,
  connectionId?: string,
): Promise<EngineContext & { told: PageTold[]; stop: AbortController }> {
  const { sql, clock, accountScopeId } = stores;
  const connection = connectionId ?? await makeConnection(stores);
  const owner = crypto.randomUUID();
  const runId = await beginRun(sql, {
    ...{ accountScopeId, connectionId: connection, owner, mode: "full", trigger: "manual" },
  });
  if (runId === null) throw new Error("the connection is busy");
  const told: PageTold[] = [];
  const stop = new AbortController();
  return {
    ...{ sql, clock, accountScopeId, connectionId: connection, told, stop, signal: stop.signal },
    lease: { runId, owner },
    onPage: (page) => void told.push(page),
  };
}
