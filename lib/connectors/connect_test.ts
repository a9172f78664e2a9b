import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { ApiError, VendorError } from "../platform/mod.ts";
import { servedStore } from "../../tests/support/both_stores.ts";
import { type SyncWorld, syncWorld, TOKEN } from "../../tests/support/sync_world.ts";

const actorOf = ({ scopeId }: SyncWorld) => ({
  accountScopeId: scopeId,
  actor: "owner",
  requestId: "r1",
});

/** An account that nothing is connected to yet. */
async function withWorld(
  use: (world: SyncWorld) => Promise<void>,
  configured = false,
): Promise<void> {
  const store = await servedStore.open();
  try {
    const world = await syncWorld(store, { configured });
    try {
      world.fake.state.createInbox({ name: "Web", channelType: "Channel::WebWidget" });
      await use(world);
    } finally {
      await world.close();
    }
  } finally {
    await store.close();
  }
}

const account = (world: SyncWorld, token = TOKEN) => ({
  connector: "chatwoot" as const,
  baseUrl: world.fake.url,
  token,
  accountId: null,
});

function refusedWith(code: string) {
  return (error: unknown) =>
    (error instanceof ApiError || error instanceof VendorError) && error.code === code;
}

Deno.test({
  name: "a pasted token is tried, stored encrypted, and synced with",
  ignore: !servedStore.available,
  fn: () =>
    withWorld(async (world) => {
      const { sql, connectors, scopeId } = world;
      const seen = await connectors.connect.probe(account(world));
      deepEqual(seen.account, { id: "1", name: "Account" });
      deepEqual(seen.sees.find(({ stream }) => stream === "inboxes"), {
        stream: "inboxes",
        count: 1,
        names: ["Web"],
      });
      deepEqual([seen.missing, seen.warnings], [[], []]);
      equal((await connectors.list(scopeId)).length, 0);

      const { id } = await connectors.connect.connect(actorOf(world), account(world));
      const [row] = await sql<{ token_ciphertext: Uint8Array; whole: string }[]>`
        select token_ciphertext, connections::text as whole from connections where id = ${id}`;
      ok(row!.token_ciphertext.length > TOKEN.length);
      equal(row!.whole.includes(TOKEN), false);
      equal(row!.whole.includes(new TextEncoder().encode(TOKEN).toHex()), false);
      equal(await world.sync(), "succeeded");
      const [state] = await connectors.list(scopeId);
      deepEqual([state!.id, state!.name, state!.token_source, state!.status, state!.rows.inboxes], [
        id,
        "Account",
        "stored",
        "ok",
        1,
      ]);
      equal(JSON.stringify(state).includes(TOKEN), false);
      const audit = await sql<{ action: string; whole: string }[]>`
        select action, audit_events::text as whole from audit_events`;
      deepEqual(audit.map(({ action }) => action), ["connection.created"]);
      equal(audit[0]!.whole.includes(TOKEN), false);
    }),
});

Deno.test({
  name: "what cannot be connected is refused, and nothing is stored",
  ignore: !servedStore.available,
  fn: () =>
    withWorld(async (world) => {
      const { connect } = world.connectors;
      const actor = actorOf(world);
      const refused = async (request: ReturnType<typeof account>, code: string) => {
        await rejects(connect.probe(request), refusedWith(code));
        await rejects(connect.connect(actor, request), refusedWith(code));
      };
      await refused(account(world, "wrong"), "unauthorized");
      await refused({ ...account(world), accountId: "7" } as never, "wrong_account");
      await refused({ ...account(world), baseUrl: "http://127.0.0.1:1" }, "private_address");
      await refused({ ...account(world), baseUrl: "https://evil.example" }, "host_not_allowed");
      await refused({ ...account(world), baseUrl: "no address" }, "invalid_address");
      equal((await world.connectors.list(world.scopeId)).length, 0);

      await connect.connect(actor, account(world));
      await rejects(connect.connect(actor, account(world)), refusedWith("already_connected"));
      equal((await world.connectors.list(world.scopeId)).length, 1);
    }),
});

