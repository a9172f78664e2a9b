import { deepEqual, equal } from "node:assert/strict";
import { join } from "node:path";
import { readFeed } from "@/sim/mod.ts";
import type { Overview } from "@/lib/portfolio/mod.ts";
import { waitUntil } from "../../ops/services/process.ts";
import { signIn } from "../support/person.ts";
import { redisUrl, sharedFolder } from "../support/services.ts";
import { startWorld } from "./world.ts";

const feed = sharedFolder === null
  ? null
  : join(sharedFolder, "data/ir/hadoop-issues/documents.jsonl");

const entities: Record<string, string> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#x27": "'",
  apos: "'",
};

/** The texts of the messages a thread page shows, in order. */
function messageTexts(html: string): string[] {
  return [...html.matchAll(/<p class="message-text">([\s\S]*?)<\/p>/g)].map((match) =>
    match[1]!.replace(/<!--.*?-->/g, "").replace(
      /&(#?\w+);/g,
      (whole, name) => entities[name] ?? whole,
    )
  );
}

Deno.test({
  name: "2,503 real reports: every count equals the source's, every text is readable in its thread",
  ignore: feed === null || redisUrl === null,
}, async () => {
  const documents = readFeed(feed!);
  const world = await startWorld("served", { feed: feed! });
  try {
    const person = await signIn(world.product.url);
    const wanted = await world.counts();
    let overview: Overview | undefined;
    const filled = await waitUntil(async () => {
      ({ overview } = await person.json<{ overview: Overview }>(
        "/api/v1/portfolio/overview?days=90",
      ));
      return overview.conversations.value === wanted.conversations &&
        overview.completeness.value === 100;
    }, 60_000);
    equal(filled, true, world.product.output());
    equal(wanted.conversations, 2503);
    deepEqual(
      {
        open: overview!.open_conversations,
        week: overview!.messages_7d.value,
        days: Object.fromEntries(
          overview!.messages_per_day.filter((day) => day.incoming + day.outgoing > 0)
            .map((day) => [day.day, { in: day.incoming, out: day.outgoing }]),
        ),
      },
      {
        open: wanted.conversationsByStatus.open,
        week: wanted.messagesLast7Days,
        days: wanted.messagesByDay,
      },
    );

    // conversations are numbered in the order of the feed, and the list's links lead to the threads
    const threads = new Map<number, string>();
    let path: string | null = "/api/v1/portfolio/threads?limit=200";
    while (path !== null) {
      const { threads: rows, next }: {
        threads: { id: string; external_id: string }[];
        next: string | null;
      } = await person.json(path);
      for (const row of rows) threads.set(Number(row.external_id), row.id);
      path = next;
    }
    equal(threads.size, documents.length);
    let reader = person;
    for (const [index, { title, text }] of documents.entries()) {
      // a session may ask 200 times a minute
      if (index % 150 === 0) reader = await signIn(world.product.url);
      const { status, text: html } = await reader.get(`/messages/${threads.get(index + 1)}`);
      equal(status, 200);
      const texts = messageTexts(html);
      const clean = (value: string) => value.replaceAll("\u0000", "").replace(/\r\n?/g, "\n");
      equal(texts[0], clean(title), `title of ${documents[index]!.id}`);
      const said = texts.join("");
      equal(said.includes(clean(text)), true, `text of ${documents[index]!.id}`);
    }
  } finally {
    await world.close();
  }
});
