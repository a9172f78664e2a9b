import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { messageReader } from "./message_reader.ts";
import {
  closeStatement,
  concat,
  fatalError,
  message,
  readCstring,
  readyStatus,
  simpleQuery,
  SYNC,
} from "./messages.ts";
import { createTurns } from "./turn.ts";

/** A stream that gives its bytes in pieces of the given size. */
function inPieces(bytes: Uint8Array, size: number) {
  let offset = 0;
  return (into: Uint8Array): Promise<number | null> => {
    if (offset >= bytes.length) return Promise.resolve(null);
    const piece = bytes.subarray(offset, offset + Math.min(size, into.length));
    into.set(piece);
    offset += piece.length;
    return Promise.resolve(piece.length);
  };
}

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

Deno.test("messages are framed as the protocol says", () => {
  deepEqual([...simpleQuery("ё")], [81, 0, 0, 0, 7, 209, 145, 0]);
  deepEqual([...SYNC], [83, 0, 0, 0, 4]);
  deepEqual([...closeStatement("s1")], [67, 0, 0, 0, 8, 83, 115, 49, 0]);
  equal(text(fatalError("25P03", "idle")).slice(5), "SFATAL\0VFATAL\0C25P03\0Midle\0\0");
  equal(readCstring(simpleQuery("select 1"), 5), "select 1");
});

Deno.test("the transaction's state is read from the end of a reply", () => {
  const ready = (letter: string) => message("Z", new TextEncoder().encode(letter));
  const complete = message("C", new TextEncoder().encode("SELECT 1\0"));
  equal(readyStatus(concat([complete, ready("I")])), "I");
  equal(readyStatus(ready("T")), "T");
  equal(readyStatus(concat([ready("I"), complete, ready("E")])), "E");
  equal(readyStatus(complete), null);
  equal(readyStatus(new Uint8Array()), null);
});

for (const size of [1, 3, 7, 1000]) {
  Deno.test(`a stream in pieces of ${size} bytes is cut into its messages`, async () => {
    const startup = new Uint8Array([0, 0, 0, 9, 0, 3, 0, 0, 0]);
    const sent = [simpleQuery("select 1"), SYNC, simpleQuery("x".repeat(500))];
    const reader = messageReader(inPieces(concat([startup, ...sent]), size));
    deepEqual((await reader.untyped())?.bytes, startup);
    for (const expected of sent) {
      const next = await reader.typed();
      deepEqual(next?.bytes, expected);
      equal(next?.type, String.fromCharCode(expected[0] ?? 0));
    }
    equal(await reader.typed(), null);
  });
}

Deno.test("a stream that ends within a message ends", async () => {
  const reader = messageReader(inPieces(simpleQuery("select 1").subarray(0, 8), 100));
  equal(await reader.typed(), null);
});

Deno.test("an impossible length is refused before anything is kept for it", async () => {
  for (const length of [[0, 0, 0, 3], [255, 255, 255, 255], [127, 255, 255, 255]]) {
    const reader = messageReader(inPieces(new Uint8Array([81, ...length, 0]), 100));
    await rejects(reader.typed(), RangeError);
  }
});

Deno.test("turns come one at a time, in the order of asking", async () => {
  const turns = createTurns();
  const order: string[] = [];
  let inTurn = 0;
  await Promise.all(["a", "b", "c"].map(async (name) => {
    const end = await turns.take();
    ok(++inTurn === 1, "two at once");
    order.push(name);
    await Promise.resolve();
    inTurn--;
    end();
    end();
  }));
  deepEqual(order, ["a", "b", "c"]);
});
