import type { Clock, EventBus, HttpClient, Logger, Sql, SyncProgress } from "../platform/mod.ts";
import { describeFailure, setConnectionStatus, type StatusDetail } from "./connections.ts";
import type { Connector, ConnectorRun, Source, SyncOutcome, SyncWarning } from "./connector.ts";
import type { Pace } from "./pace.ts";
import { progressMeter } from "./progress.ts";
import { recordReconciliation } from "./reconciliation.ts";
import {
  beginRun,
  endRun,
  type Lease,
  LEASE_SECONDS,
  LeaseLost,
  renewRun,
  type SyncRun,
} from "./runs.ts";

/** What syncing a connection needs. */
export interface SyncTools {
  sql: Sql;
  clock: Clock;
  http: HttpClient;
  events: EventBus;
  log: Logger;
  connector: Connector;
  source: Source;
  pace: Pace;
  /** Percent below which completeness raises an alarm, unless the scope sets its own. */
  completenessMinPct: number;
  /** Names this process in leases. */
  owner: string;
  /** Told where a running sync stands; null when it has ended. */
  onProgress(connectionId: string, progress: SyncProgress | null): void;
}

/** One sync of one connection. */
export interface SyncRequest {
  accountScopeId: string;
  connectionId: string;
  mode: "incremental" | "full";
  /** Looks for every row of the source, see `ConnectorRun`. */
  compare?: boolean;
  trigger: SyncRun["trigger"];
  signal: AbortSignal;
}

/** How a sync ended; `busy`: another process is at it, or has taken it over; `paused`: by a person. */
export type SyncResult = { outcome: "succeeded" | "failed" | "stopped"; runId: string } | {
  outcome: "busy" | "paused";
};

/** A person asked the run to stop. */
class StopRequested extends Error {
  override readonly name = "StopRequested";
}

/** Live events are sent at most this often, milliseconds. */
const PROGRESS_EVERY = 250;

/** Keeps a run's lease alive while `work` goes on, and aborts it when a stop is asked for. */
export async function underLease<T>(
  tools: Pick<SyncTools, "sql" | "log">,
  lease: Lease,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const signal = AbortSignal.any([outer, abort.signal]);
  const beat = async () => {
    try {
      const state = await renewRun(tools.sql, lease);
      if (state === null) abort.abort(new LeaseLost("the lease of this sync was lost"));
      else if (state.stop) abort.abort(new StopRequested("a person stopped this sync"));
    } catch (error) {
      tools.log.warn({ err: error, runId: lease.runId }, "a sync's lease could not be renewed");
    }
  };
  const timer = setInterval(beat, Math.min(1000, LEASE_SECONDS * 1000 / 3));
  try {
    return await work(signal);
  } finally {
    clearInterval(timer);
  }
}

function reporter(
  tools: SyncTools,
  request: SyncRequest,
  runId: string,
): ConnectorRun["onPage"] {
  const meter = progressMeter(tools.connector.name, tools.clock.now);
  let told = 0;
  return async ({ stream, counts, done, total }) => {
    const progress = meter.update(stream, counts.records, done, total);
    tools.onProgress(request.connectionId, progress);
    if (tools.clock.now() - told < PROGRESS_EVERY) return;
    told = tools.clock.now();
    await tools.events.publish({
      type: "job_progress",
      accountScopeId: request.accountScopeId,
      projectId: null,
      job: "connectors_sync_cycle",
      runId,
      progress,
    });
  };
}

/** What an earlier run said of rows that this one did not look for. */
function stillHeld(
  { streams }: Connector,
  before: StatusDetail | null,
  swept: ReadonlySet<string>,
): SyncWarning[] {
  return (before?.warnings ?? []).filter(({ stream }) =>
    stream !== undefined && !swept.has(stream) &&
    // such a list is read by every run, which says it again if it is still so
    streams[stream]?.deletion !== "absent_from_reload"
  );
}

