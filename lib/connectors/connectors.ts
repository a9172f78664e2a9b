import { type AuditEntry, recordAudit } from "../audit/mod.ts";
import type {
  Clock,
  Config,
  EventBus,
  HttpClient,
  Logger,
  SecretBox,
  Sql,
  SyncProgress,
} from "../platform/mod.ts";
import { ApiError } from "../platform/mod.ts";
import * as bindings from "./bindings.ts";
import { type Connect, createConnect } from "./connect.ts";
import type { ConnectorName, ConnectorSettings } from "./connector.ts";
import { countDue, type QueuedError } from "./error_queue.ts";
import * as errors from "./error_review.ts";
import { createEventFeed, type EventFeed } from "./events/feed.ts";
import { forgetRuns, type ForgottenRuns, type RunRetention } from "./forget_runs.ts";
import { createIssues, type Issues } from "./issues.ts";
import { latestReconciliations, type ReconciliationRun } from "./reconciliation.ts";
import {
  completenessByDay,
  type CompletenessDay,
  type ReconciliationDiff,
  reconciliationDiffs,
} from "./reconciliation_diff.ts";
import { abandonRuns, requestStop, type SyncRun } from "./runs.ts";
import { createSources } from "./sources.ts";
import { type ConnectorState, connectorStates } from "./states.ts";
import { syncConnection, type SyncResult } from "./sync_connection.ts";
import {
  listEndpoints,
  registerEndpoint,
  removeEndpoint,
  type WebhookEndpoint,
} from "./webhooks/endpoints.ts";
import { processDeliveries, type Processed } from "./webhooks/process.ts";
import { type Received, receiveDelivery } from "./webhooks/receive.ts";
import type { RawDelivery } from "./webhooks/rules.ts";

/** What the connectors need. */
export interface ConnectorTools {
  sql: Sql;
  clock: Clock;
  http: HttpClient;
  events: EventBus;
  log: Logger;
  config:
    & ConnectorSettings
    & Pick<Config, "completenessMinPct" | "mode" | "vendorPace" | "connectorHosts">;
  /** Encrypts the tokens of connections that people make; null where no key is set. */
  box: SecretBox | null;
}

/** Who makes a change, for the audit trail. */
export interface Actor {
  accountScopeId: string;
  actor: string;
  requestId: string | null;
}

/** The connectors of this process. */
export interface Connectors {
  /** Makes the connections the configuration names; in embedded mode also ends runs of a process that died. */
  ensureConnections(accountScopeId: string): Promise<void>;
  list(accountScopeId: string): Promise<ConnectorState[]>;
  /** Syncs a scope's connections, side by side. */
  sync(accountScopeId: string, how: SyncOrder): Promise<SyncResult[]>;
  /** Asks running syncs of a scope to stop, wherever they run. Returns how many. */
  stop(actor: Actor): Promise<number>;
  /** Removes what was done so long ago that nobody looks for it. */
  forgetRuns(accountScopeId: string, now: Date, retention: RunRetention): Promise<ForgottenRuns>;
  connect: Connect;
  /** Makes issues at the vendors that track work. */
  issues: Issues;
  /** What happened, newest first. */
  feed: EventFeed;
  webhooks: {
    /** Takes a delivery in. Throws an `ApiError` for what is unknown, forged or too old. */
    receive(
      connector: ConnectorName,
      pathToken: string,
      delivery: RawDelivery,
    ): Promise<Received>;
    /** Reads again what a scope's pending deliveries are about. */
    process(accountScopeId: string, signal: AbortSignal): Promise<Processed>;
    list(accountScopeId: string): Promise<WebhookEndpoint[]>;
    register(actor: Actor, connectionId: string, publicUrl: string | null): Promise<void>;
    remove(actor: Actor, connectionId: string): Promise<void>;
  };
  reconciliation: {
    /** The newest comparison of each connection. */
    latest(accountScopeId: string): Promise<ReconciliationRun[]>;
    /** How complete each connection was at the end of each day. */
    trend(
      accountScopeId: string,
      range: { days: number; timeZone: string },
    ): Promise<CompletenessDay[]>;
    /** What changed since the comparison before, or since a moment, with the ids behind it. */
    diff(accountScopeId: string, since: Date | null): Promise<ReconciliationDiff[]>;
  };
  bindings: {
    list(accountScopeId: string): Promise<bindings.Binding[]>;
    candidates(accountScopeId: string): Promise<bindings.BindingCandidate[]>;
    unassigned(accountScopeId: string): Promise<number>;
    create(
      actor: Actor,
      binding: bindings.NewBinding,
    ): Promise<{ binding: bindings.Binding; moved: number }>;
    remove(actor: Actor, id: string): Promise<{ moved: number }>;
  };
  errors: {
    list(
      accountScopeId: string,
      options: Parameters<typeof errors.listErrors>[2],
    ): Promise<QueuedError[]>;
    /** Failing rows whose retry is due. */
    due(accountScopeId: string): Promise<number>;
    retry(actor: Actor, id: string): Promise<void>;
    /** Lets everything that waits be tried with the next sync, dead letters left alone. Returns how many. */
    retryAll(actor: Actor): Promise<number>;
    dismiss(actor: Actor, id: string, reason: string): Promise<void>;
  };
}

/** How a sync is to be done. */
export interface SyncOrder {
  mode: "incremental" | "full";
  /** Looks for every row of the source, whenever that was done last. */
  compare?: boolean;
  trigger: SyncRun["trigger"];
  signal: AbortSignal;
}

