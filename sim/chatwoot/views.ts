/** Rows as Chatwoot's REST API shows them: epoch seconds, `0` for never, absent keys for nobody. */
import type { ChatwootState } from "./account.ts";
import {
  type Agent,
  type Contact,
  type Conversation,
  type Inbox,
  type Message,
  MESSAGE_TYPE,
} from "./tables.ts";

const seconds = (ms: number) => Math.floor(ms / 1000);
const secondsOrZero = (ms: number | null) => ms === null ? 0 : seconds(ms);

/** A contact without its inboxes: what `meta.sender` and a message's `sender` hold. */
export function contactView(contact: Contact) {
  return {
    additional_attributes: contact.companyName === null
      ? {}
      : { company_name: contact.companyName },
    availability_status: "offline",
    email: contact.email,
    id: contact.id,
    name: contact.name,
    phone_number: contact.phoneNumber,
    blocked: false,
    identifier: contact.identifier,
    thumbnail: "",
    custom_attributes: {},
    ...(contact.lastActivityAt === null
      ? {}
      : { last_activity_at: seconds(contact.lastActivityAt) }),
    created_at: seconds(contact.createdAt),
  };
}

export function agentView(state: ChatwootState, agent: Agent) {
  return {
    id: agent.id,
    account_id: state.accountId,
    availability_status: "offline",
    auto_offline: true,
    confirmed: true,
    email: agent.email,
    available_name: agent.name,
    name: agent.name,
    role: agent.role,
    thumbnail: "",
  };
}

function assigneeView(agent: Agent) {
  const { id, name, email, role } = agent;
  return {
    id,
    available_name: name,
    avatar_url: "",
    name,
    email,
    role,
    type: "user",
    thumbnail: "",
  };
}

export function inboxView(inbox: Inbox) {
  return {
    id: inbox.id,
    avatar_url: "",
    channel_id: inbox.id,
    name: inbox.name,
    channel_type: inbox.channelType,
    greeting_enabled: false,
    greeting_message: null,
    working_hours_enabled: false,
    enable_email_collect: true,
    csat_survey_enabled: false,
    enable_auto_assignment: true,
    timezone: "UTC",
  };
}

export function messageView(state: ChatwootState, message: Message) {
  const { sender } = message;
  const writer = sender === null
    ? null
    : sender.type === "contact"
    ? state.tables.contacts.get(sender.id)
    : state.tables.agents.get(sender.id);
  const view = {
    id: message.id,
    content: message.content,
    inbox_id: message.inboxId,
    conversation_id: message.conversationId,
    message_type: MESSAGE_TYPE[message.type],
    content_type: message.contentType,
    status: message.status,
    content_attributes: message.deleted ? { deleted: true } : {},
    created_at: seconds(message.createdAt),
    private: message.private,
    source_id: message.sourceId,
  };
  return {
    ...view,
    ...(writer == null || sender === null ? {} : {
      sender: sender.type === "contact"
        ? { ...contactView(writer as Contact), type: "contact" }
        : assigneeView(writer as Agent),
    }),
    ...(message.attachments.length === 0 ? {} : {
      attachments: message.attachments.map((file) => ({
        id: file.id,
        message_id: message.id,
        file_type: file.fileType,
        account_id: state.accountId,
        data_url: file.dataUrl,
        thumb_url: "",
        file_size: file.fileSize,
      })),
    }),
  };
}

/** The newest message that is not an activity: what a list row carries. */
function lastMessage(conversation: Conversation): Message | undefined {
  return conversation.messages.findLast((message) => message.type !== "activity");
}

export function conversationView(state: ChatwootState, row: Conversation) {
  const contact = state.tables.contacts.get(row.contactId);
  const assignee = row.assigneeId === null ? undefined : state.tables.agents.get(row.assigneeId);
  const inbox = state.tables.inboxes.get(row.inboxId);
  const last = lastMessage(row);
  return {
    meta: {
      ...(contact === undefined ? {} : { sender: contactView(contact) }),
      channel: inbox?.channelType ?? "Channel::Api",
      ...(assignee === undefined
        ? {}
        : { assignee: assigneeView(assignee), assignee_type: "User" }),
      hmac_verified: false,
    },
    id: row.id,
    messages: last === undefined ? [] : [messageView(state, last)],
    account_id: state.accountId,
    uuid: row.uuid,
    additional_attributes: {},
    agent_last_seen_at: 0,
    assignee_last_seen_at: 0,
    can_reply: true,
    contact_last_seen_at: 0,
    custom_attributes: {},
    inbox_id: row.inboxId,
    labels: row.labels,
    muted: false,
    snoozed_until: row.snoozedUntil === null ? null : new Date(row.snoozedUntil).toISOString(),
    status: row.status,
    created_at: seconds(row.createdAt),
    updated_at: row.updatedAt / 1000,
    timestamp: seconds(row.lastActivityAt),
    first_reply_created_at: secondsOrZero(row.firstReplyAt),
    unread_count: 0,
    last_activity_at: seconds(row.lastActivityAt),
    priority: row.priority,
    waiting_since: secondsOrZero(row.waitingSince),
    sla_policy_id: null,
  };
}