/** Compares, closes the run and notes how the connection stands. */
async function conclude(
  tools: SyncTools,
  request: SyncRequest,
  lease: Lease,
  outcome: SyncOutcome,
  held: SyncWarning[],
): Promise<void> {
  const { accountScopeId, connectionId } = request;
  const { connector } = tools;
  const result = await connector.reconcile(tools.sql, connectionId, outcome);
  await recordReconciliation(tools.sql, tools.events, {
    accountScopeId,
    connectionId,
    connector: connector.name,
    runId: lease.runId,
    thresholdPct: tools.completenessMinPct,
  }, result);
  const { mode, streams, startedAt } = outcome;
  const warnings = [...outcome.warnings, ...held];
  const [warning] = warnings;
  const detail = warning === undefined ? null : { ...warning, warnings };
  const ours = await tools.sql.begin(async (tx) => {
    const ended = await endRun(tx, lease, { status: "succeeded", mode, streams, error: null });
    if (ended) await setConnectionStatus(tx, connectionId, "ok", detail, new Date(startedAt));
    return ended;
  });
  if (!ours) throw new LeaseLost("the lease of this sync was lost");
}

/** Notes that a run broke off: stopped by a person or the process's end, or failed. */
async function breakOff(
  tools: SyncTools,
  request: SyncRequest,
  lease: Lease,
  before: StatusDetail | null,
  error: unknown,
): Promise<"stopped" | "failed" | "busy"> {
  const { sql, log } = tools;
  const { connectionId, mode } = request;
  const { runId } = lease;
  if (error instanceof LeaseLost) {
    log.warn({ connectionId, runId }, "another process has taken this sync over");
    return "busy";
  }
  const stopped = error instanceof StopRequested || request.signal.aborted;
  if (!stopped) log.error({ err: error, connectionId, runId }, "sync failed");
  const detail = describeFailure(error);
  const { code, message, fix } = detail;
  const status = stopped ? "stopped" : "failed";
  const ours = await sql.begin(async (tx) => {
    const ended = await endRun(tx, lease, {
      ...{ status, mode, streams: {} },
      error: stopped ? null : { code, message, ...(fix === null ? {} : { fix }) },
    });
    const how = stopped ? "ok" as const : "needs_attention" as const;
    const held = stillHeld(tools.connector, before, new Set());
    const now = stopped ? before : held.length === 0 ? detail : { ...detail, warnings: held };
    if (ended) await setConnectionStatus(tx, connectionId, how, now, null);
    return ended;
  });
  return ours ? status : "busy";
}

/** Marks a connection as being synced. Returns what was said of it; null when a person has paused it. */
async function markSyncing(
  sql: Sql,
  connectionId: string,
): Promise<{ detail: StatusDetail | null } | null> {
  const [before] = await sql<{ detail: StatusDetail | null }[]>`
    with before as (select id, status_detail from connections where id = ${connectionId})
    update connections c set status = 'syncing' from before b
    where c.id = b.id and c.status <> 'paused'
    returning b.status_detail as detail`;
  return before ?? null;
}

/** Whether a person who was told that too many rows are missing asks for a full run. */
function confirmsDeletion({ mode, trigger }: SyncRequest, before: StatusDetail | null): boolean {
  return mode === "full" && trigger === "manual" &&
    (before?.warnings ?? []).some(({ code }) => code === "too_many_suspects");
}

/**
 * Syncs one connection from beginning to end: lease, streams, reconciliation, status, live events.
 * A failure is recorded, not thrown; everything committed before it stays.
 */
export async function syncConnection(tools: SyncTools, request: SyncRequest): Promise<SyncResult> {
  const { sql, owner } = tools;
  const { accountScopeId, connectionId, mode, compare, trigger } = request;
  const runId = await beginRun(sql, { accountScopeId, connectionId, mode, trigger, owner });
  if (runId === null) return { outcome: "busy" };
  const lease = { runId, owner };
  let before: StatusDetail | null = null;
  try {
    const state = await markSyncing(sql, connectionId);
    if (state === null) {
      await endRun(sql, lease, { status: "stopped", mode, streams: {}, error: null });
      return { outcome: "paused" };
    }
    before = state.detail;
    const swept = new Set<string>();
    await underLease(tools, lease, request.signal, async (signal) => {
      const outcome = await tools.source.sync({
        ...{ sql, clock: tools.clock, http: tools.http, pace: tools.pace },
        ...{ accountScopeId, connectionId, lease, mode, compare, signal, swept },
        massDeletionConfirmed: confirmsDeletion(request, before),
        onPage: reporter(tools, request, runId),
      });
      const held = stillHeld(tools.connector, before, swept);
      await conclude(tools, request, lease, outcome, held);
    });
    return { outcome: "succeeded", runId };
  } catch (error) {
    const outcome = await breakOff(tools, request, lease, before, error);
    return outcome === "busy" ? { outcome } : { outcome, runId };
  } finally {
    tools.onProgress(connectionId, null);
  }
}
