import { type Clock, manualClock, type Sql } from "@/lib/platform/mod.ts";
import {
  applyContinuity,
  type ApplyTools,
  type MakeIssue,
} from "../../lib/insights/continuity/apply.ts";
import { findContinuity } from "../../lib/insights/continuity/keep.ts";
import {
  type ContinuityFilter,
  listContinuity,
  type ListedPromise,
} from "../../lib/insights/continuity/list.ts";
import { listTargets, type NamedTarget } from "../../lib/insights/continuity/targets.ts";
import { type EventWorld, eventWorld, NOW } from "./event_world.ts";
import type { LinearConnectOptions, LinearWorld } from "./linear_world.ts";

/** A workspace at Linear's stand-in beside chats and deals, and promises kept from those. */
export interface ContinuityWorld {
  linear: LinearWorld;
  rows: EventWorld;
  projectIds: string[];
  /** Looks for promises. Returns how many rows changed. */
  look(now?: Date): Promise<number>;
  list(filter?: Partial<ContinuityFilter>): Promise<ListedPromise[]>;
  targets(): Promise<NamedTarget[]>;
  /** How issues are made: by the product's own connector, over another handle or wire if told. */
  tools(options?: { sql?: Sql; wire?: LinearConnectOptions }): ApplyTools;
  /** Makes an item's issue in the first team. */
  apply(id: string, tools?: ApplyTools): ReturnType<typeof applyContinuity>;
  decider: { accountScopeId: string; actor: string; requestId: string | null };
  /** Issues of the workspace: what was made. */
  made(): { identifier: string; title: string; dueDate: string | null }[];
}

const { signal } = new AbortController();

/** Makes the world; the clock of the workspace is brought to that of the rows. */
export async function continuityWorld(linear: LinearWorld): Promise<ContinuityWorld> {
  const { sql, scopeId } = linear;
  linear.clock.advance(NOW.getTime() - linear.clock.now());
  const rows = await eventWorld(sql, scopeId);
  await rows.conversation("1");
  linear.state.createTeam({ key: "ENG", name: "Engineering" });
  await linear.sync();
  const projectIds = [rows.projects.a, rows.projects.b];
  const decider = { accountScopeId: scopeId, actor: "owner", requestId: "r1" };
  const targets = async () =>
    await listTargets(sql, scopeId, await linear.connectors.issues.connections(scopeId));
  const tools: ContinuityWorld["tools"] = (options = {}) => {
    const { issues } = options.wire === undefined
      ? linear.connectors
      : linear.connect(options.wire);
    const make: MakeIssue = (connectionId, issue) =>
      issues.make(scopeId, connectionId, issue, signal);
    return { sql: options.sql ?? sql, make };
  };
  return {
    ...{ linear, rows, projectIds, tools, targets, decider },
    async look(now = NOW) {
      const clock: Clock = manualClock(now.getTime());
      return (await findContinuity({ sql, clock, signal }, scopeId)).changed;
    },
    list: (filter = {}) =>
      listContinuity(sql, scopeId, { projectIds, status: "open", ...filter }, { limit: 100 }),
    async apply(id, own = tools()) {
      const [target] = await targets();
      return await applyContinuity(own, decider, id, { target: target! });
    },
    made: () =>
      [...linear.state.tables.issues.values()].map(({ number, teamId, title, dueDate }) => ({
        identifier: `${linear.state.tables.teams.find(teamId).key}-${number}`,
        title,
        dueDate: dueDate ?? null,
      })),
  };
}
