import { type Sql, VendorError } from "../../platform/mod.ts";
import { beginRun, endRun, LeaseLost } from "../runs.ts";
import type { ConnectedSource } from "../sources.ts";
import { type SyncTools, underLease } from "../sync_connection.ts";
import type { EntityRef } from "./rules.ts";

/** What processing needs. */
export type ProcessTools = Pick<SyncTools, "sql" | "clock" | "http" | "log" | "owner">;

/** What became of a connection's deliveries. */
export interface Processed {
  processed: number;
  /** Left for later: the vendor could not be read, or a sync is running. */
  left: number;
}

/** Deliveries read at once: what they are about is read once, however often it rang. */
const BATCH = 500;

/** Tries of a delivery; after them polling alone brings the change. */
const MAX_ATTEMPTS = 5;

interface Pending {
  endpoint_id: string;
  delivery_id: string;
  refs: EntityRef[];
}

function distinct(deliveries: readonly Pending[]): EntityRef[] {
  const refs = deliveries.flatMap((delivery) => delivery.refs);
  return [...new Map(refs.map((ref) => [`${ref.type} ${ref.id}`, ref])).values()];
}

async function settle(
  sql: Sql,
  deliveries: readonly Pending[],
  error: VendorError | null,
): Promise<void> {
  const endpoints = deliveries.map((delivery) => delivery.endpoint_id);
  const ids = deliveries.map((delivery) => delivery.delivery_id);
  await sql`
    update webhook_deliveries d set attempts = attempts + 1, error = ${error?.message ?? null},
      status = case when ${error === null} then 'processed'
        when attempts + 1 >= ${MAX_ATTEMPTS} then 'failed' else 'pending' end,
      processed_at = case when ${error === null} then now() end
    from unnest(${endpoints}::uuid[], ${ids}::text[]) as k (endpoint_id, delivery_id)
    where d.endpoint_id = k.endpoint_id and d.delivery_id = k.delivery_id`;
}

/**
 * Reads again what a connection's pending deliveries are about. While a sync is running they wait:
 * two may not write for one connection.
 */
export async function processDeliveries(
  tools: ProcessTools,
  { connectionId, source, pace }: ConnectedSource,
  accountScopeId: string,
  signal: AbortSignal,
): Promise<Processed> {
  const { sql, owner, log } = tools;
  const pending = await sql<Pending[]>`
    select endpoint_id, delivery_id, refs from webhook_deliveries
    where connection_id = ${connectionId} and status = 'pending'
    order by received_at limit ${BATCH}`;
  if (pending.length === 0) return { processed: 0, left: 0 };
  const left = { processed: 0, left: pending.length };
  const order = { accountScopeId, connectionId, mode: "incremental", trigger: "webhook" } as const;
  const runId = await beginRun(sql, { ...order, owner });
  if (runId === null) return left;
  const lease = { runId, owner };
  const end = (status: "succeeded" | "failed" | "stopped", error: VendorError | null) =>
    endRun(sql, lease, {
      status,
      mode: "incremental",
      streams: {},
      error: error && { code: error.code, message: error.message },
    });
  try {
    await underLease(tools, lease, signal, (ours) =>
      source.reread({
        ...{ sql, clock: tools.clock, http: tools.http, pace, accountScopeId, connectionId, lease },
        ...{ mode: "incremental", massDeletionConfirmed: false, signal: ours, onPage: () => {} },
      }, distinct(pending)));
    await settle(sql, pending, null);
    await end("succeeded", null);
    return { processed: pending.length, left: 0 };
  } catch (error) {
    if (error instanceof LeaseLost) return left;
    if (!(error instanceof VendorError)) {
      await end("stopped", null);
      throw error;
    }
    log.warn({ err: error, connectionId }, "what a webhook told of cannot be read now");
    await settle(sql, pending, error);
    await end("failed", error);
    return left;
  }
}
