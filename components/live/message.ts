/** Where a running sync stands. */
export interface ProgressMessage {
  type: "job_progress";
  job: string;
  runId: string;
  progress: {
    connector: string;
    stream: string;
    records: number;
    total: number | null;
    recordsPerSecond: number;
    etaSeconds: number | null;
  };
}

/** Background work ended. */
export interface CompletedMessage {
  type: "job_completed";
  job: string;
  runId: string;
  outcome: "succeeded" | "failed" | "stopped";
  /** Kinds of rows that may differ now. */
  changed: readonly string[];
}

/** A source holds more than we do. */
export interface CompletenessMessage {
  type: "completeness_drop";
  connector: string;
  completenessPct: number;
  thresholdPct: number;
}

/** A vendor's host stopped answering, or answers again. */
export interface CircuitMessage {
  type: "circuit_changed";
  host: string;
  state: "closed" | "open" | "half_open";
}

/** The page listens again after a pause: whatever happened meanwhile went unheard. */
export interface ResumedMessage {
  type: "resumed";
}

/** What the event stream tells a page. */
export type LiveMessage =
  | ProgressMessage
  | CompletedMessage
  | CompletenessMessage
  | CircuitMessage
  | ResumedMessage;

/** The names of the events that the server sends a {@link LiveMessage} with. */
export const messageTypes = [
  "job_progress",
  "job_completed",
  "completeness_drop",
  "circuit_changed",
] as const satisfies readonly LiveMessage["type"][];

/** An event's data as a message; `null` when it is not a JSON object of the event's own type. */
export function readMessage(type: LiveMessage["type"], data: string): LiveMessage | null {
  try {
    const value: unknown = JSON.parse(data);
    if (typeof value !== "object" || value === null) return null;
    return (value as { type?: unknown }).type === type ? value as LiveMessage : null;
  } catch {
    return null;
  }
}

/**
 * Whether a message means that figures counted before it may be out of date.
 *
 * @param kinds of rows that the figures follow; all unless given
 */
export function changesFigures(message: LiveMessage, kinds?: readonly string[]): boolean {
  if (message.type === "resumed") return true;
  if (message.type !== "job_completed") return false;
  return kinds === undefined
    ? message.changed.length > 0
    : message.changed.some((kind) => kinds.includes(kind));
}
