import { deepEqual, equal } from "node:assert/strict";
import { attioWebhook } from "../attio/webhook.ts";
import { chatwootWebhook } from "../chatwoot/webhook.ts";
import { linearWebhook } from "../linear/webhook.ts";
import { hmacMatches } from "./hmac.ts";
import type { WebhookRules } from "./rules.ts";

const secret = "s3cret";
const bytes = (text: string) => new TextEncoder().encode(text);

// the published vectors
const chatwoot = "9c99c46dd25425f9cf4fbffa5ab7120c8c6d2497aa239afaf804c31d4b96bb52";
const linear = "e7423206f5bba90a9dfb2fc1a0109cb0171a7d10fe0033d84532632a80098984";
const attio = "66e558d03919c6fa065e88fe40f06defe8192f6a30d4aa72fa79bdd775efa48c";

const verify = (
  rules: WebhookRules,
  headers: Record<string, string>,
  body: string,
  now = 1_795_000_000_000,
  key: string | null = secret,
) => rules.verify({ headers: new Headers(headers), body: bytes(body) }, key, now);

Deno.test("Chatwoot's vector is accepted within five minutes, both ways", async () => {
  const headers = {
    "x-chatwoot-timestamp": "1795000000",
    "x-chatwoot-signature": `sha256=${chatwoot}`,
    "x-chatwoot-delivery": "d1",
  };
  const at = (now: number) => verify(chatwootWebhook, headers, '{"event":"message_created"}', now);
  deepEqual(await at(1_795_000_000_000), { id: "d1" });
  deepEqual(await at(1_795_000_300_000), { id: "d1" });
  equal(await at(1_795_000_300_001), "too_old");
  equal(await at(1_794_999_699_999), "too_old");
});

Deno.test("a Chatwoot that signs nothing is known by its address alone", async () => {
  deepEqual(await verify(chatwootWebhook, {}, "{}", 0, null), { id: null });
  equal(await verify(chatwootWebhook, {}, "{}"), "bad_signature");
});

Deno.test("Linear's vector is accepted within a minute of the header or the body", async () => {
  const headers = {
    "linear-signature": linear,
    "linear-timestamp": "1795000000000",
    "linear-delivery": "d2",
  };
  const at = (now: number) => verify(linearWebhook, headers, '{"action":"update"}', now);
  deepEqual(await at(1_795_000_060_000), { id: "d2" });
  equal(await at(1_795_000_060_001), "too_old");
  const { "linear-timestamp": _time, ...timeless } = headers;
  equal(await verify(linearWebhook, timeless, '{"action":"update"}'), "too_old");
});

Deno.test("the time in Linear's body, which is signed, counts before the header's", async () => {
  const body = JSON.stringify({ webhookTimestamp: 1_795_000_000_000 });
  const { createHmac } = await import("node:crypto");
  const headers = {
    "linear-signature": createHmac("sha256", secret).update(body).digest("hex"),
    "linear-timestamp": "1795009999000",
  };
  deepEqual(await verify(linearWebhook, headers, body), { id: null });
  equal(await verify(linearWebhook, headers, body, 1_795_009_999_000), "too_old");
});

Deno.test("Attio's vector is accepted at any time, under either name", async () => {
  const headers = { "attio-signature": attio, "idempotency-key": "d3" };
  deepEqual(await verify(attioWebhook, headers, '{"events":[]}', 0), { id: "d3" });
  deepEqual(await verify(attioWebhook, { "x-attio-signature": attio }, '{"events":[]}'), {
    id: null,
  });
});

for (
  const [name, rules, headers, body] of [
    ["Chatwoot", chatwootWebhook, {
      "x-chatwoot-timestamp": "1795000000",
      "x-chatwoot-signature": `sha256=${chatwoot}`,
    }, '{"event":"message_created"}'],
    ["Linear", linearWebhook, {
      "linear-signature": linear,
      "linear-timestamp": "1795000000000",
    }, '{"action":"update"}'],
    ["Attio", attioWebhook, { "attio-signature": attio }, '{"events":[]}'],
  ] as const
) {
  Deno.test(`${name}: another body, key or signature is refused`, async () => {
    equal(typeof await verify(rules, headers, body), "object");
    equal(await verify(rules, headers, body + " "), "bad_signature");
    equal(await verify(rules, headers, body, undefined, "other"), "bad_signature");
    equal(await verify(rules, {}, body), "bad_signature");
    for (const broken of ["", "zz", "sha256=", "00".repeat(32), "é".repeat(64)]) {
      const forged = Object.fromEntries(
        Object.entries(headers).map(([key, value]) => [
          key,
          key.endsWith("signature") ? encodeURIComponent(broken) : value,
        ]),
      );
      equal(await verify(rules, forged, body), "bad_signature", broken);
    }
  });
}

Deno.test("an HMAC in capitals is the same", () => {
  equal(hmacMatches(secret, [bytes('{"events":[]}')], attio.toUpperCase()), true);
});

for (
  const [name, rules, body, refs] of [
    ["a message leads to its conversation", chatwootWebhook, {
      event: "message_updated",
      id: 9001,
      conversation: { id: 17 },
    }, [{ type: "conversation", id: "17" }]],
    ["a conversation", chatwootWebhook, { event: "conversation_status_changed", id: 17 }, [{
      type: "conversation",
      id: "17",
    }]],
    ["a contact", chatwootWebhook, { event: "contact_updated", id: 41 }, [{
      type: "contact",
      id: "41",
    }]],
    ["typing means nothing", chatwootWebhook, { event: "webwidget_triggered", id: 1 }, []],
    ["a message without a conversation means nothing", chatwootWebhook, {
      event: "message_created",
      id: 1,
    }, []],
    ["no object means nothing", chatwootWebhook, [], []],
    ["an issue", linearWebhook, { action: "remove", type: "Issue", data: { id: "9c" } }, [{
      type: "Issue",
      id: "9c",
    }]],
    ["an event without data means nothing", linearWebhook, { action: "x", type: "Issue" }, []],
    ["events of one record are one", attioWebhook, {
      events: [
        { event_type: "record.updated", id: { object_id: "o", record_id: "r", attribute_id: "a" } },
        { event_type: "record.updated", id: { object_id: "o", record_id: "r", attribute_id: "b" } },
      ],
    }, [{ type: "record", id: "o/r" }]],
    ["a merge names both", attioWebhook, {
      events: [{
        event_type: "record.merged",
        id: { object_id: "o", record_id: "new" },
        duplicate_record_id: "old",
      }],
    }, [{ type: "record", id: "o/new" }, { type: "record", id: "o/old" }]],
    ["entries, notes and tasks", attioWebhook, {
      events: [
        { event_type: "list-entry.deleted", id: { list_id: "l", entry_id: "e" } },
        { event_type: "note-content.updated", id: { note_id: "n" } },
        { event_type: "task.created", id: { task_id: "t" } },
        { event_type: "workspace-member.created", id: { workspace_member_id: "w" } },
        "nonsense",
      ],
    }, [{ type: "entry", id: "l/e" }, { type: "note", id: "n" }, { type: "task", id: "t" }]],
  ] as [string, WebhookRules, unknown, unknown[]][]
) {
  Deno.test(`what changed: ${name}`, () => deepEqual(rules.refs(body), refs));
}
