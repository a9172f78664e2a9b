import { deepEqual, equal, ok } from "node:assert/strict";
import type { ChatwootClient } from "./client.ts";
import { FORWARD_PAGE, RANGE_PAGE, readMessages, SETTLING_MS } from "./read_messages.ts";

const NOW = Date.UTC(2026, 10, 23, 9);
const MINUTE = 60_000;

interface Row {
  id: number;
  at: number;
}

type Window = { after?: number; before?: number };

/** Cuts replies as Chatwoot does: filtered by id, ordered and cut by creation time. */
function answer(rows: readonly Row[], { after, before }: Window): Row[] {
  const ordered = [...rows].sort((a, b) => a.at - b.at || a.id - b.id);
  if (after === undefined) return ordered.slice(-20);
  if (before === undefined) return ordered.filter(({ id }) => id > after).slice(0, FORWARD_PAGE);
  return ordered.filter(({ id }) => id >= after && id < before).slice(0, RANGE_PAGE);
}

/** A client whose one conversation has these messages; null: the conversation is gone. */
function clientOf(rows: readonly Row[] | null, change: (row: object) => object = (row) => row) {
  const asked: Window[] = [];
  const messages = (_id: string, window: Window) => {
    asked.push(window);
    if (rows === null) return Promise.resolve(null);
    const list = answer(rows, window).map(({ id, at }) =>
      change({
        ...{ id, conversation_id: 1, content: `${id}`, message_type: 0, private: false },
        created_at: at / 1000,
      })
    );
    return Promise.resolve({ rows: list, total: null, date: null });
  };
  return { asked, client: { messages } as unknown as ChatwootClient };
}

const { signal } = new AbortController();
const read = (client: ChatwootClient, cursor: string | null) =>
  readMessages(client, "1", cursor, NOW, signal);

/** Messages with ids from 1, a minute apart, the last one `ago` minutes before now. */
const spoken = (count: number, ago = 60): Row[] =>
  Array.from({ length: count }, (_, index) => ({
    id: index + 1,
    at: NOW - (ago + count - 1 - index) * MINUTE,
  }));

const idsOf = (rows: readonly { external_id: string }[]) =>
  rows.map((row) => Number(row.external_id)).sort((a, b) => a - b);

Deno.test("a short conversation is read in one request", async () => {
  const { client, asked } = clientOf(spoken(99));
  const reading = await read(client, null);
  equal(reading!.rows.length, 99);
  deepEqual(asked, [{ after: 0 }]);
  equal(reading!.cursor, "99");
});

Deno.test("a known conversation is read behind its cursor, and its newest twenty again", async () => {
  const { client, asked } = clientOf(spoken(50));
  const reading = await read(client, "48");
  deepEqual(asked, [{ after: 48 }, {}]);
  deepEqual(idsOf(reading!.rows), Array.from({ length: 20 }, (_, index) => 31 + index));
});

Deno.test("the cursor stays below messages that may be followed by a smaller id", async () => {
  const rows = spoken(5, 0);
  // ids 1 to 5, written 4, 3, 2, 1 and 0 minutes ago
  equal((await read(clientOf(rows).client, null))!.cursor, null);
  equal((await read(clientOf(rows).client, "0"))!.cursor, null);
  const aged = rows.map((row) => ({ ...row, at: row.at - 3 * MINUTE }));
  equal((await read(clientOf(aged).client, null))!.cursor, "3");
  equal(aged[2]!.at, NOW - SETTLING_MS, "five minutes old is old enough");
});

Deno.test("the cursor never goes back", async () => {
  equal((await read(clientOf(spoken(3, 0)).client, "2"))!.cursor, "2");
  equal((await read(clientOf([]).client, "7"))!.cursor, "7");
});

Deno.test("a message committed late, below others, is read with the next change", async () => {
  const rows = spoken(30, 0).filter(({ id }) => id !== 28);
  const first = await read(clientOf(rows).client, null);
  ok(Number(first!.cursor) < 28);
  const second = await read(clientOf(spoken(30, 0)).client, first!.cursor);
  ok(idsOf(second!.rows).includes(28));
});

for (const count of [100, 101, 250, 999, 1000, 1001, 2500]) {
  Deno.test(`all of ${count} messages are read`, async () => {
    const { client, asked } = clientOf(spoken(count));
    const reading = await read(client, null);
    deepEqual(idsOf(reading!.rows), Array.from({ length: count }, (_, index) => index + 1));
    ok(asked.length <= 4 + count / 200, `${asked.length} requests`);
  });
}

Deno.test("imported messages, old by their time and new by their id, hide no others", async () => {
  const imported = Array.from({ length: 1500 }, (_, index) => ({
    ...{ id: 5000 + (index * 7919) % 1500, at: NOW - 300 * 86_400_000 + index * MINUTE },
  }));
  const rows = [...spoken(140), ...imported];
  const reading = await read(clientOf(rows).client, null);
  deepEqual(idsOf(reading!.rows), rows.map(({ id }) => id).sort((a, b) => a - b));
});

Deno.test("messages of one moment, more than fit a reply, are all read", async () => {
  const rows = Array.from(
    { length: 2300 },
    (_, index) => ({ id: index * 3 + 1, at: NOW - MINUTE }),
  );
  const reading = await read(clientOf(rows).client, null);
  equal(reading!.rows.length, 2300);
});

Deno.test("ids far apart need no request for each gap", async () => {
  const rows = Array.from({ length: 1200 }, (_, index) => ({
    ...{ id: 1 + index * 900_001, at: NOW - 10_000 * MINUTE + index * MINUTE },
  }));
  const { client, asked } = clientOf(rows);
  equal((await read(client, null))!.rows.length, 1200);
  ok(asked.length < 10, `${asked.length} requests`);
});

Deno.test("a conversation that is gone is null, whenever that shows", async () => {
  equal(await read(clientOf(null).client, null), null);
  const { client } = clientOf(spoken(150));
  let requests = 0;
  const vanishing = {
    messages: (...args: Parameters<ChatwootClient["messages"]>) =>
      ++requests < 3 ? client.messages(...args) : Promise.resolve(null),
  } as ChatwootClient;
  equal(await read(vanishing, null), null);
});

Deno.test("rows without ids are not asked for again and again", async () => {
  const { client, asked } = clientOf(spoken(150), ({ ...row }) => ({ ...row, id: undefined }));
  const reading = await read(client, null);
  equal(reading!.rows.length, 0);
  ok(reading!.rejected.length > 0);
  ok(asked.length < 5);
});

Deno.test("a message that does not decode is set aside, and the cursor goes on", async () => {
  const { client } = clientOf(
    spoken(10),
    (row) => (row as Row).id === 4 ? { ...row, created_at: "x" } : row,
  );
  const reading = await read(client, null);
  equal(reading!.rows.length, 9);
  deepEqual(reading!.rejected.map((row) => row.external_id), ["4"]);
  equal(reading!.cursor, "10");
});

Deno.test("a message of another conversation is set aside", async () => {
  const { client } = clientOf(
    spoken(3),
    (row) => (row as Row).id === 2 ? { ...row, conversation_id: 9 } : row,
  );
  const reading = await read(client, null);
  deepEqual(idsOf(reading!.rows), [1, 3]);
  deepEqual(reading!.rejected.map(({ external_id, message }) => [external_id, message]), [
    ["2", "conversation_id: belongs to conversation 9"],
  ]);
});
