import type { ChatwootState } from "@/sim/mod.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

/** Fills an account with at least one row of every kind and state the API can show. */
export function fillEverything(state: ChatwootState): void {
  const now = state.clock.now();
  const web = state.createInbox({ name: "Web" });
  const mail = state.createInbox({ name: "Почта", channelType: "Channel::Email" });
  state.createInbox({ name: "Empty", channelType: "Channel::Brand::New" });
  const bo = state.createAgent({
    ...{ name: "Bo", email: "bo@agency.example", role: "agent" as const, token: "agent-token" },
    inboxIds: [web.id],
  });
  const left = state.createAgent({
    ...{ name: "Lee", email: "lee@agency.example", role: "agent" as const, token: "left" },
    inboxIds: [],
  });
  for (const title of ["billing", "срочно", "никому"]) state.createLabel(title);
  const ada = state.createContact({
    ...{ name: "Ada", email: "ada@client.example", companyName: "Client Ltd" },
    ...{ phoneNumber: "+491701234567", identifier: "crm-1" },
  });
  const visitor = state.createContact({ name: "Visitor 7" });
  state.createContact({ name: "Never wrote", email: "quiet@client.example" });

  const one = state.createConversation({
    ...{ inboxId: web.id, contactId: ada.id, assigneeId: bo.id, labels: ["billing", "срочно"] },
    at: now - 20 * DAY,
  });
  const say = (conversationId: number, content: string | null, at: number, more = {}) =>
    state.createMessage({ conversationId, content, at, ...more });
  say(one.id, "Здравствуйте! Где смета?", now - 20 * DAY);
  say(one.id, "Hello Ada, here it is.", now - 20 * DAY + MINUTE, {
    ...{ type: "outgoing", senderId: bo.id },
    attachments: [{ fileType: "file", dataUrl: "https://files.example/q.pdf", fileSize: 12 }],
  });
  say(one.id, "She is in a hurry", now - 19 * DAY, {
    ...{ type: "outgoing", private: true, senderId: bo.id },
  });
  say(one.id, "Bo set the label billing", now - 19 * DAY, { type: "activity" });
  say(one.id, "Thanks for writing", now - 18 * DAY, { type: "template" });
  say(one.id, null, now - 18 * DAY, {
    attachments: [{ fileType: "image", dataUrl: "https://files.example/p.png", fileSize: 9 }],
  });
  say(one.id, "I leave soon", now - 18 * DAY, { type: "outgoing", senderId: left.id });
  const wrong = say(one.id, "Sent to the wrong client", now - 18 * DAY, {
    ...{ type: "outgoing", senderId: bo.id },
  });
  state.deleteMessage(one.id, wrong.id);
  state.deleteAgent(left.id);

  const resolved = state.createConversation({
    ...{ inboxId: mail.id, contactId: visitor.id, at: now - 2 * DAY },
  });
  say(resolved.id, "A question", now - 2 * DAY);
  state.setStatus(resolved.id, "resolved");
  const snoozed = state.createConversation({ inboxId: mail.id, contactId: ada.id, at: now - DAY });
  say(snoozed.id, "x".repeat(2000), now - DAY);
  state.setStatus(snoozed.id, "snoozed", now + 3 * DAY + 123);
  const pending = state.createConversation({ inboxId: web.id, contactId: ada.id });
  state.setStatus(pending.id, "pending");
  state.setPriority(pending.id, "urgent");
}

/** Adds conversations of one new contact, each with messages a minute apart up to now. Returns their ids. */
export function addConversations(
  state: ChatwootState,
  count: number,
  options: { messages?: number; inboxId?: number; at?: number; labels?: string[] } = {},
): number[] {
  const { messages = 1 } = options;
  const at = options.at ?? state.clock.now() - messages * MINUTE;
  const inboxId = options.inboxId ?? [...state.tables.inboxes.keys()][0] ??
    state.createInbox({ name: "Web" }).id;
  const contact = state.createContact({ name: "Client", email: `c${count}@client.example` });
  return Array.from({ length: count }, (_, index) => {
    const { id } = state.createConversation({
      ...{ inboxId, contactId: contact.id, at, labels: options.labels },
    });
    for (let message = 0; message < messages; message++) {
      const type = message % 2 === 0 ? "incoming" as const : "outgoing" as const;
      state.createMessage({
        ...{ conversationId: id, type, content: `Message ${message} of ${index}` },
        at: at + message * MINUTE,
      });
    }
    return id;
  });
}
