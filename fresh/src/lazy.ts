/** A value that is loaded by calling the function. */
export type Lazy<T> = () => Promise<T>;

/** A value, or a function that loads it. */
export type MaybeLazy<T> = T | Lazy<T>;

/** A value that may still have to be loaded; loaded at most once. */
export interface Deferred<T> {
  /** The value when it is there already, else the promise of it. */
  get(): T | Promise<T>;
}

/** Wraps a value that is there already. */
export function ready<T>(value: T): Deferred<T> {
  return { get: () => value };
}

/**
 * Wraps a load that starts with the first `get`. A load that failed is tried again by the next one.
 *
 * @param load answers the value or its promise
 */
export function deferred<T>(load: () => T | Promise<T>): Deferred<T> {
  let state: { value: T } | null = null;
  let pending: Promise<T> | null = null;
  return {
    get() {
      if (state !== null) return state.value;
      if (pending !== null) return pending;
      const loaded = load();
      if (!(loaded instanceof Promise)) {
        state = { value: loaded };
        return loaded;
      }
      pending = loaded.then((value) => {
        state = { value };
        return value;
      }).finally(() => {
        pending = null;
      });
      return pending;
    },
  };
}
