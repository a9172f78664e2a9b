import type { SyncProgress } from "../platform/mod.ts";

/** Follows a running stream and says how fast it is and how long it will take. */
export interface ProgressMeter {
  /** Notes where a stream stands; `done` and `total` count the rows the source counts. */
  update(stream: string, records: number, done: number | null, total: number | null): SyncProgress;
  current(): SyncProgress | null;
}

/**
 * Rate and remaining time from the run's own average: records per second since the stream began,
 * and the remaining rows at the pace of the rows done so far.
 *
 * @param now epoch milliseconds
 */
export function progressMeter(connector: string, now: () => number): ProgressMeter {
  let began = { stream: "", at: now() };
  let current: SyncProgress | null = null;
  return {
    current: () => current,
    update(stream, records, done, total) {
      if (stream !== began.stream) began = { stream, at: current === null ? began.at : now() };
      const seconds = (now() - began.at) / 1000;
      const pace = done !== null && seconds > 0 ? done / seconds : 0;
      const left = total !== null && done !== null ? Math.max(0, total - done) : null;
      current = {
        connector,
        stream,
        records,
        total,
        recordsPerSecond: seconds > 0 ? Math.round(records / seconds) : 0,
        etaSeconds: left === null || pace === 0 ? null : Math.ceil(left / pace),
      };
      return current;
    },
  };
}
