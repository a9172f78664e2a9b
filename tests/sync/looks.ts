/** What a test looks at after a sync. */
import type { ConnectorState, SyncRun } from "@/lib/connectors/mod.ts";
import type { SyncWorld } from "../support/sync_world.ts";

/** How the world's connection stands. */
export async function stateOf(world: SyncWorld): Promise<ConnectorState> {
  const [state] = await world.connectors.list(world.scopeId);
  if (state === undefined) throw new Error("the scope has no connection");
  return state;
}

/** The newest run. */
export async function lastRun(world: SyncWorld): Promise<SyncRun> {
  const { last_run } = await stateOf(world);
  if (last_run === null) throw new Error("nothing was run");
  return last_run;
}

/** Buried rows of a stream: id and reason, by id. */
export async function tombstones(
  { sql, scopeId }: SyncWorld,
  stream: "conversations" | "messages" | "contacts" | "inboxes" | "labels" | "agents",
): Promise<[string, string][]> {
  const rows = await sql<{ external_id: string; deleted_reason: string }[]>`
    select external_id, deleted_reason from ${sql(`chatwoot_${stream}`)}
    where account_scope_id = ${scopeId} and deleted_at is not null order by external_id::bigint`;
  return rows.map((row) => [row.external_id, row.deleted_reason]);
}

/** Errors that are open or of a given status: stream, id, attempts. */
export async function errorsOf(
  world: SyncWorld,
  status?: "waiting" | "dead_letter" | "resolved" | "dismissed",
): Promise<[string, string, number][]> {
  const rows = await world.connectors.errors.list(world.scopeId, { limit: 100, status });
  return rows.map((row) => [row.stream, row.external_id, row.attempts]);
}

/**
 * A `fetch` that tells of each request before it is sent; what `told` returns or throws takes the
 * reply's place.
 */
export function tellingFetch(
  told: (url: URL, count: number) => Response | void | Promise<Response | void>,
): typeof fetch {
  let count = 0;
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const aborted = Promise.withResolvers<never>();
    const abort = () => aborted.reject(init?.signal?.reason);
    init?.signal?.addEventListener("abort", abort);
    try {
      return await Promise.race([told(url, ++count), aborted.promise]) ?? await fetch(input, init);
    } finally {
      init?.signal?.removeEventListener("abort", abort);
    }
  };
}
