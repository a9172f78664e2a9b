import { deepEqual, equal } from "node:assert/strict";
import { createSecretBox } from "@/lib/platform/mod.ts";
import { chatwootSignature } from "@/sim/mod.ts";
import { stores, type TestProduct, withProduct } from "../support/app.ts";
import { visit } from "../support/visitor.ts";

const SECRET_KEY = "a-key-of-the-tests-with-32-characters";
const TOKEN = "t".repeat(32);
const path = `/webhooks/chatwoot/${TOKEN}`;

/** A connection with a webhook whose secret is known. */
async function installWebhook({ processes: [process] }: TestProduct): Promise<void> {
  const { sql, defaultScopeId } = process!.services;
  const id = crypto.randomUUID();
  const sealed = await createSecretBox(SECRET_KEY).seal("s3cret", `webhook:${id}`);
  await sql`
    with connection as (
      insert into connections (account_scope_id, connector, base_url, external_account_id)
      values (${defaultScopeId}, 'chatwoot', 'https://chat.example', '1') returning id
    )
    insert into webhook_endpoints (id, account_scope_id, connection_id, path_token, secret_ciphertext)
    select ${id}, ${defaultScopeId}, id, ${TOKEN}, ${sealed} from connection`;
}

for (const store of stores) {
  Deno.test(`${store}: webhooks come in without a session, and prove whose they are`, async () => {
    await withProduct({ store, env: { SECRET_KEY } }, async (product) => {
      await installWebhook(product);
      const { sql } = product.processes[0]!.services;
      const vendor = visit(product);
      const ring = (
        body: BodyInit,
        headers: Record<string, string> = {},
        to = path,
      ) =>
        vendor.ask(to, {
          method: "POST",
          body,
          headers: { "content-type": "application/json", ...headers },
        });
      const seconds = Math.floor(product.clock.now() / 1000);
      const body = JSON.stringify({ event: "conversation_updated", id: 17 });
      const signed = (at = seconds, id = "d1") => ({
        "x-chatwoot-timestamp": String(at),
        "x-chatwoot-signature": `sha256=${chatwootSignature("s3cret", at, body)}`,
        "x-chatwoot-delivery": id,
      });

      equal((await ring(body, signed())).status, 200);
      equal((await ring(body, signed())).status, 200);
      const deliveries = await sql`select delivery_id, status, refs from webhook_deliveries`;
      deepEqual(
        deliveries.map(({ delivery_id, status, refs }) => ({ delivery_id, status, refs })),
        [{
          delivery_id: "d1",
          status: "pending",
          refs: [{ type: "conversation", id: "17" }],
        }],
      );

      for (
        const [answer, status, error] of [
          [await ring(body), 401, "bad_signature"],
          [await ring(body + " ", signed()), 401, "bad_signature"],
          [await ring(body, signed(seconds - 301)), 400, "too_old"],
          [await ring(body, {}, `/webhooks/chatwoot/${"x".repeat(32)}`), 404, "unknown_webhook"],
          [await ring(body, {}, `/webhooks/linear/${TOKEN}`), 404, "unknown_webhook"],
          [await ring(new Uint8Array(10 * 1024 * 1024), signed()), 413, "body_too_large"],
          [await ring(new Uint8Array([0xff, 0xfe])), 401, "bad_signature"],
        ] as const
      ) {
        equal(answer.status, status, error);
        equal(answer.json<{ error: string }>().error, error);
      }
      equal((await ring(body, {}, "/webhooks/other/x")).status, 404);
      equal((await vendor.ask(path)).status, 405);
      const [count] = await sql`select count(*)::int as rows from webhook_deliveries`;
      equal(count!.rows, 1);
      equal(product.lines.some((line) => line.includes(TOKEN)), false);
    });
  });
}
