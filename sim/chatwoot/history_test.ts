import assert from "node:assert/strict";
import { accountCounts } from "./counts.ts";
import { fillFromFeed, readFeed, splitTurns } from "./feed.ts";
import { FeedError } from "./feed.ts";
import { drip, fillWithHistory } from "./history.ts";
import { createState } from "./state.ts";
import { seededRandom } from "../random.ts";

const now = Date.parse("2026-03-02T15:00:00Z");
const day = 86_400_000;
const empty = () => createState({ accountId: 1, clock: { now: () => now } });

function history(seed = 1) {
  const state = empty();
  fillWithHistory(state, { seed, token: "owner" });
  return state;
}

const texts = (state: ReturnType<typeof empty>) =>
  [...state.tables.conversations.values()].flatMap((row) => row.messages);

Deno.test("the history is two months of eight clients in two languages", () => {
  const { tables } = history();
  assert.equal(tables.inboxes.size, 8);
  const cyrillic = /[а-яё]/i;
  for (const inbox of tables.inboxes.values()) {
    const rows = [...tables.conversations.values()].filter((row) => row.inboxId === inbox.id);
    assert.ok(rows.length >= 16, inbox.name);
    const contents = rows.flatMap((row) => row.messages.map((message) => message.content ?? ""));
    const russian = contents.filter((text) => cyrillic.test(text)).length / contents.length;
    assert.equal(russian, cyrillic.test(inbox.name) ? 1 : 0, inbox.name);
  }
  const times = texts(history()).map((message) => message.createdAt);
  assert.ok(Math.min(...times) < now - 50 * day && Math.max(...times) > now - 3 * day);
  assert.ok(Math.max(...times) <= now, "nothing is in the future");
});

Deno.test("the history has what the product looks for", () => {
  const state = history();
  const messages = texts(state);
  assert.ok(messages.some((message) => message.private));
  assert.ok(!messages.some((message) => /\{[xd]\}/.test(message.content ?? "")), "no blanks left");
  const { conversationsByStatus } = accountCounts(state, "UTC");
  assert.ok(conversationsByStatus.resolved! > 50 && conversationsByStatus.open! > 10);
  const silent = [...state.tables.conversations.values()].filter((row) => row.inboxId === 8);
  assert.ok(Math.max(...silent.map((row) => row.lastActivityAt)) < now - 10 * day);
  const unresolved = [...state.tables.contacts.values()].filter((row) => row.email === null);
  assert.ok(unresolved.length > 0);
});

Deno.test("conversations and ids grow in the order of time", () => {
  const rows = [...history().tables.conversations.values()];
  for (const [index, row] of rows.entries()) {
    assert.ok(index === 0 || row.createdAt >= rows[index - 1]!.createdAt);
    for (const [place, message] of row.messages.entries()) {
      assert.ok(place === 0 || message.createdAt >= row.messages[place - 1]!.createdAt);
    }
  }
});

Deno.test("the same seed gives the same history, another seed another", () => {
  const shown = (seed: number) => JSON.stringify([...history(seed).tables.conversations.values()]);
  assert.equal(shown(1), shown(1));
  assert.notEqual(shown(1), shown(2));
});

Deno.test("a drip is one message of now in a recent conversation", () => {
  const state = history();
  const before = texts(state).length;
  const id = drip(state, seededRandom(5));
  const message = texts(state).find((row) => row.id === id);
  assert.equal(texts(state).length, before + 1);
  assert.equal(message?.createdAt, now);
});

const documents = Array.from({ length: 57 }, (_, index) => ({
  id: `D-${index}`,
  title: `Title ${index}`,
  text: `First paragraph ${index}.\n\n${"words and more words ".repeat(index * 4)}`.trimEnd(),
}));

Deno.test("a feed becomes one conversation each, with every character of its text", () => {
  const state = empty();
  fillFromFeed(state, documents, { seed: 1, token: "owner" });
  const rows = [...state.tables.conversations.values()];
  assert.equal(rows.length, documents.length);
  for (const [index, row] of rows.entries()) {
    const incoming = row.messages.filter((message) => message.type === "incoming");
    assert.equal(incoming[0]?.content, documents[index]!.title);
    assert.equal(incoming.slice(1).map((m) => m.content).join(""), documents[index]!.text);
    assert.ok(row.messages.every((message) => message.createdAt <= now));
  }
  const counts = accountCounts(state, "Europe/Berlin");
  assert.equal(counts.conversations, documents.length);
  assert.equal(counts.messageRows, texts(state).length);
  const byDay = Object.values(counts.messagesByDay);
  assert.equal(byDay.reduce((sum, each) => sum + each.in + each.out, 0), counts.messages);
  assert.equal(
    byDay.reduce((sum, each) => sum + each.in, 0),
    documents.reduce((sum, { text }) => sum + 1 + splitTurns(text).length, 0),
  );
});

Deno.test("a feed is read from JSONL; a line that is no document is named", () => {
  const path = Deno.makeTempFileSync({ suffix: ".jsonl" });
  try {
    Deno.writeTextFileSync(path, documents.map((row) => JSON.stringify(row)).join("\n") + "\n\n");
    assert.deepEqual(readFeed(path), documents);
    for (const line of ["{", '{"id":"1","title":"x"}', "null", '{"id":1,"title":"x","text":"y"}']) {
      Deno.writeTextFileSync(path, `${JSON.stringify(documents[0])}\n${line}\n`);
      assert.throws(
        () => readFeed(path),
        (error) => error instanceof FeedError && error.line === 2,
      );
    }
  } finally {
    Deno.removeSync(path);
  }
});

Deno.test("a long text splits at paragraphs where it can, and never inside a character", () => {
  assert.deepEqual(splitTurns(""), []);
  assert.deepEqual(splitTurns("short"), ["short"]);
  const paragraphs = `${"a".repeat(900)}\n\n${"b".repeat(900)}`;
  assert.deepEqual(splitTurns(paragraphs), [`${"a".repeat(900)}\n\n`, "b".repeat(900)]);
  const emoji = `x${"😀".repeat(1500)}`;
  const turns = splitTurns(emoji);
  assert.equal(turns.join(""), emoji);
  assert.ok(turns.length > 1 && turns.every((turn) => turn.isWellFormed()));
});
