import type { StreamTraits } from "../stream.ts";
import {
  decodeAgent,
  decodeContact,
  decodeConversation,
  decodeInbox,
  decodeLabel,
  decodeMessage,
} from "./decode.ts";

/** What is read of a Chatwoot account, in the order it is shown. */
export const chatwootStreams = {
  inboxes: {
    table: "chatwoot_inboxes",
    primaryKey: "id",
    cursor: null,
    mode: "full_reload",
    pageSize: null,
    deletion: "absent_from_reload",
    decode: decodeInbox,
  },
  agents: {
    table: "chatwoot_agents",
    primaryKey: "id",
    cursor: null,
    mode: "full_reload",
    pageSize: null,
    deletion: "absent_from_reload",
    decode: decodeAgent,
  },
  labels: {
    table: "chatwoot_labels",
    primaryKey: "id",
    cursor: null,
    mode: "full_reload",
    pageSize: null,
    deletion: "absent_from_reload",
    decode: decodeLabel,
  },
  contacts: {
    table: "chatwoot_contacts",
    primaryKey: "id",
    cursor: "page",
    mode: "full_reload",
    pageSize: 15,
    deletion: "missing_by_id",
    decode: decodeContact,
  },
  // read by `updated_within`, and walked by `page` when that is not enough
  conversations: {
    table: "chatwoot_conversations",
    primaryKey: "id",
    cursor: "updated_at",
    mode: "incremental",
    pageSize: 25,
    deletion: "missing_by_id",
    decode: decodeConversation,
  },
  // read together with their conversation, each by a cursor of its own
  messages: {
    table: "chatwoot_messages",
    primaryKey: "id",
    cursor: "after",
    mode: "incremental",
    pageSize: 100,
    deletion: "marked",
    decode: decodeMessage,
  },
} as const satisfies Record<string, StreamTraits>;
