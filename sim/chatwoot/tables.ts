/** Rows of the Chatwoot stand-in, as its own database would hold them. Times are epoch milliseconds. */

export interface Inbox {
  id: number;
  name: string;
  channelType: string;
}

export interface Agent {
  id: number;
  name: string;
  email: string;
  role: "agent" | "administrator";
  /** Access token of this person. */
  token: string;
  /** Inboxes an agent sees; an administrator sees all. */
  inboxIds: number[];
}

export interface Label {
  id: number;
  title: string;
  color: string;
}

export interface Contact {
  id: number;
  name: string;
  email: string | null;
  phoneNumber: string | null;
  identifier: string | null;
  companyName: string | null;
  createdAt: number;
  /** Moves only when the contact writes; null before. */
  lastActivityAt: number | null;
}

export type ConversationStatus = "open" | "resolved" | "pending" | "snoozed";

export interface Conversation {
  /** Per-account display id: sequential, never used again. */
  id: number;
  uuid: string;
  inboxId: number;
  contactId: number;
  assigneeId: number | null;
  status: ConversationStatus;
  priority: "low" | "medium" | "high" | "urgent" | null;
  labels: string[];
  snoozedUntil: number | null;
  createdAt: number;
  updatedAt: number;
  lastActivityAt: number;
  firstReplyAt: number | null;
  waitingSince: number | null;
  /** Ordered by id. */
  messages: Message[];
}

/** Chatwoot's numbers for who wrote a message. */
export const MESSAGE_TYPE = { incoming: 0, outgoing: 1, activity: 2, template: 3 } as const;
export type MessageType = keyof typeof MESSAGE_TYPE;

export interface Attachment {
  id: number;
  fileType: string;
  dataUrl: string;
  fileSize: number;
}

export interface Message {
  id: number;
  conversationId: number;
  inboxId: number;
  content: string | null;
  type: MessageType;
  contentType: string;
  status: "sent" | "delivered" | "read" | "failed";
  private: boolean;
  createdAt: number;
  sourceId: string | null;
  deleted: boolean;
  /** The writing contact or agent; null for activities. */
  sender: { type: "contact" | "user"; id: number } | null;
  attachments: Attachment[];
}

export interface Webhook {
  id: number;
  url: string;
  name: string;
  subscriptions: string[];
  secret: string;
}

/** All tables of one account. */
export interface Tables {
  inboxes: Map<number, Inbox>;
  agents: Map<number, Agent>;
  labels: Map<number, Label>;
  contacts: Map<number, Contact>;
  conversations: Map<number, Conversation>;
  webhooks: Map<number, Webhook>;
}

/** Empty tables. */
export function emptyTables(): Tables {
  return {
    inboxes: new Map(),
    agents: new Map(),
    labels: new Map(),
    contacts: new Map(),
    conversations: new Map(),
    webhooks: new Map(),
  };
}

/** Chatwoot lists a contact only when it has an e-mail, a phone number or an identifier. */
export function isResolved(contact: Contact): boolean {
  return contact.email !== null || contact.phoneNumber !== null || contact.identifier !== null;
}
