import { Buffer } from "node:buffer";
import { recordAudit } from "../audit/mod.ts";
import {
  ApiError,
  type HttpClient,
  type SecretBox,
  SecretBoxError,
  type Sql,
} from "../platform/mod.ts";
import { allowedOrigin } from "./allowed_hosts.ts";
import type { ConnectorName } from "./connector.ts";
import type { Actor } from "./connectors.ts";
import type { Probe, ProbeRequest } from "./probe.ts";
import { connectorNamed, CONNECTORS } from "./registry.ts";
import { placeOf } from "./sources.ts";

/** A vendor that can be connected, with the address to begin with. */
export interface Vendor {
  name: ConnectorName;
  usualAddress: string;
}

/** An account to connect: the address as a person wrote it, and the token. */
export interface AccountRequest extends ProbeRequest {
  connector: ConnectorName;
}

/** What connecting needs. `box` is null where no key for stored tokens is set. */
export interface ConnectTools {
  sql: Sql;
  http: HttpClient;
  box: SecretBox | null;
  /** Hosts that connections may lead to. */
  hosts: readonly string[];
}

/** How long looking at an account may take, milliseconds. */
const PROBE_MS = 30_000;

const notFound = () => new ApiError(404, "not_found", "There is no such connection.");

/** Connects vendor accounts by token, and disconnects them. */
export function createConnect({ sql, http, box, hosts }: ConnectTools) {
  function sealed(): SecretBox {
    if (box !== null) return box;
    throw new ApiError(
      409,
      "no_secret_key",
      "Tokens are stored encrypted. Set SECRET_KEY (at least 32 characters, the same in every process) and start again.",
    );
  }

  async function probe(request: AccountRequest): Promise<Probe> {
    sealed();
    const baseUrl = allowedOrigin(request.baseUrl, hosts);
    const signal = AbortSignal.timeout(PROBE_MS);
    return await connectorNamed(request.connector).probe(http, { ...request, baseUrl }, signal);
  }

  /** What a sealed request is sealed to: it opens in this scope only. */
  const placeOfHeld = (accountScopeId: string) => `connect:${accountScopeId}`;

  return {
    vendors: (): Vendor[] => CONNECTORS.map(({ name, usualAddress }) => ({ name, usualAddress })),

    /**
     * Looks at what a token can see. Nothing is stored.
     *
     * @throws {ApiError} 400 for an address that is not allowed, 409 without a key
     * @throws {VendorError} when the vendor cannot be reached or refuses
     */
    probe,

    /** Seals a request between looking and connecting, so that its token stands in no page. */
    async hold(accountScopeId: string, request: AccountRequest): Promise<string> {
      const { connector, baseUrl, token } = request;
      const text = JSON.stringify([connector, baseUrl, token]);
      return Buffer.from(await sealed().seal(text, placeOfHeld(accountScopeId)))
        .toString("base64url");
    },

    /** Opens what `hold` sealed. @throws {ApiError} 400 for anything else */
    async held(accountScopeId: string, text: string): Promise<Omit<AccountRequest, "accountId">> {
      try {
        const bytes = new Uint8Array(Buffer.from(text, "base64url"));
        const opened = await sealed().open(bytes, placeOfHeld(accountScopeId));
        const [connector, baseUrl, token] = JSON.parse(opened);
        return { connector, baseUrl, token };
      } catch (error) {
        if (!(error instanceof SecretBoxError)) throw error;
        throw new ApiError(400, "invalid_request", "This form is out of date. Begin again.");
      }
    },

    /**
     * Stores a connection, its token encrypted. The vendor is asked once more: what is stored works.
     *
     * @throws {ApiError} 409 when the account is connected already; and as `probe`
     */
    async connect(actor: Actor, request: AccountRequest): Promise<{ id: string; probe: Probe }> {
      const box = sealed();
      const seen = await probe(request);
      const { connector } = request;
      const baseUrl = allowedOrigin(request.baseUrl, hosts);
      const id = crypto.randomUUID();
      const ciphertext = await box.seal(request.token, placeOf(id));
      await sql.begin(async (tx) => {
        const { count } = await tx`
          insert into connections (id, account_scope_id, connector, base_url, external_account_id, name,
            token_source, token_ciphertext)
          values (${id}, ${actor.accountScopeId}, ${connector}, ${baseUrl}, ${seen.account.id},
            ${seen.account.name}, 'stored', ${ciphertext})
          on conflict do nothing`;
        if (count === 0) {
          throw new ApiError(409, "already_connected", "This account is connected already.");
        }
        await recordAudit(tx, {
          ...actor,
          action: "connection.created",
          entity: "connection",
          entityId: id,
          after: { connector, base_url: baseUrl, account: seen.account },
        });
      });
      return { id, probe: seen };
    },

    /**
     * Replaces the token of a connection that a person made, after trying the new one on its account.
     *
     * @throws {ApiError} 404 for no such connection, 409 for one that the settings made
     */
    async replaceToken(actor: Actor, id: string, token: string): Promise<void> {
      const box = sealed();
      const [row] = await sql<
        {
          connector: ConnectorName;
          base_url: string;
          external_account_id: string;
          token_source: string;
        }[]
      >`
        select connector, base_url, external_account_id, token_source from connections
        where id = ${id} and account_scope_id = ${actor.accountScopeId}`;
      if (row === undefined) throw notFound();
      if (row.token_source !== "stored") throw configuredByEnvironment();
      await probe({
        connector: row.connector,
        baseUrl: row.base_url,
        accountId: row.external_account_id,
        token,
      });
      const ciphertext = await box.seal(token, placeOf(id));
      await sql.begin(async (tx) => {
        await tx`
          update connections set token_ciphertext = ${ciphertext},
            status = case when status = 'needs_attention' then 'new' else status end,
            status_detail = case when status = 'needs_attention' then null else status_detail end
          where id = ${id}`;
        await recordAudit(tx, {
          ...actor,
          action: "connection.token_replaced",
          entity: "connection",
          entityId: id,
        });
      });
    },

    /** Pauses a connection, or lets it be synced again. @throws {ApiError} 404 for no such connection */
    async pause(actor: Actor, id: string, paused: boolean): Promise<void> {
      await sql.begin(async (tx) => {
        const { count } = await tx`
          update connections set status = ${paused ? "paused" : "new"}
          where id = ${id} and account_scope_id = ${actor.accountScopeId}
            and ${paused ? tx`status <> 'paused'` : tx`status = 'paused'`}`;
        if (count === 0) {
          const [known] = await tx`
            select 1 from connections where id = ${id} and account_scope_id = ${actor.accountScopeId}`;
          if (known === undefined) throw notFound();
          return;
        }
        await recordAudit(tx, {
          ...actor,
          action: paused ? "connection.paused" : "connection.resumed",
          entity: "connection",
          entityId: id,
        });
      });
    },

    /**
     * Removes a connection that a person made, with all rows read through it.
     *
     * @throws {ApiError} 404 for no such connection, 409 for one that the settings made
     */
    async disconnect(actor: Actor, id: string): Promise<void> {
      await sql.begin(async (tx) => {
        const [row] = await tx<{ token_source: string; connector: string; base_url: string }[]>`
          select token_source, connector, base_url from connections
          where id = ${id} and account_scope_id = ${actor.accountScopeId} for update`;
        if (row === undefined) throw notFound();
        if (row.token_source !== "stored") throw configuredByEnvironment();
        await tx`delete from connections where id = ${id}`;
        await recordAudit(tx, {
          ...actor,
          action: "connection.removed",
          entity: "connection",
          entityId: id,
          before: { connector: row.connector, base_url: row.base_url },
        });
      });
    },
  };
}

function configuredByEnvironment(): ApiError {
  return new ApiError(
    409,
    "configured_by_environment",
    "This connection is made by the settings. Change it there and start again.",
  );
}

/** Connects vendor accounts by token, and disconnects them. */
export type Connect = ReturnType<typeof createConnect>;
