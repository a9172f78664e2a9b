import { type Logger as PinoLogger, pino } from "pino";
import type { LogLevel } from "../config/config.ts";
import { redact, redactText } from "./redaction.ts";

/** Writes one line: fields and a constant message, or the message alone. */
export interface LogMethod {
  (fields: Record<string, unknown>, message: string): void;
  (message: string): void;
}

/** Structured log. Variable parts belong in fields, so that messages can be counted. */
export interface Logger {
  trace: LogMethod;
  debug: LogMethod;
  info: LogMethod;
  warn: LogMethod;
  error: LogMethod;
  fatal: LogMethod;
  /** A logger that adds `fields` to each line, such as a request's or a run's id. */
  child(fields: Record<string, unknown>): Logger;
}

const encoder = new TextEncoder();

function writeToStdout(line: string): void {
  let rest = encoder.encode(line);
  try {
    while (rest.length > 0) rest = rest.subarray(Deno.stdout.writeSync(rest));
  } catch {
    // whoever read the log is gone, or its disk is full: the line is lost, the product goes on
  }
}

/** Pino redacts a line's own fields here, but not those that a child is made with. */
function narrow(instance: PinoLogger): Logger {
  return {
    trace: instance.trace.bind(instance),
    debug: instance.debug.bind(instance),
    info: instance.info.bind(instance),
    warn: instance.warn.bind(instance),
    error: instance.error.bind(instance),
    fatal: instance.fatal.bind(instance),
    child: (fields) => narrow(instance.child(redact(fields) as Record<string, unknown>)),
  };
}

/**
 * Makes the log: one JSON object a line with `level`, `time` (ISO 8601), `msg` and the fields,
 * from which secrets and personal data are taken out. An error goes in the field `err`.
 *
 * @param options.write receives each line with its line feed; standard output by default
 */
export function createLogger(
  options: { level: LogLevel; write?: (line: string) => void },
): Logger {
  return narrow(pino({
    level: options.level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {
      level: (label) => ({ level: label }),
      log: (fields) => redact(fields) as Record<string, unknown>,
    },
    // errors have been taken apart by `redact` already
    serializers: { err: (value: unknown) => value },
    hooks: {
      logMethod(args, method) {
        const last = args.length - 1;
        if (typeof args[last] === "string") args[last] = redactText(args[last]);
        method.apply(this, args);
      },
    },
  }, { write: options.write ?? writeToStdout }));
}
