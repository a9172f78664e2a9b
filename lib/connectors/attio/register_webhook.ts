import { z } from "zod";
import type { RegisteredWebhook } from "../connector.ts";
import type { AttioCalls } from "./client.ts";

/** Everything that is read again when it changes. */
const EVENTS = [
  ...["created", "updated", "deleted", "merged"].map((what) => `record.${what}`),
  ...["created", "updated", "deleted"].map((what) => `list-entry.${what}`),
  ...["created", "updated", "deleted"].map((what) => `note.${what}`),
  "note-content.updated",
  ...["created", "updated", "deleted"].map((what) => `task.${what}`),
];

const registered = z.object({
  data: z.looseObject({
    id: z.looseObject({ webhook_id: z.string().min(1) }),
    secret: z.string().min(1),
  }),
});

/**
 * Registers a webhook for everything that is synced. Attio tells its secret this once.
 *
 * @throws {VendorError} `forbidden` for a token without the scope `webhook:read-write`
 */
export async function registerAttioWebhook(
  calls: AttioCalls,
  address: string,
  signal: AbortSignal,
): Promise<RegisteredWebhook> {
  const subscriptions = EVENTS.map((event_type) => ({ event_type, filter: null }));
  const { body } = await calls.ask("/webhooks", registered, signal, {
    method: "POST",
    body: { data: { target_url: address, subscriptions } },
    // a second try could register it twice
    tries: 1,
  });
  return { vendorId: body.data.id.webhook_id, secret: body.data.secret };
}
