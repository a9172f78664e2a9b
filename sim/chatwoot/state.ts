import type { SimClock } from "../clock.ts";
import { type Changes, type ChatwootState, type StateEvent, UnknownRow } from "./account.ts";
import {
  type Agent,
  type Contact,
  type Conversation,
  emptyTables,
  type Inbox,
  type Label,
  type Message,
  type Webhook,
} from "./tables.ts";

function found<T>(row: T | undefined, kind: string, id: number): T {
  if (row === undefined) throw new UnknownRow(`no ${kind} ${id}`);
  return row;
}

const became = (previous_value: unknown, current_value: unknown) => ({
  previous_value,
  current_value,
});

const contactColumns: Record<string, string> = {
  phoneNumber: "phone_number",
  companyName: "additional_attributes",
  lastActivityAt: "last_activity_at",
};

const DELETED_TEXT = "This message was deleted";

/** Makes an empty account. Which changes move `conversation.updated_at` follows Chatwoot v4.16. */
export function createState(options: { accountId: number; clock: SimClock }): ChatwootState {
  const { accountId, clock } = options;
  const tables = emptyTables();
  const last = { inbox: 0, agent: 0, label: 0, contact: 0, conversation: 0, message: 0, other: 0 };
  const listeners: ((event: StateEvent) => void)[] = [];
  let version = 0;

  const changed = (event?: StateEvent) => {
    version++;
    if (event !== undefined) { for (const listener of listeners) listener(event); }
  };
  const conversation = (id: number) => found(tables.conversations.get(id), "conversation", id);
  const contact = (id: number) => found(tables.contacts.get(id), "contact", id);
  const message = (conversationId: number, id: number) =>
    found(conversation(conversationId).messages.find((row) => row.id === id), "message", id);
  const touch = (
    row: Conversation,
    changes: Changes,
    name: StateEvent["name"] = "conversation_updated",
  ) => {
    row.updatedAt = clock.now();
    changed({ name, id: row.id, changes });
  };
  const messageUpdated = (conversationId: number, row: Message) =>
    changed(
      row.type === "activity" ? undefined : { name: "message_updated", id: row.id, conversationId },
    );

  return {
    accountId,
    clock,
    tables,
    version: () => version,
    onEvent: (listener) => void listeners.push(listener),

    createInbox({ name, channelType = "Channel::WebWidget" }) {
      const row: Inbox = { id: ++last.inbox, name, channelType };
      tables.inboxes.set(row.id, row);
      changed({ name: "inbox_created", id: row.id });
      return row;
    },
    renameInbox(id, name) {
      found(tables.inboxes.get(id), "inbox", id).name = name;
      changed({ name: "inbox_updated", id });
    },
    deleteInbox(id) {
      for (const row of tables.conversations.values()) {
        if (row.inboxId === id) tables.conversations.delete(row.id);
      }
      tables.inboxes.delete(id);
      changed();
    },
    createAgent(input) {
      const row: Agent = { id: ++last.agent, ...input };
      tables.agents.set(row.id, row);
      changed();
      return row;
    },
    deleteAgent(id) {
      tables.agents.delete(id);
      changed();
    },
    createLabel(title, color = "#1f93ff") {
      const row: Label = { id: ++last.label, title, color };
      tables.labels.set(row.id, row);
      changed();
      return row;
    },
    deleteLabel(id) {
      tables.labels.delete(id);
      changed();
    },
    createContact(input) {
      const row: Contact = {
        email: null,
        phoneNumber: null,
        identifier: null,
        companyName: null,
        createdAt: clock.now(),
        lastActivityAt: null,
        ...input,
        id: ++last.contact,
      };
      tables.contacts.set(row.id, row);
      changed({ name: "contact_created", id: row.id });
      return row;
    },
    updateContact(id, change) {
      const row = contact(id);
      const changes: Changes = Object.fromEntries(
        Object.entries(change).filter(([key, value]) => row[key as keyof Contact] !== value)
          .map(([key, value]) => [
            contactColumns[key] ?? key,
            became(row[key as keyof Contact], value),
          ]),
      );
      Object.assign(row, change);
      changed(
        Object.keys(changes).length === 0 ? undefined : { name: "contact_updated", id, changes },
      );
    },
    mergeContacts(survivorId, loserId) {
      const survivor = contact(survivorId);
      const loser = contact(loserId);
      for (const row of tables.conversations.values()) {
        if (row.contactId !== loserId) continue;
        row.contactId = survivorId;
        for (const { sender } of row.messages) {
          if (sender?.type === "contact" && sender.id === loserId) sender.id = survivorId;
        }
        touch(row, { contact_id: became(loserId, survivorId) });
      }
      tables.contacts.delete(loserId);
      const gained = (["email", "phoneNumber", "identifier", "companyName"] as const)
        .filter((key) => survivor[key] === null && loser[key] !== null);
      const changes = Object.fromEntries(
        gained.map((key) => [contactColumns[key] ?? key, became(null, loser[key])]),
      );
      for (const key of gained) survivor[key] = loser[key];
      changed(
        gained.length === 0 ? undefined : { name: "contact_updated", id: survivorId, changes },
      );
    },
    deleteContact(id) {
      contact(id);
      for (const row of tables.conversations.values()) {
        if (row.contactId === id) tables.conversations.delete(row.id);
      }
      tables.contacts.delete(id);
      changed();
    },

    createConversation({ at = clock.now(), ...input }) {
      found(tables.inboxes.get(input.inboxId), "inbox", input.inboxId);
      contact(input.contactId);
      const id = ++last.conversation;
      const row: Conversation = {
        id,
        uuid: `00000000-0000-4000-8000-${id.toString(16).padStart(12, "0")}`,
        inboxId: input.inboxId,
        contactId: input.contactId,
        assigneeId: input.assigneeId ?? null,
        status: input.status ?? "open",
        priority: null,
        labels: input.labels ?? [],
        snoozedUntil: null,
        createdAt: at,
        updatedAt: at,
        lastActivityAt: at,
        firstReplyAt: null,
        waitingSince: at,
        messages: [],
      };
      tables.conversations.set(id, row);
      changed({ name: "conversation_created", id });
      return row;
    },
    setStatus(id, status, snoozedUntil = null) {
      const row = conversation(id);
      const changes = { status: became(row.status, status) };
      Object.assign(row, { status, snoozedUntil });
      touch(row, changes, "conversation_status_changed");
    },
    assign(id, agentId) {
      const row = conversation(id);
      const changes = { assignee_id: became(row.assigneeId, agentId) };
      row.assigneeId = agentId;
      touch(row, changes);
    },
    setLabels(id, labels) {
      const row = conversation(id);
      const changes = { label_list: became(row.labels, labels) };
      row.labels = [...labels];
      touch(row, changes);
    },
    setPriority(id, priority) {
      const row = conversation(id);
      const changes = { priority: became(row.priority, priority) };
      row.priority = priority;
      touch(row, changes);
    },
    deleteConversation(id) {
      conversation(id);
      tables.conversations.delete(id);
      changed();
    },

    reserveMessageId: () => ++last.message,
    createMessage(input) {
      const parent = conversation(input.conversationId);
      const at = input.at ?? clock.now();
      const type = input.type ?? "incoming";
      const sender: Message["sender"] = type === "incoming"
        ? { type: "contact", id: parent.contactId }
        : type === "outgoing" && input.senderId !== undefined
        ? { type: "user", id: input.senderId }
        : null;
      const row: Message = {
        id: input.id ?? ++last.message,
        conversationId: parent.id,
        inboxId: parent.inboxId,
        content: input.content,
        type,
        contentType: input.contentType ?? "text",
        status: "sent",
        private: input.private ?? false,
        createdAt: at,
        sourceId: null,
        deleted: false,
        sender,
        attachments: (input.attachments ?? []).map((file) => ({ id: ++last.other, ...file })),
      };
      const place = parent.messages.findLastIndex((other) => other.id < row.id) + 1;
      parent.messages.splice(place, 0, row);
      if (type === "incoming" || (type === "outgoing" && !row.private)) {
        parent.lastActivityAt = Math.max(parent.lastActivityAt, at);
      }
      let moved: Changes[string] | undefined;
      if (type === "incoming") {
        const writer = contact(parent.contactId);
        const latest = Math.max(writer.lastActivityAt ?? 0, at);
        if (latest !== writer.lastActivityAt) moved = became(writer.lastActivityAt, latest);
        writer.lastActivityAt = latest;
        parent.waitingSince ??= at;
      } else if (type === "outgoing" && !row.private) {
        parent.firstReplyAt ??= at;
        parent.waitingSince = null;
      }
      parent.updatedAt = Math.max(parent.updatedAt, at);
      changed(
        type === "activity"
          ? undefined
          : { name: "message_created", id: row.id, conversationId: parent.id },
      );
      if (moved !== undefined) {
        const changes = { last_activity_at: moved };
        changed({ name: "contact_updated", id: parent.contactId, changes });
      }
      if (type === "incoming" && (parent.status === "resolved" || parent.status === "snoozed")) {
        const changes = { status: became(parent.status, "open") };
        Object.assign(parent, { status: "open", snoozedUntil: null });
        changed({ name: "conversation_status_changed", id: parent.id, changes });
      }
      return row;
    },
    editMessage(conversationId, id, content) {
      const row = message(conversationId, id);
      row.content = content;
      messageUpdated(conversationId, row);
    },
    deleteMessage(conversationId, id) {
      const row = message(conversationId, id);
      Object.assign(row, { content: DELETED_TEXT, deleted: true, attachments: [] });
      messageUpdated(conversationId, row);
    },
    setMessageStatus(conversationId, id, status) {
      const row = message(conversationId, id);
      row.status = status;
      messageUpdated(conversationId, row);
    },
    createWebhook(input) {
      const row: Webhook = { id: ++last.other, ...input };
      tables.webhooks.set(row.id, row);
      return row;
    },
  };
}
