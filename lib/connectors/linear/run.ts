import type { LinearConfig } from "../../platform/mod.ts";
import type { ConnectorRun } from "../connector.ts";
import { type Ask, linearAsk } from "./client.ts";
import { linearLists } from "./read_lists.ts";
import type { LinearSource } from "./source.ts";

/** What one run of the connector is asked to do. */
export interface LinearRun extends ConnectorRun {
  config: LinearConfig;
}

/** How a run asks its workspace. */
export const askOf = ({ http, clock, pace, config }: LinearRun): Ask =>
  linearAsk({ http, clock, pace, config });

/**
 * What reading the workspace into the database needs.
 *
 * @param now epoch milliseconds, by Linear's clock
 */
export function sourceOf(run: LinearRun, ask: Ask, now: number): LinearSource {
  return {
    lists: linearLists(ask),
    sql: run.sql,
    thorough: run.mode === "full",
    scope: {
      connectionId: run.connectionId,
      accountScopeId: run.accountScopeId,
      seenAt: new Date(now).toISOString(),
    },
  };
}
