/** Random histories of an account: what happens at the source, and what goes wrong meanwhile. */
import fc from "fast-check";
import type { ChatwootState, FaultRule } from "@/sim/mod.ts";

/** Something that happens at the source. Numbers choose among the rows there are. */
export type Change =
  | { do: "conversation"; contact: number; inbox: number; messages: number }
  | { do: "message"; row: number; type: number; private: boolean; minutesAgo: number }
  | { do: "burst"; row: number; count: number; minutesAgo: number }
  | { do: "reserve"; row: number }
  | { do: "commit"; minutesAgo: number }
  | { do: "edit" | "deleteMessage" | "deliver"; row: number; message: number }
  | { do: "status" | "assign" | "label" | "priority"; row: number; value: number }
  | { do: "deleteConversation" | "deleteContact" | "renameContact" | "clearContact"; row: number }
  | { do: "merge"; row: number; other: number }
  | { do: "contact"; resolved: boolean }
  | { do: "labelRow" | "inboxRow" | "dropLabel"; row: number };

/** One step of a history. */
export type Step =
  | { step: "change"; change: Change }
  | { step: "pass"; seconds: number }
  | {
    step: "sync";
    mode: "incremental" | "full";
    fault: FaultRule | null;
    /** Changes that happen while the n-th request is under way. */
    meanwhile: { request: number; change: Change }[];
    /** The statement at which the process dies; 0: none. */
    dies: number;
  };

const row = fc.nat({ max: 40 });
const minutesAgo = fc.oneof(fc.constant(0), fc.nat({ max: 12 }), fc.nat({ max: 20_000 }));

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("conversation" as const),
      contact: row,
      inbox: row,
      messages: fc.nat({ max: 4 }),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("message" as const),
      row,
      type: fc.nat({ max: 3 }),
      private: fc.boolean(),
      minutesAgo,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant("burst" as const),
      row,
      count: fc.integer({ min: 30, max: 230 }),
      minutesAgo,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("reserve" as const), row }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("commit" as const), minutesAgo }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom("edit" as const, "deleteMessage" as const, "deliver" as const),
      row,
      message: row,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...["status" as const, "assign" as const, "label" as const, "priority" as const],
      ),
      row,
      value: fc.nat({ max: 4 }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...["deleteConversation" as const, "deleteContact" as const],
        ...["renameContact" as const, "clearContact" as const],
      ),
      row,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("merge" as const), row, other: row }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("contact" as const), resolved: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom("labelRow" as const, "inboxRow" as const, "dropLabel" as const),
      row,
    }),
  },
);

const fault: fc.Arbitrary<FaultRule> = fc.record({
  kind: fc.constantFrom(
    { kind: "status" as const, status: 429, body: "Retry later\n", contentType: "text/plain" },
    { kind: "status" as const, status: 503 },
    { kind: "status" as const, status: 500 },
    { kind: "reset" as const },
    { kind: "cut" as const },
    { kind: "html" as const },
  ),
  after: fc.nat({ max: 40 }),
  times: fc.integer({ min: 1, max: 4 }),
}).map(({ kind, after, times }) => ({ ...kind, after, times }));

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ step: fc.constant("change" as const), change }) },
  {
    weight: 2,
    arbitrary: fc.record({
      step: fc.constant("pass" as const),
      seconds: fc.oneof(fc.nat({ max: 400 }), fc.nat({ max: 100_000 })),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      step: fc.constant("sync" as const),
      mode: fc.constantFrom("incremental" as const, "incremental" as const, "full" as const),
      fault: fc.option(fault),
      meanwhile: fc.array(
        fc.record({ request: fc.integer({ min: 1, max: 30 }), change }),
        { maxLength: 3 },
      ),
      dies: fc.oneof(
        { weight: 3, arbitrary: fc.constant(0) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 90 }) },
      ),
    }),
  },
);

/** Histories, each beginning with some conversations so that pages are full. */
export const histories: fc.Arbitrary<{ conversations: number; steps: Step[] }> = fc.record({
  conversations: fc.nat({ max: 60 }),
  steps: fc.array(step, { minLength: 4, maxLength: 24, size: "max" }),
});

