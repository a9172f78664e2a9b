import { z } from "zod";
import { hmacMatches } from "../webhooks/hmac.ts";
import type { WebhookRules } from "../webhooks/rules.ts";

/** A delivery may be this old, milliseconds. */
const WINDOW_MS = 60_000;

const body = z.looseObject({
  type: z.string().min(1),
  data: z.looseObject({ id: z.string().min(1) }),
});
const stamped = z.looseObject({ webhookTimestamp: z.number() });

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

/**
 * Linear signs the body; its time stands in it (`webhookTimestamp`, milliseconds) or else in a
 * header. What fails is sent again after a minute, an hour and six hours, under the same id.
 */
export const linearWebhook: WebhookRules = {
  verify({ headers, body }, secret, now) {
    const signature = headers.get("linear-signature") ?? "";
    if (secret === null || !hmacMatches(secret, [body], signature)) {
      return Promise.resolve("bad_signature");
    }
    const own = stamped.safeParse(parsed(body));
    const at = own.success ? own.data.webhookTimestamp : Number(headers.get("linear-timestamp"));
    // a header that is missing reads as 1970
    if (!(Math.abs(now - at) <= WINDOW_MS)) return Promise.resolve("too_old");
    return Promise.resolve({ id: headers.get("linear-delivery") });
  },
  refs(raw) {
    const read = body.safeParse(raw);
    return read.success ? [{ type: read.data.type, id: read.data.data.id }] : [];
  },
};
