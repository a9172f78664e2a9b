import { createHmac } from "node:crypto";
import type { ChatwootState, StateEvent } from "./account.ts";
import type { Webhook } from "./tables.ts";
import { contactView, conversationView, inboxView, messageView } from "./views.ts";

/** The signature Chatwoot sends: hex HMAC-SHA256 over `{seconds}.{raw body}`. */
export function signature(secret: string, timestamp: number, body: string): string {
  return createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex");
}

function changedAttributes({ changes }: StateEvent) {
  return changes === undefined ? {} : {
    changed_attributes: Object.entries(changes).map(([name, change]) => ({ [name]: change })),
  };
}

function payload(state: ChatwootState, event: StateEvent): Record<string, unknown> | null {
  const account = { id: state.accountId, name: "Account" };
  const { conversations, contacts, inboxes } = state.tables;
  if (event.name.startsWith("message_")) {
    const conversation = conversations.get(event.conversationId ?? 0);
    const message = conversation?.messages.find((row) => row.id === event.id);
    if (conversation === undefined || message === undefined) return null;
    const inbox = inboxes.get(conversation.inboxId);
    const { sender } = messageView(state, message);
    return {
      event: event.name,
      id: message.id,
      content: message.content,
      message_type: message.type,
      content_type: message.contentType,
      private: message.private,
      created_at: new Date(message.createdAt).toISOString(),
      source_id: message.sourceId,
      content_attributes: message.deleted ? { deleted: true } : {},
      account,
      inbox: { id: conversation.inboxId, name: inbox?.name ?? "" },
      ...(sender === undefined ? {} : { sender }),
      conversation: { id: conversation.id, status: conversation.status },
    };
  }
  if (event.name.startsWith("conversation_")) {
    const conversation = conversations.get(event.id);
    return conversation === undefined ? null : {
      ...conversationView(state, conversation),
      event: event.name,
      ...changedAttributes(event),
    };
  }
  if (event.name.startsWith("contact_")) {
    const contact = contacts.get(event.id);
    return contact === undefined
      ? null
      : { ...contactView(contact), account, event: event.name, ...changedAttributes(event) };
  }
  const inbox = inboxes.get(event.id);
  return inbox === undefined ? null : { ...inboxView(inbox), account, event: event.name };
}

/**
 * Delivers events to the account's webhooks: one attempt of at most 5 s, no retry, no order. `sent`
 * resolves when all deliveries under way have ended.
 */
export function webhookDelivery(
  state: ChatwootState,
  send: typeof fetch,
): { sent(): Promise<void> } {
  const pending = new Set<Promise<unknown>>();
  const deliver = async (hook: Webhook, body: string) => {
    const timestamp = Math.floor(state.clock.now() / 1000);
    try {
      const reply = await send(hook.url, {
        method: "POST",
        body,
        headers: {
          "content-type": "application/json",
          "x-chatwoot-timestamp": String(timestamp),
          "x-chatwoot-signature": `sha256=${signature(hook.secret, timestamp, body)}`,
          "x-chatwoot-delivery": crypto.randomUUID(),
        },
        signal: AbortSignal.timeout(5000),
      });
      await reply.body?.cancel();
    } catch {
      // Chatwoot does not try again either
    }
  };
  state.onEvent((event) => {
    for (const hook of state.tables.webhooks.values()) {
      if (!hook.subscriptions.includes(event.name)) continue;
      const body = payload(state, event);
      if (body === null) continue;
      const delivery = deliver(hook, JSON.stringify(body)).finally(() => pending.delete(delivery));
      pending.add(delivery);
    }
  });
  return { sent: async () => void await Promise.all(pending) };
}
