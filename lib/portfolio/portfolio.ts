import { createHash } from "node:crypto";
import type { Cache, Clock, EventBus, Sql } from "../platform/mod.ts";
import { type ControlTower, readControlTower } from "./control_tower.ts";
import { createKeptModels } from "./kept.ts";
import { countOverview, type Overview } from "./overview.ts";
import type { ProjectScope } from "./range.ts";
import {
  type FlatMessage,
  listMessages,
  listReplies,
  type Page,
  type Period,
  type Reply,
  type Rows,
} from "./rows.ts";
import type { Slice, SliceOptions } from "./slice.ts";
import { type MessageRow, readThread, type Thread, threadMessages } from "./thread.ts";
import { listInboxes, listThreads, type ThreadFilter, type ThreadRow } from "./threads.ts";
import { countTrends, type Trends } from "./trends.ts";

/** What the portfolio needs. */
export interface PortfolioTools {
  sql: Sql;
  cache: Cache;
  clock: Clock;
  events: EventBus;
}

/** What is read of a scope's projects. */
export interface Portfolio {
  /** Everything the dashboard shows, at most 90 s old and never older than the last background job. */
  overview(scope: ProjectScope, range: { days: number; timeZone: string }): Promise<Overview>;
  /** What the dashboard's charts show; kept as the overview is. */
  trends(scope: ProjectScope, range: { days: number; timeZone: string }): Promise<Trends>;
  /**
   * Everything about one client project, at most 120 s old and never older than the last background
   * job; null when the scope has no such project.
   */
  controlTower(accountScopeId: string, projectId: string): Promise<ControlTower | null>;
  /** Another model of a scope's projects, by its name and what it is asked by; kept as the overview is. */
  keep<V extends { as_of: string }>(
    scope: ProjectScope,
    name: string,
    asked: readonly (string | number)[],
    count: () => Promise<V>,
  ): Promise<V>;
  /** Conversations, newest activity first. */
  threads(scope: ProjectScope, filter: ThreadFilter, page: SliceOptions): Promise<Slice<ThreadRow>>;
  thread(scope: ProjectScope, id: string): Promise<Thread | null>;
  threadMessages(
    scope: ProjectScope,
    id: string,
    page: SliceOptions & { message?: string },
  ): Promise<Slice<MessageRow>>;
  /** The messages of a period that figures count. */
  messages(scope: ProjectScope, period: Period, page: Page): Promise<Rows<FlatMessage>>;
  /** The answers of a period that response times are measured on. */
  replies(scope: ProjectScope, period: Period, page: Page): Promise<Rows<Reply>>;
  /** Inboxes conversations can be narrowed to. */
  inboxes(scope: ProjectScope): Promise<{ external_id: string; name: string }[]>;
  close(): void;
}

/** How long an overview may serve, seconds. */
const OVERVIEW_SECONDS = 90;

/** How long a control tower may serve, seconds. */
const TOWER_SECONDS = 120;

const prefixOf = (accountScopeId: string) => `portfolio:${accountScopeId}:`;
const towerKey = (projectId: string) => `ct:${projectId}`;

function keyOf(
  model: "overview" | "trends",
  scope: ProjectScope,
  range: { days: number; timeZone: string },
): string {
  return keyBy(model, scope, [range.days, range.timeZone]);
}

function keyBy(model: string, scope: ProjectScope, asked: readonly (string | number)[]): string {
  const parts = JSON.stringify([model, [...scope.projectIds].sort(), ...asked]);
  return prefixOf(scope.accountScopeId) +
    createHash("sha256").update(parts).digest("base64url").slice(0, 22);
}

/** A control tower, or that there is none, as it is kept: whoever asked first, under its own scope. */
interface KeptTower {
  as_of: string;
  accountScopeId: string | null;
  tower: ControlTower | null;
}

async function countTower(sql: Sql, projectId: string, now: number): Promise<KeptTower> {
  const [project] = await sql<{ account_scope_id: string }[]>`
    select account_scope_id from projects where id = ${projectId}`;
  const accountScopeId = project?.account_scope_id ?? null;
  return {
    as_of: new Date(now).toISOString(),
    accountScopeId,
    tower: accountScopeId === null
      ? null
      : await readControlTower(sql, accountScopeId, projectId, now),
  };
}

/**
 * Wires the portfolio's read models. The end of a background job drops what is cached of its scope;
 * who asks after that gets figures counted after it.
 */
export function createPortfolio({ sql, cache, clock, events }: PortfolioTools): Portfolio {
  const kept = createKeptModels({
    ...{ cache, clock, events },
    async drop(accountScopeId) {
      const [projects] = await Promise.all([
        sql<{ id: string }[]>`select id from projects where account_scope_id = ${accountScopeId}`,
        cache.deletePrefix(prefixOf(accountScopeId)),
      ]);
      if (projects.length > 0) await cache.delete(...projects.map(({ id }) => towerKey(id)));
    },
  });
  return {
    overview: (scope, range) =>
      kept.model(
        scope.accountScopeId,
        keyOf("overview", scope, range),
        OVERVIEW_SECONDS,
        () => countOverview(sql, scope, { ...range, now: clock.now() }),
      ),
    trends: (scope, range) =>
      kept.model(
        scope.accountScopeId,
        keyOf("trends", scope, range),
        OVERVIEW_SECONDS,
        () => countTrends(sql, scope, { ...range, now: clock.now() }),
      ),
    keep: (scope, name, asked, count) =>
      kept.model(scope.accountScopeId, keyBy(name, scope, asked), OVERVIEW_SECONDS, count),
    async controlTower(accountScopeId, projectId) {
      const found = await kept.model<KeptTower>(
        accountScopeId,
        towerKey(projectId),
        TOWER_SECONDS,
        () => countTower(sql, projectId, clock.now()),
      );
      return found.accountScopeId === accountScopeId ? found.tower : null;
    },
    threads: (scope, filter, page) => listThreads(sql, scope, filter, page),
    thread: (scope, id) => readThread(sql, scope, id),
    threadMessages: (scope, id, page) => threadMessages(sql, scope, id, page),
    messages: (scope, period, page) => listMessages(sql, scope, period, page),
    replies: (scope, period, page) => listReplies(sql, scope, period, page),
    inboxes: (scope) => listInboxes(sql, scope),
    close: kept.close,
  };
}
