import { between, pick, seededRandom } from "../random.ts";
import { duringWork } from "../working_time.ts";
import { type Client, clientsOf } from "../clients.ts";
import { drips, english, russian, type Script } from "./history_texts.ts";
import { familyNames, givenNames } from "./people.ts";
import type { ChatwootState } from "./account.ts";
import type { Contact, Conversation } from "./tables.ts";

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const weekdays = {
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"],
  ru: ["понедельник", "вторник", "среду", "четверг", "пятницу"],
} as const;

/** How each client's conversations go: pace of the agency's replies and days since they last wrote. */
const manners = [
  { replyMinutes: [5, 60], silentDays: 0, conversations: 34 },
  { replyMinutes: [10, 120], silentDays: 0, conversations: 28 },
  { replyMinutes: [20, 200], silentDays: 1, conversations: 26 },
  { replyMinutes: [240, 1400], silentDays: 0, conversations: 22 },
  { replyMinutes: [15, 90], silentDays: 9, conversations: 18 },
  { replyMinutes: [30, 300], silentDays: 2, conversations: 30 },
  { replyMinutes: [10, 60], silentDays: 0, conversations: 24 },
  { replyMinutes: [60, 400], silentDays: 15, conversations: 16 },
] as const;

function addContacts(state: ChatwootState, client: Client, since: number): Contact[] {
  return client.people.map(({ given, family, email, phone }) =>
    state.createContact({
      name: `${given} ${family}`,
      email,
      phoneNumber: phone,
      companyName: client.name,
      createdAt: since,
    })
  );
}

function play(
  state: ChatwootState,
  conversation: Conversation,
  script: Script,
  company: Client,
  pace: readonly [number, number],
  random: () => number,
): void {
  const now = state.clock.now();
  let at = conversation.createdAt;
  for (const line of script.lines) {
    const content = line.slice(3).replaceAll("{x}", company.product)
      .replaceAll("{d}", pick(random, weekdays[company.language]));
    const own = !line.startsWith("c:");
    if (at > conversation.createdAt || own) {
      at = own
        ? duringWork(at + between(random, ...pace) * minute)
        : at + between(random, 4, 180) * minute;
    }
    if (at > now) return;
    state.createMessage({
      conversationId: conversation.id,
      content,
      type: own ? "outgoing" : "incoming",
      private: line.startsWith("n:"),
      at,
      ...(own ? { senderId: conversation.assigneeId ?? 1 } : {}),
    });
    at += minute;
  }
}

/** Fills the account with two months of an agency's work for eight clients, one inbox each. */
export function fillWithHistory(
  state: ChatwootState,
  options: { seed: number; token: string },
): void {
  const random = seededRandom(options.seed);
  const now = state.clock.now();
  const start = now - 60 * day;
  const clients = clientsOf(options.seed);
  const agents = Array.from({ length: 5 }, (_, index) =>
    state.createAgent({
      name: `${givenNames[index + 7]} ${familyNames[index + 5]}`,
      email: `team${index + 1}@agency.example`,
      role: index === 0 ? "administrator" : "agent",
      token: index === 0 ? options.token : `agent-${index + 1}`,
      inboxIds: clients.map((_, inbox) => inbox + 1),
    }));
  for (
    const title of ["delivery", "scope", "urgent", "billing", "question", "feedback", "content"]
  ) state.createLabel(title);
  const planned = clients.flatMap((company, index) => {
    const manner = manners[index]!;
    const inbox = state.createInbox({
      name: company.name,
      channelType: index % 3 === 0 ? "Channel::Email" : "Channel::WebWidget",
    });
    const contacts = addContacts(state, company, start);
    const span = 60 * day - manner.silentDays * day;
    return Array.from({ length: manner.conversations }, () => ({
      at: Math.min(
        duringWork(start + random() * span),
        now - manner.silentDays * day - 10 * minute,
      ),
      company,
      manner,
      inbox,
      contact: pick(random, contacts),
    }));
  }).sort((a, b) => a.at - b.at);

  for (const { at, company, manner, inbox, contact } of planned) {
    const script = pick(random, company.language === "ru" ? russian : english);
    const conversation = state.createConversation({
      inboxId: inbox.id,
      contactId: contact.id,
      assigneeId: pick(random, agents).id,
      labels: script.label === undefined ? [] : [script.label],
      at,
    });
    play(state, conversation, script, company, manner.replyMinutes, random);
    if (now - at > 4 * day && random() < 0.85) conversation.status = "resolved";
    else if (random() < 0.2) conversation.status = "pending";
  }
}

/** The team answers what is younger than this, milliseconds; older questions stay without an answer. */
const ANSWERED_WITHIN = 4 * hour;

/** Adds one believable message to a recent conversation and returns its id. */
export function drip(state: ChatwootState, random: () => number): number {
  const recent = [...state.tables.conversations.values()].slice(-40);
  const conversation = pick(random, recent);
  const last = conversation.messages.at(-1);
  const answer = last?.type === "incoming" &&
    state.clock.now() - last.createdAt < ANSWERED_WITHIN && random() < 0.6;
  return state.createMessage({
    conversationId: conversation.id,
    content: answer ? "Thank you, we are looking into it." : pick(random, drips),
    type: answer ? "outgoing" : "incoming",
    ...(answer ? { senderId: conversation.assigneeId ?? 1 } : {}),
  }).id;
}
