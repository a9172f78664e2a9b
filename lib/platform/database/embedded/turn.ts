/**
 * Hands one backend to one connection at a time, in order of asking. A turn lasts from the first
 * message of a query cycle to the end of its transaction, so that two connections' messages never
 * mix in the single session that an embedded PostgreSQL has.
 */
export interface Turns {
  /** Resolves, when the turn has come, to the function that ends it. */
  take(): Promise<() => void>;
}

/** Makes a fair, first-come first-served queue of turns. */
export function createTurns(): Turns {
  let last: Promise<void> = Promise.resolve();
  return {
    take() {
      const before = last;
      let end: () => void = () => {};
      last = new Promise((resolve) => end = resolve);
      return before.then(() => end);
    },
  };
}
