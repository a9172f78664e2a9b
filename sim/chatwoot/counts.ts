import type { ChatwootState } from "./account.ts";
import { isResolved } from "./tables.ts";

/** What a dashboard must show when it holds everything the account holds. */
export interface AccountCounts {
  inboxes: number;
  agents: number;
  labels: number;
  contacts: number;
  resolvedContacts: number;
  conversations: number;
  conversationsByStatus: Record<string, number>;
  /** Rows of every kind. */
  messageRows: number;
  /** Incoming and outgoing, not private, not deleted. */
  messages: number;
  messagesLast7Days: number;
  /** `YYYY-MM-DD` in the asked time zone → incoming and outgoing as counted in `messages`. */
  messagesByDay: Record<string, { in: number; out: number }>;
}

/** Counts the account's rows; days begin in `timeZone` (IANA). */
export function accountCounts(state: ChatwootState, timeZone: string): AccountCounts {
  const { tables, clock } = state;
  const day = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const counts: AccountCounts = {
    inboxes: tables.inboxes.size,
    agents: tables.agents.size,
    labels: tables.labels.size,
    contacts: tables.contacts.size,
    resolvedContacts: [...tables.contacts.values()].filter(isResolved).length,
    conversations: tables.conversations.size,
    conversationsByStatus: {},
    messageRows: 0,
    messages: 0,
    messagesLast7Days: 0,
    messagesByDay: {},
  };
  const weekAgo = clock.now() - 7 * 86_400_000;
  for (const conversation of tables.conversations.values()) {
    counts.conversationsByStatus[conversation.status] =
      (counts.conversationsByStatus[conversation.status] ?? 0) + 1;
    for (const message of conversation.messages) {
      counts.messageRows++;
      if (message.private || message.deleted) continue;
      if (message.type !== "incoming" && message.type !== "outgoing") continue;
      counts.messages++;
      if (message.createdAt >= weekAgo) counts.messagesLast7Days++;
      const days = counts.messagesByDay[day.format(message.createdAt)] ??= { in: 0, out: 0 };
      days[message.type === "incoming" ? "in" : "out"]++;
    }
  }
  return counts;
}
