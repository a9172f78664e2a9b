import type { SyncWarning } from "./connector.ts";

/** Where to look and with what. */
export interface ProbeRequest {
  /** Origin of the vendor's API, no trailing slash. */
  baseUrl: string;
  token: string;
  /** The account to look into; null: the first that the token sees. */
  accountId: string | null;
}

/** An account or workspace that the token belongs to. */
export interface ProbedAccount {
  id: string;
  name: string;
}

/** A kind of row that the token sees, with some of their names. */
export interface Seen {
  /** Name of the stream: `inboxes`, `teams`, `companies`. */
  stream: string;
  count: number;
  names: string[];
}

/** What a token can see, before anything is connected. */
export interface Probe {
  accounts: ProbedAccount[];
  /** The account that `sees` is about. */
  account: ProbedAccount;
  sees: Seen[];
  /** Rights the sync needs and the token has not, in the vendor's words. */
  missing: string[];
  warnings: SyncWarning[];
}
