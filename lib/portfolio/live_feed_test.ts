import { deepEqual, equal, match, notEqual, ok, rejects } from "node:assert/strict";
import {
  createLogger,
  type EventBus,
  type LiveEvent,
  manualClock,
  openEventBus,
} from "../platform/mod.ts";
import { createLiveFeed, type FeedSubscriber, type LiveFeed } from "./live_feed.ts";

const log = createLogger({ level: "silent" });
const start = 1_000_000;

function completed(accountScopeId: string, projectIds: string[] = [], runId = "r"): LiveEvent {
  return {
    type: "job_completed",
    accountScopeId,
    projectIds,
    job: "j",
    runId,
    outcome: "succeeded",
    changed: ["messages"],
  };
}

function progress(records: number): LiveEvent {
  const pace = { total: null, recordsPerSecond: 1, etaSeconds: null };
  return {
    type: "job_progress",
    accountScopeId: "a",
    projectId: null,
    job: "j",
    runId: "r",
    progress: { connector: "chatwoot", stream: "messages", records, ...pace },
  };
}

function subscriber(change: Partial<FeedSubscriber> = {}): FeedSubscriber {
  return { sessionId: "s", accountScopeId: "a", projectId: null, lastEventId: null, ...change };
}

/** Reads `count` chunks of text, fewer when the stream ends. */
async function read(stream: ReadableStream<Uint8Array>, count: number): Promise<string[]> {
  const reader = stream.getReader();
  const texts: string[] = [];
  while (texts.length < count) {
    const { value, done } = await reader.read();
    if (done) break;
    texts.push(new TextDecoder().decode(value));
  }
  reader.releaseLock();
  return texts;
}

const idOf = (text: string) => /^id: (\S+)/m.exec(text)?.[1] ?? "";
const dataOf = (text: string) => JSON.parse(/^data: (.*)$/m.exec(text)?.[1] ?? "null");

interface World {
  events: EventBus;
  feed: LiveFeed;
  clock: ReturnType<typeof manualClock>;
  /** Half a minute passes. */
  beat(): void;
}

function test(
  name: string,
  use: (world: World) => Promise<void>,
  change: (events: EventBus) => EventBus = (events) => events,
) {
  Deno.test(name, async () => {
    const clock = manualClock(start);
    const events = change(await openEventBus({ redisUrl: null }, { log, clock }));
    let run = () => {};
    const feed = createLiveFeed(events, {
      clock,
      every(ms, each) {
        run = () => {
          clock.advance(ms);
          each();
        };
        return () => run = () => {};
      },
    });
    await use({ events, feed, clock, beat: () => run() });
    feed.close();
    equal(feed.connections(), 0);
    await events.close();
  });
}

test("a stream says that it is connected, then brings events with id, type and JSON", async ({ events, feed }) => {
  const stream = feed.open(subscriber())!;
  await events.publish(completed("a"));
  const [connected, event] = await read(stream, 2);
  equal(connected, "retry: 2000\nid: 0-0\nevent: connected\ndata: {}\n\n");
  match(event!, /^id: 1000000-0\nevent: job_completed\ndata: \{.*"job":"j".*\}\n\n$/);
});

test("events of other scopes and other projects are not told", async ({ events, feed }) => {
  const stream = feed.open(subscriber({ projectId: "p1" }))!;
  await events.publish(completed("b", [], "1"));
  await events.publish(completed("a", ["p2"], "2"));
  await events.publish(completed("a", ["p1", "p2"], "3"));
  await events.publish(completed("a", [], "4"));
  const told = (await read(stream, 3)).slice(1);
  deepEqual(told.map((text) => dataOf(text).runId), ["3", "4"]);
});

test("a page that comes back hears what it missed, each event once and in order", async ({ events, feed }) => {
  const first = feed.open(subscriber())!;
  await events.publish(completed("a", [], "1"));
  const lastEventId = idOf((await read(first, 2))[1]!);
  await events.publish(completed("a", [], "2"));
  await events.publish(completed("b", [], "other"));
  const again = feed.open(subscriber({ lastEventId }))!;
  // published while the missed ones are still being read
  await events.publish(completed("a", [], "3"));
  const [connected, ...told] = await read(again, 3);
  equal(idOf(connected!), lastEventId);
  deepEqual(told.map((text) => dataOf(text).runId), ["2", "3"]);
});

test("a new page hears what happened since it was rendered, and nothing older", async ({ events, feed, clock }) => {
  await events.publish(completed("a", [], "old"));
  clock.advance(8_000);
  await events.publish(completed("a", [], "new"));
  await events.publish(completed("b", [], "other"));
  clock.advance(3_000);
  const stream = feed.open(subscriber())!;
  await events.publish(completed("a", [], "now"));
  deepEqual((await read(stream, 3)).slice(1).map((text) => dataOf(text).runId), ["new", "now"]);
});

