import { between, pick, seededRandom } from "../random.ts";
import { familyNames, givenNames } from "./people.ts";
import type { ChatwootState } from "./account.ts";
import type { ConversationStatus } from "./tables.ts";

/** One text of a feed. */
export interface FeedDocument {
  id: string;
  title: string;
  text: string;
}

/** A line of a feed file that is not a document; `line` counts from 1. */
export class FeedError extends Error {
  override readonly name = "FeedError";
  constructor(readonly path: string, readonly line: number, reason: string) {
    super(`${path}, line ${line}: ${reason}`);
  }
}

/**
 * Reads a JSONL file of documents.
 * @throws {FeedError} for a line that is no JSON object with string `id`, `title` and `text`
 */
export function readFeed(path: string): FeedDocument[] {
  const lines = Deno.readTextFileSync(path).split("\n");
  return lines.flatMap((line, index) => {
    if (line.trim() === "") return [];
    let value: Record<string, unknown>;
    try {
      value = JSON.parse(line);
    } catch {
      throw new FeedError(path, index + 1, "not JSON");
    }
    for (const field of ["id", "title", "text"]) {
      if (typeof value?.[field] !== "string") {
        throw new FeedError(path, index + 1, `"${field}" is missing or no string`);
      }
    }
    return [{ id: value.id as string, title: value.title as string, text: value.text as string }];
  });
}

/** Longest turn of a description, in characters; a longer one goes on in the next message. */
const TURN = 1200;

/**
 * Splits a text into turns at paragraph ends where possible, else at line ends, else at `TURN`
 * characters. Joined without a separator the turns are the text again, character for character.
 */
export function splitTurns(text: string): string[] {
  const turns: string[] = [];
  let rest = text;
  while (rest.length > TURN) {
    const head = rest.slice(0, TURN);
    const paragraph = head.lastIndexOf("\n\n");
    const line = head.lastIndexOf("\n");
    let cut = paragraph > TURN / 4 ? paragraph + 2 : line > TURN / 4 ? line + 1 : TURN;
    // never between the halves of a surrogate pair
    if (/[\uD800-\uDBFF]/.test(rest[cut - 1] ?? "")) cut--;
    turns.push(rest.slice(0, cut));
    rest = rest.slice(cut);
  }
  if (rest !== "") turns.push(rest);
  return turns;
}

const replies = [
  "Thanks for the report. I can see it here too and will look into it today.",
  "Could you tell us which version you are on and whether this happens every time?",
  "We found the cause. A fix is being reviewed and will be in the next release.",
  "This is fixed now. Please let us know if you still see it.",
  "I have asked the team that owns this part and will come back to you by tomorrow.",
];
const minute = 60_000;
const day = 86_400_000;

/**
 * Fills the account with the documents, one conversation each, spread evenly over the `days` before
 * now: the title as the first message, then the text in turns, with replies of agents between.
 */
export function fillFromFeed(
  state: ChatwootState,
  documents: FeedDocument[],
  options: { seed: number; days?: number; token: string },
): void {
  const random = seededRandom(options.seed);
  const days = options.days ?? 60;
  const now = state.clock.now();
  const inboxes = ["Website", "Support e-mail", "Partner desk", "Enterprise", "Community"].map((
    name,
    index,
  ) =>
    state.createInbox({ name, channelType: index === 1 ? "Channel::Email" : "Channel::WebWidget" })
  );
  const labels = ["bug", "build", "question", "urgent"].map((title) =>
    state.createLabel(title).title
  );
  const agents = Array.from({ length: 6 }, (_, index) =>
    state.createAgent({
      name: `${givenNames[index]} ${familyNames[index]}`,
      email: `agent${index + 1}@agency.example`,
      role: index === 0 ? "administrator" : "agent",
      token: index === 0 ? options.token : `agent-${index + 1}`,
      inboxIds: inboxes.map((inbox) => inbox.id),
    }));
  const contacts = Array.from(
    { length: Math.max(1, Math.ceil(documents.length / 6)) },
    (_, index) => {
      const name = `${pick(random, givenNames)} ${pick(random, familyNames)}`;
      const email = `${name.toLowerCase().replace(" ", ".")}.${index + 1}@client${
        index % 40
      }.example`;
      return state.createContact({
        name,
        // every tenth visitor left no address: seen in conversations only
        email: index % 10 === 9 ? null : email,
        companyName: `Client ${index % 40}`,
        createdAt: now - days * day,
      });
    },
  );

  documents.forEach((document, index) => {
    const span = days * day / Math.max(1, documents.length);
    // the last quarter of its slot is left for the replies of the newest conversations
    let at = now - days * day + Math.floor(span * index + random() * span * 0.5);
    const conversation = state.createConversation({
      inboxId: inboxes[index % inboxes.length]!.id,
      contactId: pick(random, contacts).id,
      assigneeId: random() < 0.8 ? pick(random, agents).id : null,
      labels: random() < 0.5 ? [pick(random, labels)] : [],
      at,
    });
    const say = (content: string, type: "incoming" | "outgoing") => {
      state.createMessage({
        conversationId: conversation.id,
        content,
        type,
        at: Math.min(at, now),
        ...(type === "outgoing" ? { senderId: conversation.assigneeId ?? agents[0]!.id } : {}),
      });
    };
    say(document.title, "incoming");
    for (const turn of splitTurns(document.text)) {
      at += between(random, 1, 4) * minute;
      say(turn, "incoming");
    }
    for (let count = between(random, 0, 2); count > 0; count--) {
      at += between(random, 3, 240) * minute;
      if (at > now) break;
      say(pick(random, replies), "outgoing");
    }
    const status = pick<ConversationStatus>(random, [
      "resolved",
      "resolved",
      "open",
      "pending",
      "snoozed",
    ]);
    if (status === "open") return;
    conversation.status = status;
    conversation.snoozedUntil = status === "snoozed" ? now + day : null;
  });
}
