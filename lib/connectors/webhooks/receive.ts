import { createHash } from "node:crypto";
import {
  ApiError,
  type Clock,
  type SecretBox,
  SecretBoxError,
  type Sql,
} from "../../platform/mod.ts";
import type { ConnectorName } from "../connector.ts";
import { connectorNamed } from "../registry.ts";
import type { RawDelivery } from "./rules.ts";

/** What receiving needs. */
export interface ReceiveTools {
  sql: Sql;
  clock: Clock;
  box: SecretBox | null;
}

/** What became of a delivery: stored, known already, or about nothing that is synced. */
export interface Received {
  accountScopeId: string;
  outcome: "stored" | "known" | "ignored";
}

/** Where a webhook's secret is sealed to. */
export const secretPlace = (endpointId: string) => `webhook:${endpointId}`;

interface Endpoint {
  id: string;
  account_scope_id: string;
  connection_id: string;
  secret_ciphertext: Uint8Array | null;
}

const unknownHook = () => new ApiError(404, "unknown_webhook", "There is no such webhook.");

async function secretOf(box: SecretBox | null, endpoint: Endpoint): Promise<string | null> {
  if (endpoint.secret_ciphertext === null) return null;
  try {
    if (box === null) throw new SecretBoxError("no key is set");
    return await box.open(endpoint.secret_ciphertext, secretPlace(endpoint.id));
  } catch (error) {
    if (!(error instanceof SecretBoxError)) throw error;
    // the vendor tries again; polling brings the change meanwhile
    throw new ApiError(503, "secret_unreadable", "The webhook's secret cannot be read.");
  }
}

function parse(body: Uint8Array): unknown {
  try {
    return JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(body).replaceAll("\\u0000", ""),
    );
  } catch {
    throw new ApiError(400, "invalid_json", "The body is not JSON.");
  }
}

/**
 * Takes a delivery in: checks signature and time on the bytes, stores it once, and says whose it is.
 * Reading what it is about comes later: the vendor waits for seconds only.
 *
 * @throws {ApiError} 404 for an unknown address, 401 for a wrong signature, 400 for one that is too
 *   old or no JSON
 */
export async function receiveDelivery(
  { sql, clock, box }: ReceiveTools,
  connector: ConnectorName,
  pathToken: string,
  delivery: RawDelivery,
): Promise<Received> {
  const [endpoint] = await sql<Endpoint[]>`
    select e.id, e.account_scope_id, e.connection_id, e.secret_ciphertext
    from webhook_endpoints e join connections c on c.id = e.connection_id
    where e.path_token = ${pathToken} and c.connector = ${connector}`;
  if (endpoint === undefined) throw unknownHook();
  const rules = connectorNamed(connector).webhook;
  const secret = await secretOf(box, endpoint);
  const verified = await rules.verify(delivery, secret, clock.now());
  if (verified === "bad_signature") {
    throw new ApiError(401, "bad_signature", "The signature does not belong to this body.");
  }
  if (verified === "too_old") {
    throw new ApiError(400, "too_old", "The delivery's time is too far from ours.");
  }
  const body = parse(delivery.body);
  const refs = rules.refs(body);
  const accountScopeId = endpoint.account_scope_id;
  const id = verified.id ?? createHash("sha256").update(delivery.body).digest("hex");
  const stored = await sql`
    with rung as (
      update webhook_endpoints set last_delivery_at = now() where id = ${endpoint.id}
    )
    insert into webhook_deliveries (endpoint_id, delivery_id, connection_id, body, refs, status, processed_at)
    values (${endpoint.id}, ${id.slice(0, 200)}, ${endpoint.connection_id}, ${
    sql.json(body as never)
  },
      ${sql.json(refs as never)}, ${refs.length === 0 ? "processed" : "pending"},
      ${refs.length === 0 ? sql`now()` : null})
    on conflict do nothing`;
  if (refs.length === 0) return { accountScopeId, outcome: "ignored" };
  return { accountScopeId, outcome: stored.count === 0 ? "known" : "stored" };
}
