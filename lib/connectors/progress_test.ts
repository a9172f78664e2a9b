import { deepEqual, equal } from "node:assert/strict";
import { progressMeter } from "./progress.ts";

Deno.test("rate and remaining time follow from what was done since the stream began", () => {
  let now = 0;
  const meter = progressMeter("chatwoot", () => now);
  equal(meter.current(), null);
  now = 10_000;
  deepEqual(meter.update("conversations", 400, 100, 250), {
    connector: "chatwoot",
    stream: "conversations",
    records: 400,
    total: 250,
    recordsPerSecond: 40,
    etaSeconds: 15,
  });
});

Deno.test("a new stream begins its own measure", () => {
  let now = 0;
  const meter = progressMeter("chatwoot", () => now);
  now = 5000;
  meter.update("labels", 10, 10, 10);
  now = 8000;
  equal(meter.update("agents", 3, 3, 6).etaSeconds, null);
  now = 9000;
  const later = meter.update("agents", 4, 4, 8);
  equal(later.recordsPerSecond, 4);
  equal(later.etaSeconds, 1);
});

Deno.test("without a total there is no remaining time, and nothing divides by zero", () => {
  const meter = progressMeter("chatwoot", () => 0);
  const progress = meter.update("labels", 5, 5, null);
  equal(progress.etaSeconds, null);
  equal(progress.recordsPerSecond, 0);
});

Deno.test("more done than announced leaves nothing to do", () => {
  let now = 0;
  const meter = progressMeter("chatwoot", () => now);
  now = 1000;
  equal(meter.update("contacts", 30, 30, 20).etaSeconds, 0);
});