test("a page cut off before its first event hears what it missed, too", async ({ events, feed, clock }) => {
  await events.publish(completed("a", [], "before"));
  clock.advance(11_000);
  const lastEventId = idOf((await read(feed.open(subscriber())!, 1))[0]!);
  await events.publish(completed("a", [], "after"));
  const again = feed.open(subscriber({ lastEventId }))!;
  equal(dataOf((await read(again, 2))[1]!).runId, "after");
});

test("long absence during a sync: the outcome is told, not a thousand steps", async ({ events, feed }) => {
  const lastEventId = idOf((await read(feed.open(subscriber())!, 1))[0]!);
  await events.publish(completed("a", [], "earlier"));
  for (let records = 0; records < 900; records++) await events.publish(progress(records));
  const again = feed.open(subscriber({ lastEventId }))!;
  const told = (await read(again, 3)).slice(1).map(dataOf);
  deepEqual([told[0].runId, told[1].progress.records], ["earlier", 899]);
});

test("a thousand missed events do not drop the reader that comes back", async ({ events, feed }) => {
  for (let run = 0; run < 1000; run++) await events.publish(completed("a", [], String(run)));
  const again = feed.open(subscriber({ lastEventId: "1-0" }))!;
  const told = (await read(again, 33)).slice(1).map((text) => Number(dataOf(text).runId));
  deepEqual(told, Array.from({ length: 32 }, (_, index) => 968 + index));
  equal(feed.connections(), 1);
});

test("a last id that is none is not used", async ({ events, feed }) => {
  await events.publish(completed("a"));
  const stream = feed.open(subscriber({ lastEventId: "7 or so" }))!;
  equal(idOf((await read(stream, 1))[0]!), "1000000-0");
});

test("when missed events cannot be read the stream ends and leaves no trace", async ({ feed }) => {
  const stream = feed.open(subscriber({ lastEventId: "1-0" }))!;
  equal((await read(stream, 5)).length, 1);
  equal(feed.connections(), 0);
}, (events) => ({ ...events, since: () => Promise.reject(new Error("away")) }));

test("a session holds a bounded number of streams, and gets a place back when one ends", async ({ feed }) => {
  const streams = Array.from({ length: 12 }, () => feed.open(subscriber()));
  ok(streams.every((stream) => stream !== null));
  equal(feed.open(subscriber()), null);
  notEqual(feed.open(subscriber({ sessionId: "other" })), null);
  await streams[0]!.cancel();
  notEqual(feed.open(subscriber()), null);
  equal(feed.connections(), 13);
});

test("a reader that does not read is dropped, not buffered without limit", async ({ events, feed }) => {
  const stream = feed.open(subscriber())!;
  for (let run = 0; run < 64; run++) await events.publish(completed("a", [], String(run)));
  equal(feed.connections(), 1);
  await events.publish(completed("a", [], "one too many"));
  equal(feed.connections(), 0);
  await rejects(read(stream, 100), /too slow/);
});

test("progress alone drops no slow reader: it gets the newest step", async ({ events, feed }) => {
  const stream = feed.open(subscriber())!;
  for (let records = 0; records < 500; records++) await events.publish(progress(records));
  equal(dataOf((await read(stream, 2))[1]!).progress.records, 499);
});

test("an idle stream has a heartbeat; a reader that is behind gets none on top", async ({ feed, beat }) => {
  const stream = feed.open(subscriber())!;
  beat();
  beat();
  await read(stream, 1);
  beat();
  deepEqual(await read(stream, 1), [": heartbeat\n\n"]);
});

test("a stream ends after a quarter of an hour, so that its session is checked again", async ({ feed, beat }) => {
  const stream = feed.open(subscriber())!;
  for (let minute = 0; minute < 14; minute++) {
    beat();
    beat();
  }
  equal(feed.connections(), 1);
  beat();
  beat();
  equal(feed.connections(), 0);
  equal((await read(stream, 5)).length, 1);
});

test("ending a session ends its streams alone", async ({ feed }) => {
  const mine = feed.open(subscriber())!;
  feed.open(subscriber({ sessionId: "other" }));
  feed.endSession("s");
  equal((await read(mine, 5)).length, 1);
  equal(feed.connections(), 1);
});

test("a session that changed elsewhere ends its streams alone, and nobody is told", async ({ events, feed }) => {
  const mine = feed.open(subscriber())!;
  const other = feed.open(subscriber({ sessionId: "other" }))!;
  const changed = { type: "session_changed", projectId: null, sessionId: "s" } as const;
  await events.publish({ ...changed, accountScopeId: "a" });
  equal((await read(mine, 5)).length, 1);
  equal(feed.connections(), 1);
  await events.publish(completed("a", [], "after"));
  const told = await read(other, 2);
  deepEqual(told.map((text) => dataOf(text).runId), [undefined, "after"]);
  const late = feed.open(subscriber({ sessionId: "late", lastEventId: "0-0" }))!;
  deepEqual((await read(late, 2)).map((text) => dataOf(text).runId), [undefined, "after"]);
});

test("closing ends every stream", async ({ feed }) => {
  const stream = feed.open(subscriber())!;
  feed.close();
  equal((await read(stream, 5)).length, 1);
});