const chosen = <T>(rows: Iterable<T>, index: number): T | undefined => {
  const list = [...rows];
  return list[index % Math.max(1, list.length)];
};

/** Rows whose message ids were taken and that are not written yet. */
export type Reserved = { id: number; conversationId: number }[];

/** Carries a change out; one that has no row to change is no change. */
export function applyChange(state: ChatwootState, reserved: Reserved, made: Change): void {
  const { tables } = state;
  const now = state.clock.now();
  const at = "minutesAgo" in made ? now - made.minutesAgo * 60_000 : now;
  const index = "row" in made ? made.row : 0;
  const conversation = chosen(tables.conversations.values(), index);
  const contact = chosen(tables.contacts.values(), index);
  switch (made.do) {
    case "conversation": {
      const inbox = chosen(tables.inboxes.values(), made.inbox);
      const writer = chosen(tables.contacts.values(), made.contact);
      if (inbox === undefined || writer === undefined) return;
      const { id } = state.createConversation({ inboxId: inbox.id, contactId: writer.id });
      for (let message = 0; message < made.messages; message++) {
        state.createMessage({ conversationId: id, content: `First ${message}` });
      }
      return;
    }
    case "contact":
      return void state.createContact({
        name: `Contact ${tables.contacts.size}`,
        email: made.resolved ? `p${tables.contacts.size}@client.example` : null,
      });
    case "labelRow":
      return void state.createLabel(`label ${index}`);
    case "dropLabel": {
      const label = chosen(tables.labels.keys(), index);
      return label === undefined ? undefined : state.deleteLabel(label);
    }
    case "inboxRow":
      return void state.createInbox({ name: `Inbox ${index}` });
    case "commit": {
      const late = reserved.shift();
      if (late === undefined || !tables.conversations.has(late.conversationId)) return;
      state.createMessage({ ...late, content: "Committed late", at });
      return;
    }
    case "merge": {
      const other = chosen(tables.contacts.values(), made.other);
      if (contact === undefined || other === undefined || contact.id === other.id) return;
      return state.mergeContacts(contact.id, other.id);
    }
    case "deleteContact":
      return contact === undefined ? undefined : state.deleteContact(contact.id);
    case "renameContact":
      if (contact !== undefined) state.updateContact(contact.id, { name: `Renamed at ${now}` });
      return;
    case "clearContact":
      if (contact !== undefined) {
        state.updateContact(contact.id, { email: null, phoneNumber: null, identifier: null });
      }
      return;
  }
  if (conversation === undefined) return;
  const { id } = conversation;
  switch (made.do) {
    case "message": {
      const type = (["incoming", "outgoing", "activity", "template"] as const)[made.type]!;
      const content = made.type === 3 ? null : `Said at ${at}`;
      state.createMessage({ conversationId: id, content, type, private: made.private, at });
      return;
    }
    case "burst":
      for (let count = 0; count < made.count; count++) {
        state.createMessage({ conversationId: id, content: `Burst ${count}`, at: at + count });
      }
      return;
    case "reserve":
      return void reserved.push({ id: state.reserveMessageId(), conversationId: id });
    case "status":
      return state.setStatus(
        id,
        (["open", "resolved", "pending", "snoozed", "open"] as const)[made.value]!,
        made.value === 3 ? now + 1000 : null,
      );
    case "assign":
      return state.assign(id, made.value % 2 === 0 ? null : 1);
    case "label":
      return state.setLabels(id, ["bound", "a", "b"].slice(made.value % 4));
    case "priority":
      return state.setPriority(
        id,
        ([null, "low", "medium", "high", "urgent"] as const)[made.value]!,
      );
    case "deleteConversation":
      return state.deleteConversation(id);
  }
  const message = "message" in made ? chosen(conversation.messages, made.message) : undefined;
  if (message === undefined) return;
  if (made.do === "edit") state.editMessage(id, message.id, `Edited at ${now}`);
  if (made.do === "deleteMessage") state.deleteMessage(id, message.id);
  if (made.do === "deliver") state.setMessageStatus(id, message.id, "read");
}
