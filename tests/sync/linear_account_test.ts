/** Connecting a Linear workspace, writing to it, and asking it for webhooks. */
import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { VendorError } from "@/lib/platform/mod.ts";
import {
  createIssue,
  issuesLinkedTo,
  linearAsk,
  linkUrl,
} from "../../lib/connectors/linear/mod.ts";
import { registerLinearWebhook } from "../../lib/connectors/linear/register_webhook.ts";
import {
  LINEAR_KEY,
  linearCases,
  type LinearConnectOptions,
  type LinearWorld,
} from "../support/linear_world.ts";
import { fillEverything, issues, stateNamed, team } from "./linear_looks.ts";
import { equalLinearMirrors } from "./linear_mirror.ts";

const { signal } = new AbortController();

/** Asks the world's workspace. */
function askOf(world: LinearWorld, options: LinearConnectOptions = {}) {
  const config = { baseUrl: world.url, token: options.token ?? LINEAR_KEY };
  const pace = () => Promise.resolve();
  return linearAsk({ http: world.http(options), clock: world.clock, pace, config });
}

/** What a token can see. */
async function probe(world: LinearWorld, token = LINEAR_KEY) {
  const { url: baseUrl, connectors } = world;
  return await connectors.connect.probe({
    ...{ connector: "linear", baseUrl, token, accountId: null },
  });
}

const failsAs = (code: string) => (error: unknown) =>
  error instanceof VendorError && error.errorClass === "config" && error.code === code &&
  error.options.fix !== undefined;

