/** Decoded Chatwoot rows, as they are stored. Times are ISO strings, ids text, `data` the raw JSON. */

export interface InboxRow {
  external_id: string;
  name: string;
  channel: string;
  data: unknown;
  content_hash: string;
}

export interface AgentRow {
  external_id: string;
  name: string;
  email: string | null;
  role: string | null;
  data: unknown;
  content_hash: string;
}

export interface LabelRow {
  external_id: string;
  title: string;
  color: string | null;
  data: unknown;
  content_hash: string;
}

export interface ContactRow {
  external_id: string;
  name: string | null;
  email: string | null;
  phone_number: string | null;
  identifier: string | null;
  company_name: string | null;
  resolved: boolean;
  vendor_created_at: string | null;
  last_activity_at: string | null;
  data: unknown;
  content_hash: string;
}

export interface ConversationRow {
  external_id: string;
  inbox_external_id: string;
  contact_external_id: string | null;
  assignee_external_id: string | null;
  status: string;
  priority: string | null;
  labels: string[];
  vendor_created_at: string;
  last_activity_at: string;
  waiting_since: string | null;
  first_reply_at: string | null;
  snoozed_until: string | null;
  vendor_updated_at: string;
  /** The newest message that is no activity, by the list's own word. */
  last_message_external_id: string | null;
  data: unknown;
  content_hash: string;
}

export interface MessageRow {
  external_id: string;
  conversation_external_id: string;
  direction: string;
  private: boolean;
  content: string | null;
  content_type: string;
  status: string | null;
  sender_kind: string | null;
  sender_external_id: string | null;
  sender_name: string | null;
  attachments: unknown[];
  vendor_created_at: string;
  /** The message was deleted at the source; its row stays there with replaced text. */
  deleted: boolean;
  data: unknown;
  content_hash: string;
}
