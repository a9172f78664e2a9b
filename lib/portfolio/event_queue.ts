import type { DeliveredEvent } from "../platform/mod.ts";

/** Events that wait for one reader. */
export interface EventQueue {
  /** Adds an event; false when the queue is full, and the event is then not in it. */
  push(delivered: DeliveredEvent): boolean;
  /** The oldest event, taken out. */
  take(): DeliveredEvent | undefined;
  size(): number;
}

/** The run whose progress an event reports, or null. */
function runOf({ event }: DeliveredEvent): string | null {
  return event.type === "job_progress" ? event.runId : null;
}

/**
 * A queue that never holds more than `limit` events. Of a run's progress only the newest report
 * waits, and none once the run has ended: who reads slowly misses steps, not outcomes.
 */
export function createEventQueue(limit: number): EventQueue {
  let waiting: DeliveredEvent[] = [];
  return {
    push(delivered) {
      const { event } = delivered;
      if (event.type === "job_progress" || event.type === "job_completed") {
        waiting = waiting.filter((earlier) => runOf(earlier) !== event.runId);
      }
      if (waiting.length >= limit) return false;
      waiting.push(delivered);
      return true;
    },
    take: () => waiting.shift(),
    size: () => waiting.length,
  };
}

/** The newest events that fit, oldest first, without progress that later events make obsolete. */
export function newestOf(events: readonly DeliveredEvent[], limit: number): DeliveredEvent[] {
  const queue = createEventQueue(Infinity);
  for (const delivered of events) queue.push(delivered);
  const kept: DeliveredEvent[] = [];
  for (let next = queue.take(); next !== undefined; next = queue.take()) kept.push(next);
  return kept.slice(-limit);
}
