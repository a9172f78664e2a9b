import type { Sql } from "postgres";
import { ensureConnection } from "../../lib/connectors/connections.ts";
import { connectorNamed } from "../../lib/connectors/registry.ts";
import { makeProject, makeScope } from "../support/sync_world.ts";
import type { AccountOptions, MakeAccount, VendorAccount } from "./vendor_accounts.ts";

/** Makes a scope with an account's connection, part of which belongs to a client's project. */
export async function connectAccount(
  sql: Sql,
  make: MakeAccount,
  options: AccountOptions = {},
): Promise<VendorAccount> {
  const scopeId = await makeScope(sql, `s-${crypto.randomUUID()}`);
  const projectId = await makeProject(sql, scopeId, "client");
  const account = make(scopeId, options);
  const { connector, settings, bound: [kind, externalId] } = account;
  const source = connectorNamed(connector).configure(settings)!;
  const connectionId = await ensureConnection(sql, scopeId, connector, source);
  await sql`
    insert into bindings (account_scope_id, project_id, connection_id, kind, external_id)
    values (${scopeId}, ${projectId}, ${connectionId}, ${kind}, ${externalId})`;
  return account;
}
