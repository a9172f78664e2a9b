/**
 * Keeps a transaction whose connection was lost from using it again. postgres.js rejects `begin` at
 * once in that case, but lets the callback go on, and the rollback it sends at the callback's end
 * is written to a socket that is no more: an uncaught error that would end the process.
 */
export interface TransactionGuard {
  /** Why the transaction is over, undefined while it is not. */
  lost(): unknown;
  /** Told that `begin` was rejected, or that a statement says the connection is ending. */
  ended(reason: unknown): void;
  /** Runs a callback; once the connection is lost, what it comes to is not passed on any more. */
  run(callback: () => unknown): Promise<unknown>;
}

/** Codes with which PostgreSQL ends a connection, and postgres.js tells of one that has ended. */
const ENDING = /^(57P0[123]|25P03|08\w{3}|CONNECTION_\w+|ECONNRESET|EPIPE)$/;

/**
 * Whether an error says that its connection is ending. What is written between that word and the end
 * itself would meet a socket that is no more, as above.
 */
export function endsConnection(error: unknown): boolean {
  return error instanceof Error && "code" in error && ENDING.test(String(error.code));
}

/** Lets the callbacks that the same event caused run first. */
function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}

const never = new Promise<never>(() => {});

/** Makes the guard of one transaction. */
export function guardTransaction(): TransactionGuard {
  let over: { reason: unknown } | null = null;

  async function settle(callback: () => unknown): Promise<unknown> {
    const value = await callback();
    return Array.isArray(value) ? await Promise.all(value) : value;
  }

  return {
    lost: () => over?.reason,
    ended(reason) {
      over ??= { reason: reason ?? new Error("the transaction has ended") };
    },
    async run(callback) {
      try {
        const value = await settle(callback);
        return over === null ? value : await never;
      } catch (error) {
        // a lost connection rejects the statement and `begin` in one task, in either order
        await nextTask();
        if (over !== null) return await never;
        throw error;
      }
    },
  };
}