Deno.test({
  name: "an agent's token is told from an administrator's",
  ignore: !servedStore.available,
  fn: () =>
    withWorld(async (world) => {
      world.fake.state.createAgent({
        name: "Bo",
        email: "bo@agency.example",
        role: "agent",
        token: "agent-token",
        inboxIds: [],
      });
      const seen = await world.connectors.connect.probe(account(world, "agent-token"));
      deepEqual(seen.missing, ["administrator"]);
      equal(seen.warnings[0]!.code, "not_administrator");
    }),
});

Deno.test({
  name: "a key that changed, and a new token, are told apart from a refused one",
  ignore: !servedStore.available,
  fn: () =>
    withWorld(async (world) => {
      const { connectors, scopeId } = world;
      const { id } = await connectors.connect.connect(actorOf(world), account(world));
      const other = world.connect({ secretKey: "another-key-with-at-least-32-characters" });
      equal(await world.sync("incremental", other), "failed");
      const [state] = await connectors.list(scopeId);
      deepEqual([state!.status, state!.status_detail!.code], [
        "needs_attention",
        "token_unreadable",
      ]);
      match(state!.status_detail!.fix!, /SECRET_KEY/);

      await rejects(
        other.connect.replaceToken(actorOf(world), id, "wrong"),
        refusedWith("unauthorized"),
      );
      await other.connect.replaceToken(actorOf(world), id, TOKEN);
      equal(await world.sync("incremental", other), "succeeded");
      // without any key nothing can be stored
      const keyless = world.connect({ secretKey: null });
      await rejects(keyless.connect.probe(account(world)), refusedWith("no_secret_key"));
    }),
});

Deno.test({
  name: "a connection is paused, resumed and removed with its rows; others are left alone",
  ignore: !servedStore.available,
  fn: () =>
    withWorld(async (world) => {
      const { connectors, scopeId, sql } = world;
      const actor = actorOf(world);
      const { id } = await connectors.connect.connect(actor, account(world));
      await connectors.connect.pause(actor, id, true);
      await connectors.connect.pause(actor, id, true);
      equal(await world.sync(), "paused");
      await connectors.connect.pause(actor, id, false);
      equal(await world.sync(), "succeeded");
      const foreign = { ...actor, accountScopeId: crypto.randomUUID() };
      for (
        const change of [
          () => connectors.connect.disconnect(foreign, id),
          () => connectors.connect.pause(foreign, id, true),
          () => connectors.connect.replaceToken(foreign, id, TOKEN),
        ]
      ) await rejects(change(), refusedWith("not_found"));

      await connectors.connect.disconnect(actor, id);
      equal((await connectors.list(scopeId)).length, 0);
      const [left] = await sql`select count(*)::int as rows from chatwoot_inboxes`;
      equal(left!.rows, 0);
      const actions = await sql<{ action: string }[]>`
        select action from audit_events order by at`;
      deepEqual(actions.map(({ action }) => action), [
        "connection.created",
        "connection.paused",
        "connection.resumed",
        "connection.removed",
      ]);
    }),
});

Deno.test({
  name: "a connection that the settings make is changed there",
  ignore: !servedStore.available,
  fn: () =>
    withWorld(async (world) => {
      const [state] = await world.connectors.list(world.scopeId);
      equal(state!.token_source, "environment");
      const actor = actorOf(world);
      await rejects(
        world.connectors.connect.disconnect(actor, state!.id),
        refusedWith("configured_by_environment"),
      );
      await rejects(
        world.connectors.connect.replaceToken(actor, state!.id, TOKEN),
        refusedWith("configured_by_environment"),
      );
    }, true),
});

Deno.test({
  name: "an account that exists but is not the token's is told from a refused token",
  ignore: !servedStore.available,
  fn: async () => {
    const store = await servedStore.open();
    const world = await syncWorld(store, { foreignAccountIds: [2], accountId: 2 });
    try {
      equal(await world.sync(), "failed");
      const [state] = await world.connectors.list(world.scopeId);
      equal(state!.status_detail!.code, "wrong_account");
    } finally {
      await world.close();
      await store.close();
    }
  },
});
