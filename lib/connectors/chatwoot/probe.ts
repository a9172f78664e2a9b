import { z } from "zod";
import { type HttpClient, VendorError } from "../../platform/mod.ts";
import type { SyncWarning } from "../connector.ts";
import type { Probe, ProbeRequest } from "../probe.ts";
import { createChatwootClient } from "./client.ts";

/** Names shown of each kind. */
const NAMES = 8;

const named = z.looseObject({ name: z.string().nullish(), title: z.string().nullish() });

function nameOf(row: unknown): string[] {
  const { success, data } = named.safeParse(row);
  const name = success ? data.name ?? data.title : null;
  return name == null || name === "" ? [] : [name];
}

/** A handful of requests needs no spacing. */
const noPace = () => Promise.resolve();

const notAdministrator: SyncWarning = {
  code: "not_administrator",
  message: "The token is not an administrator's: it sees its own inboxes only",
  fix: "Use an administrator's token to see every conversation.",
};

/**
 * Looks at a Chatwoot server with a user's access token.
 *
 * @throws {VendorError} when it cannot be reached, refuses the token, or knows no such account
 */
export async function probeChatwoot(
  http: HttpClient,
  { baseUrl, token, accountId }: ProbeRequest,
  signal: AbortSignal,
): Promise<Probe> {
  const clientOf = (id: string) => {
    const pace = { requestsPerSecond: 0, concurrency: 1 };
    return createChatwootClient({ baseUrl, token, accountId: id, ...pace }, http, noPace);
  };
  const accounts = (await clientOf("").accounts(signal)).map(({ id, name, role }) => ({
    id: String(id),
    name: name ?? String(id),
    role: role ?? null,
  }));
  const account = accountId === null ? accounts[0] : accounts.find(({ id }) => id === accountId);
  if (account === undefined) {
    throw new VendorError("config", "wrong_account", "The token belongs to no such account", {
      fix: "Choose one of the accounts the token's user belongs to.",
    });
  }
  const client = clientOf(account.id);
  const [inboxes, agents, labels, conversations, contacts] = [
    await client.inboxes(signal),
    await client.agents(signal),
    await client.labels(signal),
    await client.conversationPage(1, signal),
    await client.contactPage(1, signal),
  ];
  const administrator = account.role === "administrator";
  return {
    accounts: accounts.map(({ id, name }) => ({ id, name })),
    account: { id: account.id, name: account.name },
    sees: [
      { stream: "inboxes", list: inboxes, names: inboxes.rows.flatMap(nameOf) },
      { stream: "agents", list: agents, names: agents.rows.flatMap(nameOf) },
      { stream: "labels", list: labels, names: labels.rows.flatMap(nameOf) },
      { stream: "contacts", list: contacts, names: [] },
      { stream: "conversations", list: conversations, names: [] },
    ].map(({ stream, list, names }) => ({
      stream,
      count: list.total ?? list.rows.length,
      names: names.slice(0, NAMES),
    })),
    missing: administrator ? [] : ["administrator"],
    warnings: administrator ? [] : [notAdministrator],
  };
}
