import assert from "node:assert/strict";
import { revisions } from "./revisions.ts";

Deno.test("revisions - tell who subscribes of the present one, and all of the next", async () => {
  const pages = revisions("one", "process");
  const streams = [pages.subscribe(), pages.subscribe()];
  const readers = streams.map(({ body }) => body!.pipeThrough(new TextDecoderStream()).getReader());
  const read = () => Promise.all(readers.map(async (reader) => (await reader.read()).value));
  const event = (build: string) => `retry: 200\nevent: revision\ndata: process-${build}\n\n`;

  assert.equal(streams[0]!.headers.get("content-type"), "text/event-stream");
  assert.deepEqual(await read(), [event("one"), event("one")]);
  pages.publish("two");
  assert.deepEqual(await read(), [event("two"), event("two")]);

  await readers[0]!.cancel();
  pages.publish("three");
  assert.equal((await readers[1]!.read()).value, event("three"));
  await readers[1]!.cancel();
});
