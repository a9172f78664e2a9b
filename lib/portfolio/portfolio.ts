import { createHash } from "node:crypto";
import type { Cache, Clock, EventBus, Sql } from "../platform/mod.ts";
import { countOverview, type Overview } from "./overview.ts";
import type { ProjectScope } from "./range.ts";
import { createRecent } from "./recent.ts";
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

const prefixOf = (accountScopeId: string) => `portfolio:${accountScopeId}:`;

function keyOf(scope: ProjectScope, range: { days: number; timeZone: string }): string {
  const parts = JSON.stringify([[...scope.projectIds].sort(), range.days, range.timeZone]);
  return prefixOf(scope.accountScopeId) +
    createHash("sha256").update(parts).digest("base64url").slice(0, 22);
}

/** Times an overview is counted again when background work ended meanwhile. */
const ATTEMPTS = 3;

/**
 * Wires the portfolio's read models. The end of a background job drops what is cached of its scope;
 * who asks after that gets figures counted after it.
 */
export function createPortfolio({ sql, cache, clock, events }: PortfolioTools): Portfolio {
  /** By scope: how many jobs ended, and the latest dropping of its figures. */
  const ended = new Map<string, { jobs: number; dropped: Promise<void> }>();
  const recent = createRecent<Overview>(clock);
  const unsubscribe = events.subscribe(({ event }) => {
    if (event.type !== "job_completed") return;
    const scopeId = event.accountScopeId;
    recent.drop(prefixOf(scopeId));
    ended.set(scopeId, {
      jobs: (ended.get(scopeId)?.jobs ?? 0) + 1,
      // a cache that cannot be reached forgets by itself
      dropped: cache.deletePrefix(prefixOf(scopeId)).catch(() => {}),
    });
  });

  return {
    async overview(scope, range) {
      const key = keyOf(scope, range);
      const known = recent.get(key);
      if (known !== undefined) return known;
      for (let attempt = 1;; attempt++) {
        const before = ended.get(scope.accountScopeId);
        await before?.dropped;
        const overview = await cache.remember(
          key,
          OVERVIEW_SECONDS,
          () => countOverview(sql, scope, { ...range, now: clock.now() }),
        );
        if (ended.get(scope.accountScopeId)?.jobs === before?.jobs) {
          recent.keep(key, overview, Date.parse(overview.as_of) + OVERVIEW_SECONDS * 1000);
          return overview;
        }
        // a store may have been underway when the key was dropped
        await cache.delete(key).catch(() => {});
        if (attempt === ATTEMPTS) return overview;
      }
    },
    threads: (scope, filter, page) => listThreads(sql, scope, filter, page),
    thread: (scope, id) => readThread(sql, scope, id),
    threadMessages: (scope, id, page) => threadMessages(sql, scope, id, page),
    messages: (scope, period, page) => listMessages(sql, scope, period, page),
    replies: (scope, period, page) => listReplies(sql, scope, period, page),
    inboxes: (scope) => listInboxes(sql, scope),
    close: unsubscribe,
  };
}
