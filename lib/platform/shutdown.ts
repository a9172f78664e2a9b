import type { Clock } from "./clock.ts";
import type { Logger } from "./log/logger.ts";

/** One step of an orderly end. */
export interface ShutdownStep {
  /** For the log: "stop accepting", "close database". */
  name: string;
  run(): void | Promise<void>;
}

/** What `installShutdown` needs; the last three are the runtime's unless a test gives others. */
export interface ShutdownOptions {
  log: Logger;
  clock: Clock;
  /** Run one after the other, in this order. A failing step does not keep the next from running. */
  steps: ShutdownStep[];
  /** Milliseconds for all steps together: 10,000 for web, 30,000 for a worker. */
  deadlineMs: number;
  listen?: (signal: Deno.Signal, handler: () => void) => void;
  unlisten?: (signal: Deno.Signal, handler: () => void) => void;
  exit?: (code: number) => void;
}

/**
 * A second signal counts as impatience only after this many milliseconds: a terminal signals the
 * launcher and this process at once, and the launcher passes its own on.
 */
const IMPATIENT_AFTER_MS = 1000;

const SIGNALS = ["SIGTERM", "SIGINT"] as const satisfies Deno.Signal[];

/**
 * Ends the process in order at SIGTERM or SIGINT: exit code 0 when every step ran in time, 1 when
 * one failed or the deadline passed. A second signal, a second or more later, ends it at once, with
 * 130.
 *
 * @returns the way to begin the same end without a signal; resolves before the process exits
 */
export function installShutdown(
  options: ShutdownOptions,
): { shutdown(reason: string): Promise<void> } {
  const { log, clock, steps, deadlineMs } = options;
  const {
    listen = Deno.addSignalListener,
    unlisten = Deno.removeSignalListener,
    exit = Deno.exit,
  } = options;
  let ending: Promise<void> | null = null;
  let begunAt = 0;

  /** The name of the step that runs, for the log of a missed deadline. */
  let current = "";

  async function runSteps(): Promise<number> {
    let failures = 0;
    for (const step of steps) {
      current = step.name;
      try {
        await step.run();
      } catch (error) {
        failures++;
        log.error({ err: error, step: step.name }, "shutdown step failed");
      }
    }
    return failures === 0 ? 0 : 1;
  }

  async function deadline(signal: AbortSignal): Promise<number> {
    await clock.sleep(deadlineMs, signal);
    log.error({ step: current, deadlineMs }, "shutdown takes too long");
    return 1;
  }

  async function end(reason: string): Promise<void> {
    begunAt = clock.now();
    log.info({ reason }, "shutting down");
    const done = new AbortController();
    const late = deadline(done.signal).catch(() => 1);
    const code = await Promise.race([runSteps(), late]);
    done.abort();
    for (const [signal, handler] of handlers) unlisten(signal, handler);
    log.info({ code }, "stopped");
    exit(code);
  }

  const handlers = SIGNALS.map((signal) => {
    const handler = () => {
      if (ending === null) ending = end(signal);
      else if (clock.now() - begunAt >= IMPATIENT_AFTER_MS) exit(130);
    };
    listen(signal, handler);
    return [signal, handler] as const;
  });

  return { shutdown: (reason) => ending ??= end(reason) };
}
