import { deepEqual, equal } from "node:assert/strict";
import { changesFigures, readMessage } from "./message.ts";

const completed = {
  type: "job_completed",
  job: "connectors_sync_cycle",
  runId: "1",
  outcome: "succeeded",
  changed: ["messages"],
} as const;

Deno.test("an event's data becomes a message of its type", () => {
  deepEqual(readMessage("job_completed", JSON.stringify(completed)), completed);
});

Deno.test("data that is not such a message is ignored", () => {
  equal(readMessage("job_completed", "{"), null);
  equal(readMessage("job_completed", "null"), null);
  equal(readMessage("job_completed", '"text"'), null);
  equal(readMessage("job_completed", "{}"), null);
  equal(readMessage("job_progress", JSON.stringify(completed)), null);
});

Deno.test("figures change when a job ended that touched rows", () => {
  equal(changesFigures({ ...completed, changed: ["messages"] }), true);
  equal(changesFigures({ ...completed, changed: [] }), false);
  equal(changesFigures({ type: "resumed" }), true);
  equal(changesFigures({ type: "circuit_changed", host: "h", state: "open" }), false);
});

Deno.test("figures that follow some kinds of rows change with those, and after a pause", () => {
  const follows = ["portfolio", "risks"];
  equal(changesFigures({ ...completed, changed: ["messages", "risks"] }, follows), true);
  equal(changesFigures({ ...completed, changed: ["messages"] }, follows), false);
  equal(changesFigures({ ...completed, changed: [] }, follows), false);
  equal(changesFigures({ type: "resumed" }, follows), true);
});