/** Wires the connectors. */
export function createConnectors(tools: ConnectorTools): Connectors {
  const { sql, http, config } = tools;
  const progress = new Map<string, SyncProgress>();
  const owner = `${config.mode}-${crypto.randomUUID()}`;
  const sources = createSources(tools);

  const audited = (
    actor: Actor,
    entry: Pick<AuditEntry, "action" | "entity" | "entityId" | "projectId" | "before" | "after">,
  ) => ({
    ...actor,
    ...entry,
  });
  const noOpenError = () => new ApiError(404, "not_found", "There is no such open error.");

  return {
    async ensureConnections(accountScopeId) {
      if (config.mode === "embedded") await abandonRuns(sql);
      await sources.ensure(accountScopeId);
    },

    list: (accountScopeId) => connectorStates(sql, http, accountScopeId, progress),

    async sync(accountScopeId, { mode, compare, trigger, signal }) {
      const onProgress = (id: string, now: SyncProgress | null) =>
        void (now === null ? progress.delete(id) : progress.set(id, now));
      const connected = await sources.list(accountScopeId);
      return await Promise.all(connected.map(async ({ connectionId, ...vendor }) => {
        const request = { accountScopeId, connectionId, mode, compare, trigger, signal };
        const { completenessMinPct } = config;
        return await syncConnection({
          ...{ ...tools, ...vendor, completenessMinPct, owner, onProgress },
        }, request);
      }));
    },

    async stop(actor) {
      const connections = await sql<{ id: string }[]>`
        select id from connections where account_scope_id = ${actor.accountScopeId}`;
      let stopped = 0;
      for (const { id } of connections) stopped += await requestStop(sql, actor.accountScopeId, id);
      return stopped;
    },

    forgetRuns: (accountScopeId, now, retention) => forgetRuns(sql, accountScopeId, now, retention),

    webhooks: {
      receive: (connector, pathToken, delivery) =>
        receiveDelivery(tools, connector, pathToken, delivery),
      async process(accountScopeId, signal) {
        const total: Processed = { processed: 0, left: 0 };
        for (const connected of await sources.list(accountScopeId)) {
          const { processed, left } = await processDeliveries(
            { ...tools, owner },
            connected,
            accountScopeId,
            signal,
          );
          total.processed += processed;
          total.left += left;
        }
        return total;
      },
      list: (accountScopeId) => listEndpoints(sql, accountScopeId),
      register: (actor, connectionId, publicUrl) =>
        registerEndpoint({ ...tools, sources }, actor, connectionId, publicUrl),
      remove: (actor, connectionId) => removeEndpoint(sql, actor, connectionId),
    },

    feed: createEventFeed(tools),
    issues: createIssues({ http, sources }),

    connect: createConnect({ sql, http, box: tools.box, hosts: config.connectorHosts }),

    reconciliation: {
      latest: (accountScopeId) => latestReconciliations(sql, accountScopeId),
      trend: (accountScopeId, range) => completenessByDay(sql, accountScopeId, range),
      diff: (accountScopeId, since) => reconciliationDiffs(sql, accountScopeId, since),
    },

    bindings: {
      list: (accountScopeId) => bindings.listBindings(sql, accountScopeId),
      candidates: (accountScopeId) => bindings.listCandidates(sql, accountScopeId),
      unassigned: (accountScopeId) => bindings.countUnassigned(sql, accountScopeId),
      create: (actor, binding) =>
        sql.begin(async (tx) => {
          const made = await bindings.createBinding(tx, actor.accountScopeId, binding);
          const entry = { action: "binding.created", entity: "binding", entityId: made.binding.id };
          await recordAudit(
            tx,
            audited(actor, {
              ...entry,
              projectId: binding.project_id,
              after: { ...made.binding, moved: made.moved },
            }),
          );
          return made;
        }),
      remove: (actor, id) =>
        sql.begin(async (tx) => {
          const { binding, moved } = await bindings.removeBinding(tx, actor.accountScopeId, id);
          const entry = { action: "binding.removed", entity: "binding", entityId: id };
          await recordAudit(
            tx,
            audited(actor, {
              ...entry,
              projectId: binding.project_id,
              before: { ...binding, moved },
            }),
          );
          return { moved };
        }),
    },

    errors: {
      list: (accountScopeId, options) => errors.listErrors(sql, accountScopeId, options),
      due: (accountScopeId) => countDue(sql, accountScopeId, tools.clock.now()),
      retryAll: (actor) =>
        sql.begin(async (tx) => {
          const now = new Date(tools.clock.now());
          const count = await errors.retryWaiting(tx, actor.accountScopeId, now);
          const entry = { action: "sync_error.retried", entity: "sync_error", entityId: "*" };
          if (count > 0) await recordAudit(tx, audited(actor, { ...entry, after: { count } }));
          return count;
        }),
      async retry(actor, id) {
        await sql.begin(async (tx) => {
          const found = await errors.retryError(
            tx,
            actor.accountScopeId,
            id,
            new Date(tools.clock.now()),
          );
          if (!found) throw noOpenError();
          await recordAudit(
            tx,
            audited(actor, { action: "sync_error.retried", entity: "sync_error", entityId: id }),
          );
        });
      },
      async dismiss(actor, id, reason) {
        await sql.begin(async (tx) => {
          if (!await errors.dismissError(tx, actor.accountScopeId, id, reason)) throw noOpenError();
          await recordAudit(
            tx,
            audited(actor, {
              action: "sync_error.dismissed",
              entity: "sync_error",
              entityId: id,
              after: { reason },
            }),
          );
        });
      },
    },
  };
}