linearCases("a Linear workspace", {
  async "shows what a key sees before it is connected"(world) {
    const { team: own } = fillEverything(world);
    const hidden = world.state.createTeam({ key: "SEC", name: "R&amp;D", private: true });
    world.state.updateTeam(hidden.id, { memberIds: [world.admin] });
    const seen = await probe(world);
    equal(seen.account.name, "Studio");
    deepEqual(seen.accounts, [seen.account]);
    deepEqual(seen.sees.map(({ stream, count }) => [stream, count]), [
      ...[["teams", 3], ["users", 3], ["projects", 1], ["issues", 2]],
    ]);
    deepEqual(seen.sees[0]!.names.toSorted(), [
      ...["R&D (SEC, private)", `${own.name} (ENG)`, "Team OPS (OPS)"],
    ]);
    deepEqual([seen.missing, seen.warnings], [[], []]);
    const [row] = await world.sql<[{ count: number }]>`
      select count(*)::int as count from linear_teams where account_scope_id = ${world.scopeId}`;
    equal(row.count, 0);
  },

  async "tells of a key that was narrowed, sees nothing, or is no administrator's"(world) {
    const [one, two] = [team(world, "ONE"), team(world, "TWO")];
    issues(world, one.id, 5);
    issues(world, two.id, 5);
    const codes = async (token?: string) =>
      (await probe(world, token)).warnings.map(({ code }) => code);
    world.state.narrowCredential(LINEAR_KEY, [one.id]);
    deepEqual(await codes(), ["narrowed"]);
    world.state.narrowCredential(LINEAR_KEY, []);
    deepEqual(await codes(), ["no_teams"]);
    const bo = world.state.createUser({ name: "Bo", email: "bo@agency.example" });
    world.state.createCredential({ token: "lin_api_bo", userId: bo.id });
    deepEqual(await codes("lin_api_bo"), ["not_administrator"]);
  },

  async "tells wrong tokens from each other"(world) {
    const { state, admin: userId } = world;
    state.createCredential({ token: "ended", userId, kind: "oauth", expiresAt: 1 });
    for (
      const [token, code] of [
        ["lin_api_nobody", "unauthorized"],
        ["aB3dE5gH7jK9mN1pQ3sT5vW7", "wrong_token_kind"],
        ["0f".repeat(32), "wrong_token_kind"],
        ["lin_wh_secret", "wrong_token_kind"],
        ["ended", "token_expired"],
      ] as const
    ) await rejects(probe(world, token), failsAs(code), token);
  },

  async "gets an issue once, however often it is asked for it"(world) {
    const own = team(world);
    const input = {
      ...{ id: crypto.randomUUID(), teamId: own.id, title: "Promised", priority: 2 },
      ...{ description: "Сделаем к пятнице", dueDate: "2026-11-27" },
      stateId: stateNamed(world, own.id, "Todo").id,
    };
    const made = await createIssue(askOf(world), input, signal);
    deepEqual([made.id, made.identifier, made.created], [input.id, "ENG-1", true]);
    deepEqual(await createIssue(askOf(world), input, signal), { ...made, created: false });
    const [row] = [...world.state.tables.issues.values()];
    deepEqual([row!.title, row!.dueDate, row!.priority], ["Promised", "2026-11-27", 2]);
    await world.sync();
    await equalLinearMirrors(world);
  },

  async "gets an issue once although the reply got lost"(world) {
    const own = team(world);
    const input = { id: crypto.randomUUID(), teamId: own.id, title: "Promised" };
    world.fake.faults.add({ kind: "cut", path: "/graphql CreateIssue", times: 1 });
    equal((await createIssue(askOf(world), input, signal)).id, input.id);
    // a server that minds the id being taken
    let first = true;
    const other = { ...input, id: crypto.randomUUID() };
    const ask = askOf(world, {
      told(operation) {
        if (operation !== "CreateIssue") return;
        if (first) world.state.createIssue({ ...other });
        first = false;
        const extensions = { code: "INPUT_ERROR", type: "invalid input" };
        return Response.json({ errors: [{ message: "id taken", extensions }] }, { status: 400 });
      },
    });
    equal((await createIssue(ask, other, signal)).id, other.id);
    equal(world.state.tables.issues.size, 2);
  },

  async "refuses an issue for a team that is not there, and says so"(world) {
    const input = { id: crypto.randomUUID(), teamId: crypto.randomUUID(), title: "Lost" };
    await rejects(
      createIssue(askOf(world), input, signal),
      (error: unknown) => error instanceof VendorError && error.code === "not_found",
    );
  },

  async "holds an address at an issue once, and finds the issue by it"(world) {
    const own = team(world);
    const [one, two] = issues(world, own.id, 2);
    const url = "https://app.chatwoot.com/app/accounts/1/conversations/17";
    for (let times = 0; times < 2; times++) {
      await linkUrl(askOf(world), { issueId: one!.id, url, title: "Conversation 17" }, signal);
    }
    await linkUrl(askOf(world), { issueId: two!.id, url, title: "Conversation 17" }, signal);
    equal(world.state.tables.attachments.size, 2);
    const found = await issuesLinkedTo(askOf(world), url, signal);
    deepEqual(found.map(({ identifier }) => identifier).toSorted(), ["ENG-1", "ENG-2"]);
    deepEqual(await issuesLinkedTo(askOf(world), "https://elsewhere.example", signal), []);
  },

  async "gets a webhook for its public teams and one for each private team in sight"(world) {
    team(world);
    const memberIds = [world.admin];
    const hidden = world.state.createTeam({ key: "SEC", name: "Secret", private: true, memberIds });
    world.state.createTeam({ key: "NOT", name: "Unseen", private: true });
    const address = "https://tower.example/webhooks/linear/token";
    const { vendorId, secret } = await registerLinearWebhook(askOf(world), address, signal);
    const hooks = [...world.state.tables.webhooks.values()];
    deepEqual(hooks.map(({ teamId }) => teamId), [null, hidden.id]);
    equal(hooks[0]!.id, vendorId);
    ok(secret!.length >= 64);
    ok(hooks.every((hook) => hook.secret === secret && hook.url === address));
    ok(hooks[0]!.resourceTypes.includes("Issue") && hooks[0]!.resourceTypes.includes("Comment"));
    const bo = world.state.createUser({ name: "Bo", email: "bo@agency.example" });
    world.state.createCredential({ token: "lin_api_bo", userId: bo.id });
    await rejects(
      registerLinearWebhook(askOf(world, { token: "lin_api_bo" }), address, signal),
      failsAs("forbidden"),
    );
  },
});
