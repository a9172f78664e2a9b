import { ConfigError, MigrationError, StorageError } from "@/lib/platform/mod.ts";

/** What an operator is told of a start that failed; null for what nobody foresaw. */
export function startProblem(error: unknown): string | null {
  if (error instanceof StorageError) return `Cannot start. ${error.message} ${error.fix}`;
  if (error instanceof ConfigError || error instanceof MigrationError) {
    return `Cannot start. ${error.message}`;
  }
  return null;
}

/**
 * Runs a process's start; a failure with a known way out is told in one line, exit code 1.
 *
 * @throws what has no known way out, with its stack
 */
export async function start(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const problem = startProblem(error);
    if (problem === null) throw error;
    console.error(problem);
    Deno.exit(1);
  }
}
