import { Buffer } from "node:buffer";
import { recordAudit } from "../../audit/mod.ts";
import { ApiError, type HttpClient, type SecretBox, type Sql } from "../../platform/mod.ts";
import type { Actor } from "../connectors.ts";
import type { Sources } from "../sources.ts";
import { secretPlace } from "./receive.ts";

/** A webhook of a connection. */
export interface WebhookEndpoint {
  id: string;
  connection_id: string;
  /** Path the vendor rings at, below the product's public address. */
  path: string;
  vendor_id: string | null;
  created_at: Date;
  last_delivery_at: Date | null;
  /** Deliveries that wait, and that were given up. */
  pending: number;
  failed: number;
}

/** What managing webhooks needs. */
export interface EndpointTools {
  sql: Sql;
  http: HttpClient;
  box: SecretBox | null;
  sources: Sources;
}

/** How long registering may take, milliseconds. */
const REGISTER_MS = 20_000;

/** Where vendors can reach the product; null without a public address on https. */
export function vendorAddress({ publicUrl }: { publicUrl: string | null }): string | null {
  return publicUrl?.startsWith("https:") ? publicUrl : null;
}

/** A scope's webhooks, oldest first. */
export async function listEndpoints(sql: Sql, accountScopeId: string): Promise<WebhookEndpoint[]> {
  return await sql<WebhookEndpoint[]>`
    select e.id, e.connection_id, '/webhooks/' || c.connector || '/' || e.path_token as path, e.vendor_id,
      e.created_at, e.last_delivery_at,
      count(d.*) filter (where d.status = 'pending')::int as pending,
      count(d.*) filter (where d.status = 'failed')::int as failed
    from webhook_endpoints e
    join connections c on c.id = e.connection_id
    left join webhook_deliveries d on d.endpoint_id = e.id and d.status <> 'processed'
    where e.account_scope_id = ${accountScopeId}
    group by e.id, c.connector order by e.created_at, e.id`;
}

/**
 * Registers a webhook at the vendor for a connection.
 *
 * @param publicUrl the address the vendor can reach the product at; null: there is none
 * @throws {ApiError} 404 for no such connection, 409 without a key or an address, or when there is a
 *   webhook already
 * @throws {VendorError} when the vendor refuses
 */
export async function registerEndpoint(
  { sql, http, box, sources }: EndpointTools,
  actor: Actor,
  connectionId: string,
  publicUrl: string | null,
): Promise<void> {
  const connected = (await sources.list(actor.accountScopeId))
    .find((candidate) => candidate.connectionId === connectionId);
  if (connected === undefined) throw new ApiError(404, "not_found", "There is no such connection.");
  if (publicUrl === null) {
    throw new ApiError(409, "no_public_url", "Webhooks need a public https address: PUBLIC_URL.");
  }
  if (box === null) {
    throw new ApiError(409, "no_secret_key", "Secrets are stored encrypted, and no key is set.");
  }
  const [known] = await sql`select 1 from webhook_endpoints where connection_id = ${connectionId}`;
  if (known !== undefined) {
    throw new ApiError(409, "webhook_exists", "This connection has a webhook already.");
  }
  const id = crypto.randomUUID();
  const token = Buffer.from(crypto.getRandomValues(new Uint8Array(24))).toString("base64url");
  const address = `${publicUrl}/webhooks/${connected.connector.name}/${token}`;
  // known here before the vendor can ring
  await sql`
    insert into webhook_endpoints (id, account_scope_id, connection_id, path_token)
    values (${id}, ${actor.accountScopeId}, ${connectionId}, ${token})`;
  try {
    const signal = AbortSignal.timeout(REGISTER_MS);
    const { vendorId, secret } = await connected.source.registerWebhook(http, address, signal);
    const sealed = secret === null ? null : await box.seal(secret, secretPlace(id));
    await sql.begin(async (tx) => {
      await tx`
        update webhook_endpoints set secret_ciphertext = ${sealed}, vendor_id = ${vendorId}
        where id = ${id}`;
      await recordAudit(tx, {
        ...actor,
        action: "webhook.registered",
        entity: "connection",
        entityId: connectionId,
        after: { vendor_id: vendorId, signed: secret !== null },
      });
    });
  } catch (error) {
    await sql`delete from webhook_endpoints where id = ${id}`;
    throw error;
  }
}

/** Forgets a connection's webhook: what still rings at its address is refused. */
export async function removeEndpoint(sql: Sql, actor: Actor, connectionId: string): Promise<void> {
  await sql.begin(async (tx) => {
    const { count } = await tx`
      delete from webhook_endpoints
      where connection_id = ${connectionId} and account_scope_id = ${actor.accountScopeId}`;
    if (count === 0) throw new ApiError(404, "not_found", "There is no such webhook.");
    await recordAudit(tx, {
      ...actor,
      action: "webhook.removed",
      entity: "connection",
      entityId: connectionId,
    });
  });
}
