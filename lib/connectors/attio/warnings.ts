import type { SyncWarning } from "../connector.ts";

/** Clocks that differ by more than this are worth a word, milliseconds. */
const SKEW = 5 * 60_000;

const words = (stream: string) => stream.replaceAll("_", " ");

/** So many rows of a stream are gone that it is not believed. */
export function tooManyGone(stream: string, count: number): SyncWarning {
  return {
    ...{ code: "too_many_suspects", stream },
    message: `${count} ${
      words(stream)
    } are no longer to be seen, more than 5 % of all: they are kept`,
    fix:
      "Check that the token still sees every object, list and record. If they were really deleted, ask for a full sync to confirm it.",
  };
}

/** The token may not read some streams. */
export function lacksScopes(streams: readonly string[], scopes: readonly string[]): SyncWarning {
  return {
    code: "missing_scopes",
    message: `The token lacks ${scopes.join(", ")}: ${streams.map(words).join(", ")} are not read`,
    fix: "Add these scopes to the token in Attio's developer settings.",
  };
}

/** The vendor has given the webhook up, or will. */
export function webhookFails(status: string): SyncWarning {
  return {
    code: "webhook_failing",
    message: `Attio's webhook is ${status}: its deliveries did not arrive`,
    fix:
      "Check that Attio can reach this address, then turn instant updates off and on again. Until then changes are read by polling alone.",
  };
}

/** The two clocks differ: `skew` is how far the vendor's is ahead, milliseconds. */
export function clockSkew(skew: number): SyncWarning[] {
  if (Math.abs(skew) <= SKEW) return [];
  const minutes = Math.round(Math.abs(skew) / 60_000);
  return [{
    code: "clock_skew",
    message: `Attio's clock is ${minutes} min ${skew > 0 ? "ahead of" : "behind"} ours`,
    fix: "Set our clock by NTP. Nothing is lost: the sync follows Attio's clock.",
  }];
}
