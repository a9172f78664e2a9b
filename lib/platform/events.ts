/** Live events, as pages and caches hear them. They may be lost; nothing may depend on them. */
export type LiveEvent =
  | {
    type: "job_progress";
    accountScopeId: string;
    projectId: string | null;
    job: string;
    runId: string;
    progress: SyncProgress;
  }
  | {
    /** Background work ended; `changed` says which kinds of rows may differ now. */
    type: "job_completed";
    accountScopeId: string;
    projectIds: string[];
    job: string;
    runId: string;
    outcome: "succeeded" | "failed" | "stopped";
    changed: string[];
  }
  | {
    type: "completeness_drop";
    accountScopeId: string;
    projectId: string | null;
    connector: string;
    completenessPct: number;
    thresholdPct: number;
  }
  | {
    type: "circuit_changed";
    accountScopeId: string;
    projectId: null;
    host: string;
    state: "closed" | "open" | "half_open";
  }
  | {
    /**
     * A session or API token ended, or looks at another project: what it has open must end. For the
     * processes alone, never told to a page.
     */
    type: "session_changed";
    accountScopeId: string;
    projectId: null;
    sessionId: string;
  };

/** Where a running sync stands. `total` and `etaSeconds` are null while unknown. */
export interface SyncProgress {
  connector: string;
  stream: string;
  records: number;
  total: number | null;
  recordsPerSecond: number;
  etaSeconds: number | null;
}

/** An event as delivered, with its position for `Last-Event-ID`. */
export interface DeliveredEvent {
  /** Grows with time; unique per bus. */
  id: string;
  event: LiveEvent;
}

/** Carries events to every process. Adapters: in-process (embedded) and Redis pub/sub + stream. */
export interface EventBus {
  publish(event: LiveEvent): Promise<void>;
  /** Calls `handler` for each event from now on; returns the way to stop. */
  subscribe(handler: (delivered: DeliveredEvent) => void): () => void;
  /** Recent events after `lastId`, oldest first, at most the retained backlog (1,000). */
  since(lastId: string): Promise<DeliveredEvent[]>;
  close(): Promise<void>;
}
