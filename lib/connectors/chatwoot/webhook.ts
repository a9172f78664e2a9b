import { z } from "zod";
import { hmacMatches } from "../webhooks/hmac.ts";
import type { EntityRef, WebhookRules } from "../webhooks/rules.ts";

/** A delivery may be this old, milliseconds. */
const WINDOW_MS = 5 * 60_000;

const id = z.union([z.int(), z.string().regex(/^\d+$/)]).transform(String);
const body = z.looseObject({
  event: z.string(),
  id: id.optional().catch(undefined),
  conversation: z.looseObject({ id }).optional().catch(undefined),
});

/**
 * Chatwoot signs `{timestamp in seconds}.{body}` since about version 4.12; older servers sign
 * nothing and are known by the address they were given. It sends each event once.
 */
export const chatwootWebhook: WebhookRules = {
  verify({ headers, body }, secret, now) {
    const delivery = { id: headers.get("x-chatwoot-delivery") };
    if (secret === null) return Promise.resolve(delivery);
    const timestamp = headers.get("x-chatwoot-timestamp") ?? "";
    const signature = headers.get("x-chatwoot-signature") ?? "";
    const signed = /^\d{1,12}$/.test(timestamp) && signature.startsWith("sha256=") &&
      hmacMatches(secret, [`${timestamp}.`, body], signature.slice(7));
    if (!signed) return Promise.resolve("bad_signature");
    const age = Math.abs(now - Number(timestamp) * 1000);
    return Promise.resolve(age > WINDOW_MS ? "too_old" : delivery);
  },
  refs(raw): EntityRef[] {
    const parsed = body.safeParse(raw);
    if (!parsed.success) return [];
    const { event, id, conversation } = parsed.data;
    const about = (type: string, of: string | undefined) =>
      of === undefined ? [] : [{ type, id: of }];
    if (event.startsWith("message_")) return about("conversation", conversation?.id);
    if (event.startsWith("conversation_")) return about("conversation", id);
    if (event.startsWith("contact_")) return about("contact", id);
    return event.startsWith("inbox_") ? about("inbox", id) : [];
  },
};
