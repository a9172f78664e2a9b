import type { AttioConfig, Sql } from "../../platform/mod.ts";
import type { ConnectorRun } from "../connector.ts";
import type { WriteScope } from "../write_scope.ts";
import type { Passing } from "./changes.ts";
import { type AttioCalls, attioCalls } from "./client.ts";
import { type AttioLists, attioLists } from "./read_lists.ts";
import type { RecordsName } from "./streams.ts";

/** What one run of the connector is asked to do. */
export interface AttioRun extends ConnectorRun {
  config: AttioConfig;
}

/** What reading a workspace into the database needs. */
export interface AttioSource {
  calls: AttioCalls;
  lists: AttioLists;
  sql: Sql;
  scope: WriteScope;
  /** Attributes that change by themselves, by stream. */
  passing: Map<RecordsName, Passing>;
}

/** How a run asks its workspace. */
export const callsOf = ({ http, pace, config }: AttioRun): AttioCalls =>
  attioCalls({ http, pace, config });

/** @param now epoch milliseconds, by Attio's clock */
export function sourceOf(run: AttioRun, calls: AttioCalls, now: number): AttioSource {
  const { sql, connectionId, accountScopeId } = run;
  return {
    ...{ calls, sql, lists: attioLists(calls), passing: new Map() },
    scope: { connectionId, accountScopeId, seenAt: new Date(now).toISOString() },
  };
}
