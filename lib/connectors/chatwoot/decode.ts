import { z } from "zod";
import { contentHash } from "../content_hash.ts";
import { storable, storableText } from "../decode_rows.ts";
import type {
  AgentRow,
  ContactRow,
  ConversationRow,
  InboxRow,
  LabelRow,
  MessageRow,
} from "./rows.ts";

const id = z.int().positive();
/** Last second PostgreSQL and JavaScript both can hold without surprises: the year 9999. */
const epoch = z.number().min(0).max(253_402_300_799);
const text = z.string().transform(storableText);
const optionalText = text.nullish().transform((value) => value ?? null);
const optionalEpoch = epoch.nullish();
/** A field of attributes that API clients may fill with anything: what has another shape is none. */
const freeForm = <T extends z.ZodType>(shape: T) => shape.nullish().catch(null);

const iso = (seconds: number) => new Date(Math.round(seconds * 1000)).toISOString();
/** Chatwoot writes `0` where it means never. */
const isoOrNever = (seconds: number | null | undefined) => seconds ? iso(seconds) : null;

const inbox = z.object({ id, name: text, channel_type: text });
const agent = z.object({ id, name: text, email: optionalText, role: optionalText });
const label = z.object({ id, title: text, color: optionalText });
const contact = z.object({
  id,
  name: optionalText,
  email: optionalText,
  phone_number: optionalText,
  identifier: optionalText,
  created_at: optionalEpoch,
  last_activity_at: optionalEpoch,
  additional_attributes: freeForm(z.looseObject({ company_name: freeForm(text) })),
});
const conversation = z.object({
  id,
  inbox_id: id,
  status: text,
  priority: optionalText,
  labels: z.array(text).nullish(),
  created_at: epoch,
  updated_at: epoch,
  last_activity_at: epoch,
  waiting_since: optionalEpoch,
  first_reply_created_at: optionalEpoch,
  snoozed_until: z.union([z.iso.datetime({ offset: true }), epoch]).nullish(),
  messages: z.array(z.looseObject({ id: id.nullish() })).nullish(),
  meta: z.looseObject({
    sender: z.looseObject({ id }).nullish(),
    assignee: z.looseObject({ id: id.nullish() }).nullish(),
  }),
});
const message = z.object({
  id,
  conversation_id: id,
  content: optionalText,
  // REST sends numbers, webhooks words
  message_type: z.union([z.int().min(0), text]),
  content_type: optionalText,
  status: optionalText,
  private: z.boolean(),
  created_at: epoch,
  content_attributes: freeForm(z.looseObject({ deleted: freeForm(z.boolean()) })),
  sender: z.looseObject({
    id: id.nullish(),
    name: optionalText,
    type: optionalText,
  }).nullish(),
  attachments: z.array(z.unknown()).nullish(),
});

/** Chatwoot's message kinds by their number; an unknown number is kept as text. */
const directions = ["incoming", "outgoing", "activity", "template"];

/**
 * What is no reason to write a row again: fields that change by themselves, such as who is online,
 * and other rows inside this one, whose ids are among its decoded fields.
 */
const passing = new Set([
  ...["availability_status", "available_name", "avatar_url", "thumbnail", "contact_inboxes"],
  ...["messages", "meta", "sender"],
]);

function lasting(data: unknown): unknown {
  return Object.fromEntries(Object.entries(data as object).filter(([key]) => !passing.has(key)));
}

/** Adds the raw row and its hash, by which a change is known: most rows bear no time of change. */
function hashed<T extends object>(
  row: T,
  data: unknown,
): T & { data: unknown; content_hash: string } {
  return { ...row, data: storable(data), content_hash: contentHash([row, lasting(data)]) };
}

/** Decodes an inbox. @throws {z.ZodError} naming the field that has not the promised shape */
export function decodeInbox(raw: unknown): InboxRow {
  const row = inbox.parse(raw);
  return hashed({ external_id: String(row.id), name: row.name, channel: row.channel_type }, raw);
}

/** Decodes an agent. @throws {z.ZodError} */
export function decodeAgent(raw: unknown): AgentRow {
  const { id, ...row } = agent.parse(raw);
  return hashed({ external_id: String(id), ...row }, raw);
}

/** Decodes a label. @throws {z.ZodError} */
export function decodeLabel(raw: unknown): LabelRow {
  const { id, ...row } = label.parse(raw);
  return hashed({ external_id: String(id), ...row }, raw);
}

/** Decodes a contact, as listed or as a conversation's sender. @throws {z.ZodError} */
export function decodeContact(raw: unknown): ContactRow {
  const row = contact.parse(raw);
  const filled = (value: string | null) => value !== null && value !== "";
  return hashed({
    external_id: String(row.id),
    name: row.name,
    email: row.email,
    phone_number: row.phone_number,
    identifier: row.identifier,
    company_name: row.additional_attributes?.company_name ?? null,
    resolved: filled(row.email) || filled(row.phone_number) || filled(row.identifier),
    vendor_created_at: isoOrNever(row.created_at),
    last_activity_at: isoOrNever(row.last_activity_at),
  }, raw);
}

/** Decodes a conversation as listed. @throws {z.ZodError} */
export function decodeConversation(raw: unknown): ConversationRow {
  const row = conversation.parse(raw);
  const { snoozed_until: snoozed, meta } = row;
  return hashed({
    external_id: String(row.id),
    inbox_external_id: String(row.inbox_id),
    contact_external_id: meta.sender ? String(meta.sender.id) : null,
    assignee_external_id: meta.assignee?.id ? String(meta.assignee.id) : null,
    status: row.status,
    priority: row.priority,
    labels: row.labels ?? [],
    vendor_created_at: iso(row.created_at),
    last_activity_at: iso(row.last_activity_at),
    waiting_since: isoOrNever(row.waiting_since),
    first_reply_at: isoOrNever(row.first_reply_created_at),
    snoozed_until: typeof snoozed === "number"
      ? isoOrNever(snoozed)
      : snoozed
      ? new Date(snoozed).toISOString()
      : null,
    vendor_updated_at: iso(row.updated_at),
    last_message_external_id: row.messages?.[0]?.id ? String(row.messages[0].id) : null,
  }, raw);
}

/** Decodes a message as `GET …/messages` shows it. @throws {z.ZodError} */
export function decodeMessage(raw: unknown): MessageRow {
  const row = message.parse(raw);
  const { sender } = row;
  return hashed({
    external_id: String(row.id),
    conversation_external_id: String(row.conversation_id),
    direction: directions[row.message_type as number] ?? String(row.message_type),
    private: row.private,
    content: row.content,
    content_type: row.content_type ?? "text",
    status: row.status,
    sender_kind: sender ? sender.type ?? "user" : null,
    sender_external_id: sender?.id ? String(sender.id) : null,
    sender_name: sender?.name ?? null,
    attachments: (row.attachments ?? []).map(storable),
    vendor_created_at: iso(row.created_at),
    deleted: row.content_attributes?.deleted === true,
  }, raw);
}
