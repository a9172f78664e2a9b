import {
  type ChatwootConfig,
  type Clock,
  type EventBus,
  type HttpClient,
  type Logger,
  type Sql,
  type SyncProgress,
} from "../platform/mod.ts";
import { reconcileChatwoot } from "./chatwoot/reconcile.ts";
import { type ChatwootOutcome, type ChatwootRun, syncChatwoot } from "./chatwoot/sync.ts";
import { describeFailure, setConnectionStatus } from "./connections.ts";
import type { Pace } from "./pace.ts";
import { progressMeter } from "./progress.ts";
import { recordReconciliation } from "./reconciliation.ts";
import { beginRun, endRun, LEASE_SECONDS, renewRun, type SyncRun } from "./runs.ts";

/** What syncing a connection needs. */
export interface SyncTools {
  sql: Sql;
  clock: Clock;
  http: HttpClient;
  events: EventBus;
  log: Logger;
  config: { chatwoot: ChatwootConfig; completenessMinPct: number };
  pace: Pace;
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
  trigger: SyncRun["trigger"];
  signal: AbortSignal;
}

/** How a sync ended; `busy`: another process is at it. */
export type SyncResult = { outcome: "succeeded" | "failed" | "stopped"; runId: string } | {
  outcome: "busy";
};

/** Aborts the run when it is asked to stop, or when its lease is lost. */
class StopRequested extends Error {
  override readonly name = "StopRequested";
}

/** Live events are sent at most this often, milliseconds. */
const PROGRESS_EVERY = 250;

/** Keeps a run's lease alive while `work` goes on, and aborts it when a stop is asked for. */
async function underLease<T>(
  tools: SyncTools,
  runId: string,
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const abort = new AbortController();
  const signal = AbortSignal.any([outer, abort.signal]);
  const beat = async () => {
    try {
      const state = await renewRun(tools.sql, runId, tools.owner);
      if (state === null) abort.abort(new StopRequested("the lease of this sync was lost"));
      else if (state.stop) abort.abort(new StopRequested("a person stopped this sync"));
    } catch (error) {
      tools.log.warn({ err: error, runId }, "a sync's lease could not be renewed");
    }
  };
  const timer = setInterval(beat, Math.min(1000, LEASE_SECONDS * 1000 / 3));
  try {
    return await work(signal);
  } finally {
    clearInterval(timer);
  }
}

function reporter(tools: SyncTools, request: SyncRequest, runId: string): ChatwootRun["onPage"] {
  const meter = progressMeter("chatwoot", tools.clock.now);
  let told = 0;
  const done = new Map<string, number>();
  return async (stream, counts, total) => {
    const rows = (done.get(stream) ?? 0) + (stream === "contacts" ? 15 : 25);
    done.set(stream, rows);
    const progress = meter.update(
      stream,
      counts.records,
      total === null ? null : Math.min(rows, total),
      total,
    );
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

async function conclude(
  tools: SyncTools,
  request: SyncRequest,
  runId: string,
  outcome: ChatwootOutcome,
): Promise<void> {
  const { accountScopeId, connectionId } = request;
  const result = await reconcileChatwoot(tools.sql, connectionId, outcome.sourceCounts);
  await recordReconciliation(tools.sql, tools.events, {
    accountScopeId,
    connectionId,
    connector: "chatwoot",
    runId,
    thresholdPct: tools.config.completenessMinPct,
  }, result);
  await endRun(tools.sql, runId, {
    status: "succeeded",
    mode: outcome.mode,
    streams: { ...outcome.streams },
    error: null,
  });
  const [warning] = outcome.warnings;
  await setConnectionStatus(
    tools.sql,
    connectionId,
    "ok",
    warning === undefined ? null : {
      code: warning.code,
      message: warning.message,
      fix: warning.fix,
      warnings: outcome.warnings,
    },
    new Date(outcome.startedAt),
  );
}

/**
 * Syncs one connection from beginning to end: lease, streams, reconciliation, status, live events.
 * A failure is recorded, not thrown; everything committed before it stays.
 */
export async function syncConnection(tools: SyncTools, request: SyncRequest): Promise<SyncResult> {
  const { sql, log } = tools;
  const { accountScopeId, connectionId, mode, trigger } = request;
  const runId = await beginRun(sql, {
    accountScopeId,
    connectionId,
    mode,
    trigger,
    owner: tools.owner,
  });
  if (runId === null) return { outcome: "busy" };
  await sql`update connections set status = 'syncing' where id = ${connectionId}`;
  try {
    await underLease(tools, runId, request.signal, async (signal) => {
      const outcome = await syncChatwoot({
        ...tools,
        accountScopeId,
        connectionId,
        mode,
        signal,
        config: tools.config.chatwoot,
        onPage: reporter(tools, request, runId),
      });
      await conclude(tools, request, runId, outcome);
    });
    return { outcome: "succeeded", runId };
  } catch (error) {
    const stopped = error instanceof StopRequested || request.signal.aborted;
    if (!stopped) log.error({ err: error, connectionId, runId }, "sync failed");
    const detail = describeFailure(error);
    await endRun(sql, runId, {
      status: stopped ? "stopped" : "failed",
      mode,
      streams: {},
      error: stopped ? null : { code: detail.code, message: detail.message },
    });
    await setConnectionStatus(
      sql,
      connectionId,
      stopped ? "ok" : "needs_attention",
      stopped ? null : detail,
      null,
    );
    return { outcome: stopped ? "stopped" : "failed", runId };
  } finally {
    tools.onProgress(connectionId, null);
  }
}
