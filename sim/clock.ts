/** A stand-in's clock: epoch milliseconds. `Date` is one; tests pass one they can move. */
export interface SimClock {
  now(): number;
}
