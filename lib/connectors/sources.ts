import {
  type Clock,
  type Config,
  type SecretBox,
  SecretBoxError,
  type Sql,
  VendorError,
} from "../platform/mod.ts";
import { ensureConnection } from "./connections.ts";
import type { Connector, ConnectorName, ConnectorSettings, Source } from "./connector.ts";
import { evenPace, type Pace } from "./pace.ts";
import { connectorNamed, CONNECTORS } from "./registry.ts";

/** A connection with what it is synced by. */
export interface ConnectedSource {
  connectionId: string;
  connector: Connector;
  source: Source;
  pace: Pace;
}

/** What finding sources needs. `box` is null where no key for stored tokens is set. */
export interface SourceTools {
  sql: Sql;
  clock: Clock;
  box: SecretBox | null;
  config: ConnectorSettings & Pick<Config, "vendorPace">;
}

interface StoredRow {
  id: string;
  connector: ConnectorName;
  base_url: string;
  external_account_id: string;
  token_ciphertext: Uint8Array;
}

/** What a token is sealed to: it opens for this connection only. */
export function placeOf(connectionId: string): string {
  return `connection:${connectionId}`;
}

const unreadableToken = () =>
  new VendorError("config", "token_unreadable", "The stored token cannot be decrypted", {
    fix: "Set SECRET_KEY to the value the token was stored with, or paste the token again.",
  });

/** An account whose token cannot be read: whatever is asked of it fails with the reason. */
function unreadable(account: Pick<Source, "baseUrl" | "externalAccountId">): Source {
  const refuse = () => Promise.reject(unreadableToken());
  return {
    ...account,
    requestsPerSecond: 0,
    sync: refuse,
    reread: refuse,
    registerWebhook: refuse,
  };
}

/** Finds what is to be synced: accounts the configuration names, and those that people connected. */
export function createSources({ sql, clock, box, config }: SourceTools) {
  const paces = new Map<string, Pace>();

  /** One pace a connection, however often its source is asked for. */
  function paceOf(connectionId: string, perSecond: number): Pace {
    const key = `${connectionId} ${perSecond}`;
    const pace = paces.get(key) ?? evenPace(perSecond, clock);
    paces.set(key, pace);
    return pace;
  }

  async function tokenOf({ id, token_ciphertext }: StoredRow): Promise<string | null> {
    try {
      return await box?.open(token_ciphertext, placeOf(id)) ?? null;
    } catch (error) {
      if (error instanceof SecretBoxError) return null;
      throw error;
    }
  }

  async function stored(row: StoredRow): Promise<ConnectedSource> {
    const connector = connectorNamed(row.connector);
    const token = await tokenOf(row);
    const account = { baseUrl: row.base_url, externalAccountId: row.external_account_id };
    const source: Source = token === null
      ? unreadable(account)
      : connector.configure(connector.settingsOf({ ...account, token }, config.vendorPace))!;
    return {
      connectionId: row.id,
      connector,
      source,
      pace: paceOf(row.id, source.requestsPerSecond),
    };
  }

  async function configured(accountScopeId: string): Promise<ConnectedSource[]> {
    const sources = CONNECTORS.flatMap((connector) => {
      const source = connector.configure(config);
      return source === null ? [] : [{ connector, source }];
    });
    return await Promise.all(sources.map(async ({ connector, source }) => {
      const connectionId = await ensureConnection(sql, accountScopeId, connector.name, source);
      const pace = paceOf(connectionId, source.requestsPerSecond);
      return { connectionId, connector, source, pace };
    }));
  }

  return {
    /** A scope's sources. Where settings and a person name one account, the settings count. */
    async list(accountScopeId: string): Promise<ConnectedSource[]> {
      const named = await configured(accountScopeId);
      const rows = await sql<StoredRow[]>`
        select id, connector, base_url, external_account_id, token_ciphertext from connections
        where account_scope_id = ${accountScopeId} and token_source = 'stored'
          and id <> all (${named.map(({ connectionId }) => connectionId)})
        order by created_at, id`;
      return [...named, ...await Promise.all(rows.map(stored))];
    },
    /** Makes the connections the configuration names. */
    async ensure(accountScopeId: string): Promise<void> {
      await configured(accountScopeId);
    },
  };
}

/** The sources of this process's connections. */
export type Sources = ReturnType<typeof createSources>;
