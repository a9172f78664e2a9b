import { z } from "zod";
import { hmacMatches } from "../webhooks/hmac.ts";
import type { EntityRef, WebhookRules } from "../webhooks/rules.ts";

const event = z.looseObject({
  event_type: z.string(),
  id: z.record(z.string(), z.unknown()),
  duplicate_record_id: z.string().optional(),
  parent_record_id: z.string().optional(),
});
const body = z.looseObject({ events: z.array(z.unknown()) });

/** Where each kind of event keeps the id of what it is about. */
const kinds: [prefix: string, type: string, field: string][] = [
  ["record.", "record", "record_id"],
  ["list-entry.", "entry", "entry_id"],
  ["note.", "note", "note_id"],
  ["note-content.", "note", "note_id"],
  ["task.", "task", "task_id"],
];

function refsOf(raw: unknown): EntityRef[] {
  const read = event.safeParse(raw);
  if (!read.success) return [];
  const { event_type, id, duplicate_record_id } = read.data;
  const kind = kinds.find(([prefix]) => event_type.startsWith(prefix));
  if (kind === undefined) return [];
  const [, type, field] = kind;
  // records and entries are named by their object or list as well
  const within = id.object_id ?? id.list_id;
  const named = (own: unknown) =>
    typeof own !== "string" || own === "" ? [] : [{
      type,
      id: typeof within === "string" ? `${within}/${own}` : own,
    }];
  return [...named(id[field]), ...named(duplicate_record_id)];
}

/**
 * Attio signs the body and gives no time, so that no window can be kept: a delivery that was sent
 * before is known by its `Idempotency-Key`, the same across retries.
 */
export const attioWebhook: WebhookRules = {
  verify({ headers, body }, secret) {
    const signature = headers.get("attio-signature") ?? headers.get("x-attio-signature") ?? "";
    if (secret === null || !hmacMatches(secret, [body], signature)) {
      return Promise.resolve("bad_signature");
    }
    return Promise.resolve({ id: headers.get("idempotency-key") });
  },
  refs(raw) {
    const read = body.safeParse(raw);
    if (!read.success) return [];
    const all = read.data.events.flatMap(refsOf);
    // one change of a record comes as one event per attribute
    return [...new Map(all.map((ref) => [`${ref.type} ${ref.id}`, ref])).values()];
  },
};
