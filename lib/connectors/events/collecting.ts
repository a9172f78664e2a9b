import type { PendingQuery, Row } from "postgres";
import type { ConnectorName } from "../connector.ts";
import type { EventKind } from "./kinds.ts";

/** A part of a statement. */
export type Fragment = PendingQuery<Row[]>;

/** What all sources of one batch are looked at with. */
export interface Collecting {
  accountScopeId: string;
  now: Date;
  /** Nothing older is told: it would be dropped with its month. */
  since: Date;
}

/** A table whose rows events are about. */
export interface EventSource {
  table: string;
  connector: ConnectorName;
  /**
   * Kinds that say what the row says now: an event of them is taken back when an edit takes the
   * words away. Events of the other kinds did happen, whatever the row becomes.
   */
  revocable: readonly EventKind[];
}

/** Longest snippet of an event, characters. */
export const SNIPPET = 200;
