import { deepEqual, equal } from "node:assert/strict";
import type { DeliveredEvent } from "../platform/mod.ts";
import { createEventQueue, newestOf } from "./event_queue.ts";

function progress(id: number, runId = "run"): DeliveredEvent {
  const steps = { records: id, total: null, recordsPerSecond: 1, etaSeconds: null };
  return {
    id: `${id}-0`,
    event: {
      type: "job_progress",
      accountScopeId: "a",
      projectId: null,
      job: "sync",
      runId,
      progress: { connector: "chatwoot", stream: "messages", ...steps },
    },
  };
}

function completed(id: number, runId = `run ${id}`): DeliveredEvent {
  return {
    id: `${id}-0`,
    event: {
      type: "job_completed",
      accountScopeId: "a",
      projectIds: [],
      job: "sync",
      runId,
      outcome: "succeeded",
      changed: [],
    },
  };
}

const ids = (events: DeliveredEvent[]) => events.map(({ id }) => Number.parseInt(id));

Deno.test("events leave in the order they came", () => {
  const queue = createEventQueue(3);
  for (const id of [1, 2, 3]) queue.push(completed(id));
  deepEqual([queue.take(), queue.take(), queue.take(), queue.take()].map((event) => event?.id), [
    "1-0",
    "2-0",
    "3-0",
    undefined,
  ]);
});

Deno.test("a full queue refuses an event and keeps what it has", () => {
  const queue = createEventQueue(2);
  equal(queue.push(completed(1)), true);
  equal(queue.push(completed(2)), true);
  equal(queue.push(completed(3)), false);
  equal(queue.size(), 2);
  queue.take();
  equal(queue.push(completed(4)), true);
});

Deno.test("of a run's progress only the newest report waits, so it fills no queue", () => {
  const queue = createEventQueue(2);
  for (let id = 1; id <= 1000; id++) equal(queue.push(progress(id)), true);
  equal(queue.push(progress(1001, "another")), true);
  deepEqual([queue.take()?.id, queue.take()?.id, queue.size()], ["1000-0", "1001-0", 0]);
});

Deno.test("the end of a run makes its waiting progress obsolete, and no other's", () => {
  const queue = createEventQueue(3);
  queue.push(progress(1, "one"));
  queue.push(progress(2, "two"));
  queue.push(completed(3, "one"));
  deepEqual([queue.take()?.id, queue.take()?.id, queue.size()], ["2-0", "3-0", 0]);
});

Deno.test("of many events the newest are kept, oldest first", () => {
  const many = Array.from({ length: 100 }, (_, index) => completed(index));
  deepEqual(ids(newestOf(many, 3)), [97, 98, 99]);
  deepEqual(ids(newestOf([progress(1), completed(2), progress(3), progress(4)], 9)), [2, 4]);
  deepEqual(newestOf([], 3), []);
});
