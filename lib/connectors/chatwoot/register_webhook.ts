import { z } from "zod";
import { type ChatwootConfig, type HttpClient, VendorError } from "../../platform/mod.ts";
import type { RegisteredWebhook } from "../connector.ts";
import { classifyRefusal } from "./client.ts";

const SUBSCRIPTIONS = [
  "conversation_created",
  "conversation_updated",
  "conversation_status_changed",
  "message_created",
  "message_updated",
  "contact_created",
  "contact_updated",
  "inbox_created",
  "inbox_updated",
];

// the documentation shows the webhook bare, the server wraps it
const webhook = z.looseObject({ id: z.int(), secret: z.string().nullish() });
const reply = z.union([
  z.object({ payload: z.object({ webhook }) }).transform(({ payload }) => payload.webhook),
  webhook,
]);

/**
 * Registers a webhook for everything that is synced.
 *
 * @throws {VendorError} `forbidden` without an administrator's rights
 */
export async function registerChatwootWebhook(
  { baseUrl, accountId, token }: ChatwootConfig,
  http: HttpClient,
  address: string,
  signal: AbortSignal,
): Promise<RegisteredWebhook> {
  const { body } = await http.requestJson(`${baseUrl}/api/v1/accounts/${accountId}/webhooks`, {
    method: "POST",
    headers: { api_access_token: token, "content-type": "application/json" },
    body: JSON.stringify({ url: address, name: "Control Tower", subscriptions: SUBSCRIPTIONS }),
    redirect: "manual",
    // a second try could register it twice
  }, { signal, tries: 1, classify: (response) => classifyRefusal(response, true) });
  const read = reply.safeParse(body);
  if (!read.success) {
    throw new VendorError("decode", "unexpected_shape", "Chatwoot's reply names no webhook", {
      fix: "Register it in Chatwoot by hand, with the address shown here.",
    });
  }
  return { vendorId: String(read.data.id), secret: read.data.secret ?? null };
}
