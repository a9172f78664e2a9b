import { deepEqual, equal } from "node:assert/strict";
import { createSecretBox } from "@/lib/platform/mod.ts";
import { attioSignature, chatwootSignature, linearSignature } from "@/sim/mod.ts";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { visit } from "../support/visitor.ts";

const SECRET_KEY = "a-key-of-the-tests-with-32-characters";
const SECRET = "s3cret";

/** A delivery as a vendor sends it. */
interface Vendor {
  name: "chatwoot" | "linear" | "attio";
  /** The body it sends at a time, epoch milliseconds, and what that is about. */
  body(at: number): string;
  ref: { type: string; id: string };
  headers(body: string, at: number, id: string): Record<string, string>;
  /** How old a delivery may be, milliseconds; null: it gives no time. */
  window: number | null;
}

const vendors: Vendor[] = [{
  name: "chatwoot",
  body: () => JSON.stringify({ event: "conversation_updated", id: 17 }),
  ref: { type: "conversation", id: "17" },
  headers: (body, at, id) => ({
    "x-chatwoot-timestamp": String(Math.floor(at / 1000)),
    "x-chatwoot-signature": `sha256=${chatwootSignature(SECRET, Math.floor(at / 1000), body)}`,
    "x-chatwoot-delivery": id,
  }),
  window: 300_000,
}, {
  name: "linear",
  body: (at) =>
    JSON.stringify({
      ...{ action: "update", type: "Issue", data: { id: "9c" }, webhookTimestamp: at },
    }),
  ref: { type: "Issue", id: "9c" },
  headers: (body, _at, id) => ({
    "linear-signature": linearSignature(SECRET, body),
    "linear-delivery": id,
  }),
  window: 60_000,
}, {
  name: "attio",
  body: () => JSON.stringify({ events: [{ event_type: "task.updated", id: { task_id: "t1" } }] }),
  ref: { type: "task", id: "t1" },
  headers: (body, _at, id) => ({
    "attio-signature": attioSignature(SECRET, body),
    "idempotency-key": id,
  }),
  window: null,
}];

const tokenOf = ({ name }: Vendor) => name.padEnd(32, "t");

/** A connection of each vendor with a webhook whose secret is known. */
async function installWebhooks({ processes: [process] }: TestProduct): Promise<void> {
  const { sql, defaultScopeId } = process!.services;
  for (const vendor of vendors) {
    const id = crypto.randomUUID();
    const sealed = await createSecretBox(SECRET_KEY).seal(SECRET, `webhook:${id}`);
    await sql`
      with connection as (
        insert into connections (account_scope_id, connector, base_url, external_account_id)
        values (${defaultScopeId}, ${vendor.name}, 'https://api.example', '1') returning id
      )
      insert into webhook_endpoints (id, account_scope_id, connection_id, path_token, secret_ciphertext)
      select ${id}, ${defaultScopeId}, id, ${tokenOf(vendor)}, ${sealed} from connection`;
  }
}

for (const store of stores) {
  Deno.test(`${store}: webhooks come in without a session, and prove whose they are`, async (t) => {
    await withProduct({ store, env: { SECRET_KEY } }, async (product) => {
      await installWebhooks(product);
      const { sql } = product.processes[0]!.services;
      const visitor = visit(product);
      const ring = (to: string, body: BodyInit, headers: Record<string, string> = {}) =>
        visitor.ask(`/webhooks/${to}`, {
          method: "POST",
          body,
          headers: { "content-type": "application/json", ...headers },
        });
      for (const [index, vendor] of vendors.entries()) {
        await t.step(vendor.name, async () => {
          const { name, ref, window } = vendor;
          const own = `${name}/${tokenOf(vendor)}`;
          const signed = (at: number, id = "d1") => {
            const body = vendor.body(at);
            return [body, vendor.headers(body, at, id)] as const;
          };
          const now = product.clock.now();
          const [body, headers] = signed(now);

          // sent twice, it is stored once
          equal((await ring(own, body, headers)).status, 200);
          equal((await ring(own, body, headers)).status, 200);
          const stored = await sql`
            select d.delivery_id, d.status, d.refs from webhook_deliveries d
            join connections c on c.id = d.connection_id where c.connector = ${name}`;
          deepEqual([...stored.map((row) => ({ ...row }))], [
            { delivery_id: "d1", status: "pending", refs: [ref] },
          ]);

          const other = vendors[(index + 1) % vendors.length]!;
          const refused: [Awaited<ReturnType<typeof ring>>, number, string][] = [
            [await ring(own, body), 401, "bad_signature"],
            [await ring(own, `${body} `, headers), 401, "bad_signature"],
            [await ring(`${name}/${"x".repeat(32)}`, body, headers), 404, "unknown_webhook"],
            [await ring(`${name}/${tokenOf(other)}`, body, headers), 404, "unknown_webhook"],
            [await ring(own, new Uint8Array(10 * 1024 * 1024), headers), 413, "body_too_large"],
            [await ring(own, new Uint8Array([0xff, 0xfe])), 401, "bad_signature"],
          ];
          for (const off of window === null ? [] : [-window - 1000, window + 2000]) {
            refused.push([await ring(own, ...signed(now + off, "d2")), 400, "too_old"]);
          }
          for (const [answer, status, error] of refused) {
            deepEqual([answer.status, answer.json<{ error: string }>().error], [status, error]);
          }
          // without a time in it, an old one can only be known by its key
          if (window === null) equal((await ring(own, ...signed(now, "d1"))).status, 200);
          const [count] = await sql`
            select count(*)::int as rows from webhook_deliveries d
            join connections c on c.id = d.connection_id where c.connector = ${name}`;
          equal(count!.rows, 1);
          equal(product.lines.some((line) => line.includes(tokenOf(vendor))), false);
        });
      }
      equal((await ring("other/x", "{}")).status, 404);
      equal((await visitor.ask(`/webhooks/chatwoot/${tokenOf(vendors[0]!)}`)).status, 405);
    });
  });
}
