import { parseArgs } from "node:util";

/** What the demo was asked to show. */
export interface DemoOptions {
  /** JSONL file of texts that become conversations; null: the built-in agency history. */
  feed: string | null;
  port: number;
  /** Seed of the generated history: the same seed makes the same history. */
  seed: number;
  /** Seconds between the messages that go on arriving; 0 for none. */
  drip: number;
}

/** A command line the demo cannot follow; `message` says what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

function wholeNumber(name: string, text: string, min: number, max: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UsageError(`--${name} takes a whole number from ${min} to ${max}, not "${text}"`);
}

/**
 * Reads `--feed FILE --port N --seed N --drip SECONDS`.
 * @throws {UsageError} for an unknown option, a value out of range or a feed that is not a file.
 */
export function parseDemoArguments(args: string[]): DemoOptions {
  const options = {
    feed: { type: "string" },
    port: { type: "string", default: "8000" },
    seed: { type: "string", default: "1" },
    drip: { type: "string", default: "20" },
  } as const;
  const { values } = (() => {
    try {
      return parseArgs({ args, options });
    } catch (error) {
      throw new UsageError((error as Error).message);
    }
  })();
  if (values.feed !== undefined) {
    try {
      if (!Deno.statSync(values.feed).isFile) {
        throw new UsageError(`--feed is not a file: ${values.feed}`);
      }
    } catch (error) {
      if (error instanceof UsageError) throw error;
      throw new UsageError(`--feed cannot be read: ${values.feed}`);
    }
  }
  return {
    feed: values.feed ?? null,
    port: wholeNumber("port", values.port, 1, 65535),
    seed: wholeNumber("seed", values.seed, 0, 2 ** 31),
    drip: wholeNumber("drip", values.drip, 0, 86_400),
  };
}
