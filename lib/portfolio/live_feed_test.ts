import { deepEqual, equal, match, notEqual, ok, rejects } from "node:assert/strict";
import { createLogger, type LiveEvent, manualClock, openEventBus } from "../platform/mod.ts";
import { createLiveFeed, type FeedSubscriber } from "./live_feed.ts";

const log = createLogger({ level: "silent" });
const clock = manualClock(1_000_000);
const bus = () => openEventBus({ redisUrl: null }, { log, clock });

function completed(accountScopeId: string, projectIds: string[] = []): LiveEvent {
  return {
    type: "job_completed",
    accountScopeId,
    projectIds,
    job: "j",
    runId: "r",
    outcome: "succeeded",
    changed: ["messages"],
  };
}

function subscriber(change: Partial<FeedSubscriber> = {}): FeedSubscriber {
  return { sessionId: "s", accountScopeId: "a", projectId: null, lastEventId: null, ...change };
}

/** Reads `count` chunks of text. */
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

Deno.test("a stream says that it is connected, then brings events with id, type and JSON", async () => {
  const events = await bus();
  const feed = createLiveFeed(events);
  const stream = feed.open(subscriber())!;
  await events.publish(completed("a"));
  const [connected, event] = await read(stream, 2);
  equal(connected, "event: connected\ndata: {}\n\n");
  match(event!, /^id: \S+\nevent: job_completed\ndata: \{.*"job":"j".*\}\n\n$/);
  feed.close();
  await events.close();
});

Deno.test("events of other scopes and other projects are not told", async () => {
  const events = await bus();
  const feed = createLiveFeed(events);
  const stream = feed.open(subscriber({ projectId: "p1" }))!;
  await events.publish(completed("b"));
  await events.publish(completed("a", ["p2"]));
  await events.publish(completed("a", ["p1", "p2"]));
  await events.publish(completed("a"));
  const texts = (await read(stream, 3)).slice(1);
  deepEqual(texts.map((text) => JSON.parse(text.split("data: ")[1]!).projectIds), [
    ["p1", "p2"],
    [],
  ]);
  feed.close();
  await events.close();
});

Deno.test("a page that comes back hears what it missed", async () => {
  const events = await bus();
  const feed = createLiveFeed(events);
  const first = feed.open(subscriber())!;
  await events.publish(completed("a", ["one"]));
  const id = /^id: (\S+)/.exec((await read(first, 2))[1]!)![1]!;
  await events.publish(completed("a", ["two"]));
  await events.publish(completed("b", ["other"]));
  const again = feed.open(subscriber({ lastEventId: id }))!;
  const missed = (await read(again, 2))[1]!;
  match(missed, /"two"/);
  feed.close();
  await events.close();
});

Deno.test("a session holds a bounded number of streams, and gets a place back when one ends", async () => {
  const events = await bus();
  const feed = createLiveFeed(events);
  const streams = Array.from({ length: 12 }, () => feed.open(subscriber()));
  ok(streams.every((stream) => stream !== null));
  equal(feed.open(subscriber()), null);
  notEqual(feed.open(subscriber({ sessionId: "other" })), null);
  await streams[0]!.cancel();
  notEqual(feed.open(subscriber()), null);
  equal(feed.connections(), 13);
  feed.close();
  equal(feed.connections(), 0);
  await events.close();
});

Deno.test("a reader that does not read is dropped, not buffered without limit", async () => {
  const events = await bus();
  const feed = createLiveFeed(events);
  const stream = feed.open(subscriber())!;
  for (let count = 0; count < 100; count++) await events.publish(completed("a"));
  equal(feed.connections(), 0);
  await rejects(read(stream, 100), /too slow/);
  feed.close();
  await events.close();
});

Deno.test("closing ends every stream", async () => {
  const events = await bus();
  const feed = createLiveFeed(events);
  const stream = feed.open(subscriber())!;
  feed.close();
  equal((await read(stream, 5)).length, 1);
  await events.close();
});
