/** What an account of the stand-in is to its callers: its rows, and all that can happen to them. */
import type { SimClock } from "../clock.ts";
import type {
  Agent,
  Attachment,
  Contact,
  Conversation,
  ConversationStatus,
  Inbox,
  Label,
  Message,
  MessageType,
  Tables,
  Webhook,
} from "./tables.ts";

/** Attribute, as Chatwoot names it → what it was and what it became. */
export type Changes = Record<string, { previous_value: unknown; current_value: unknown }>;

/** A webhook event, named as Chatwoot names it. */
export interface StateEvent {
  name:
    | "conversation_created"
    | "conversation_updated"
    | "conversation_status_changed"
    | "message_created"
    | "message_updated"
    | "contact_created"
    | "contact_updated"
    | "inbox_created"
    | "inbox_updated";
  id: number;
  conversationId?: number;
  changes?: Changes;
}

export interface NewMessage {
  conversationId: number;
  content: string | null;
  type?: MessageType;
  private?: boolean;
  /** Epoch milliseconds; default now. A message in the past is how an import looks. */
  at?: number;
  senderId?: number;
  attachments?: Omit<Attachment, "id">[];
  contentType?: string;
  /** An id reserved before, so that the row appears late with a lower id. */
  id?: number;
}

export interface NewConversation {
  inboxId: number;
  contactId: number;
  status?: ConversationStatus;
  labels?: string[];
  assigneeId?: number | null;
  at?: number;
}

/** One account of the stand-in: its rows, and everything that can happen to them. */
export interface ChatwootState {
  readonly accountId: number;
  readonly clock: SimClock;
  readonly tables: Tables;
  /** Grows with each change; caches of lists hang on it. */
  version(): number;
  onEvent(listener: (event: StateEvent) => void): void;
  createInbox(input: { name: string; channelType?: string }): Inbox;
  renameInbox(id: number, name: string): void;
  deleteInbox(id: number): void;
  createAgent(input: Omit<Agent, "id">): Agent;
  deleteAgent(id: number): void;
  createLabel(title: string, color?: string): Label;
  deleteLabel(id: number): void;
  createContact(input: Partial<Omit<Contact, "id">> & { name: string }): Contact;
  updateContact(id: number, change: Partial<Omit<Contact, "id" | "createdAt">>): void;
  mergeContacts(survivorId: number, loserId: number): void;
  deleteContact(id: number): void;
  createConversation(input: NewConversation): Conversation;
  setStatus(id: number, status: ConversationStatus, snoozedUntil?: number | null): void;
  assign(id: number, agentId: number | null): void;
  setLabels(id: number, labels: string[]): void;
  setPriority(id: number, priority: Conversation["priority"]): void;
  deleteConversation(id: number): void;
  /** Takes the next message id without making a row: the row may be committed later. */
  reserveMessageId(): number;
  createMessage(input: NewMessage): Message;
  editMessage(conversationId: number, id: number, content: string): void;
  deleteMessage(conversationId: number, id: number): void;
  setMessageStatus(conversationId: number, id: number, status: Message["status"]): void;
  createWebhook(input: Omit<Webhook, "id">): Webhook;
}

/** A row that is not there. */
export class UnknownRow extends Error {
  override readonly name = "UnknownRow";
}
