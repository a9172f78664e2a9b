import { deepEqual, equal, match, rejects } from "node:assert/strict";
import type { HttpClient, RequestOptions } from "../../platform/mod.ts";
import { VendorError } from "../../platform/mod.ts";
import { classifyRefusal, createChatwootClient } from "./client.ts";
import { windowIgnored } from "./conversation_stream.ts";

const config = {
  ...{ baseUrl: "https://chat.example", accountId: "7", token: "secret" },
  ...{ requestsPerSecond: 0, concurrency: 1 },
};
const { signal } = new AbortController();

interface Sent {
  url: string;
  headers: Record<string, string>;
  redirect: string | undefined;
  options: RequestOptions;
}

/** A client whose every request is answered with `body`, after the pace has let it through. */
function clientWith(body: unknown, status = 200) {
  const sent: Sent[] = [];
  let paced = 0;
  const http = {
    requestJson(url: string, init: RequestInit, options: RequestOptions) {
      equal(paced, sent.length + 1, "a request was sent out of pace");
      sent.push({
        ...{ url, options, redirect: init.redirect },
        headers: init.headers as Record<string, string>,
      });
      return Promise.resolve({ body, status, date: 1000, headers: new Headers() });
    },
  } as unknown as HttpClient;
  const client = createChatwootClient(config, http, () => Promise.resolve(void paced++));
  return { client, sent };
}

const base = "https://chat.example/api/v1/accounts/7";
const list = { payload: [{ id: 1 }] };
const conversations = { data: { meta: { all_count: 12 }, payload: [{ id: 1 }] } };
const calls: [
  string,
  unknown,
  (client: ReturnType<typeof clientWith>["client"]) => unknown,
  string,
][] = [
  [
    "a page of conversations: of every status, oldest first",
    conversations,
    (client) => client.conversationPage(3, signal),
    "/conversations?status=all&assignee_type=all&sort_by=created_at_asc&page=3",
  ],
  [
    "what changed: whole seconds, rounded up",
    conversations,
    (client) => client.changedConversations(301.2, signal),
    "/conversations?status=all&assignee_type=all&updated_within=302",
  ],
  ["one conversation", { id: 5 }, (client) => client.conversation("5", signal), "/conversations/5"],
  [
    "messages behind an id",
    list,
    (client) => client.messages("5", { after: 9 }, signal),
    "/conversations/5/messages?after=9",
  ],
  [
    "messages between two ids",
    list,
    (client) => client.messages("5", { after: 9, before: 20 }, signal),
    "/conversations/5/messages?after=9&before=20",
  ],
  [
    "the newest messages",
    list,
    (client) => client.messages("5", {}, signal),
    "/conversations/5/messages",
  ],
  [
    "a page of contacts, oldest first",
    { meta: { count: 40, current_page: "2" }, payload: [] },
    (client) => client.contactPage(2, signal),
    "/contacts?sort=created_at&page=2",
  ],
  ["one contact", { payload: { id: 4 } }, (client) => client.contact("4", signal), "/contacts/4"],
  ["inboxes", list, (client) => client.inboxes(signal), "/inboxes"],
  ["agents, a bare list", [{ id: 1 }], (client) => client.agents(signal), "/agents"],
  ["labels", list, (client) => client.labels(signal), "/labels"],
];
for (const [name, body, call, path] of calls) {
  Deno.test(`asks for ${name}`, async () => {
    const { client, sent } = clientWith(body);
    await call(client);
    equal(sent.length, 1);
    equal(sent[0]!.url, base + path);
    equal(sent[0]!.headers.api_access_token, "secret");
    equal(sent[0]!.redirect, "manual");
  });
}

Deno.test("a list comes with the source's count and the vendor's clock", async () => {
  const { client } = clientWith(conversations);
  deepEqual(await client.conversationPage(1, signal), { rows: [{ id: 1 }], total: 12, date: 1000 });
});

Deno.test("what is gone is null where it may be, and a failure where it may not", async () => {
  const { client } = clientWith({}, 404);
  equal(await client.conversation("5", signal), null);
  equal(await client.contact("5", signal), null);
  equal(await client.messages("5", {}, signal), null);
  await rejects(
    client.labels(signal),
    (error) =>
      error instanceof VendorError && error.code === "not_found" && /labels/.test(error.message),
  );
});

Deno.test("a reply of another shape names the path and the field", async () => {
  const { client } = clientWith({ data: { meta: {}, payload: [] } });
  await rejects(client.conversationPage(1, signal), (error) => {
    equal(error instanceof VendorError, true);
    const { code, message, errorClass } = error as VendorError;
    deepEqual([code, errorClass], ["unexpected_shape", "decode"]);
    match(message, /\/conversations has another shape: data\.meta\.all_count/);
    return true;
  });
});

const roles: [string, unknown, boolean][] = [
  ["an administrator of this account", { accounts: [{ id: 7, role: "administrator" }] }, true],
  ["an agent", { accounts: [{ id: 7, role: "agent" }] }, false],
  ["an administrator of another account", { accounts: [{ id: 8, role: "administrator" }] }, false],
  ["a role nobody has heard of", { accounts: [{ id: 7, role: "owner" }] }, false],
];
for (const [name, profile, wanted] of roles) {
  Deno.test(`the token's owner: ${name}`, async () => {
    const { client, sent } = clientWith(profile);
    equal(await client.isAdministrator(signal), wanted);
    equal(sent[0]!.url, "https://chat.example/api/v1/profile");
  });
}

const refusals: [number, boolean, string | null | undefined][] = [
  [200, false, undefined],
  [401, false, "unauthorized"],
  [403, false, "forbidden"],
  [404, true, "wrong_account"],
  [404, false, null],
  [429, false, undefined],
  [500, false, undefined],
  [302, false, "redirected"],
];
for (const [status, probe, code] of refusals) {
  Deno.test(`${status}${probe ? " of the first call" : ""} is ${code}`, () => {
    const refusal = classifyRefusal(new Response(null, { status }), probe);
    equal(refusal instanceof VendorError ? refusal.code : refusal, code);
    if (refusal instanceof VendorError) {
      equal(refusal.errorClass, "config");
      match(refusal.options.fix ?? "", /Chatwoot|token|CHATWOOT/);
      match(refusal.message, new RegExp(`\\(${status}\\)`));
    }
  });
}

Deno.test("a redirect names where it leads, without path and parameters", () => {
  const headers = { location: "https://login.example/sso?token=abc" };
  const refusal = classifyRefusal(new Response(null, { status: 307, headers }), false);
  match(refusal!.message, /leads on to https:\/\/login\.example \(307\)$/);
});

const since = Date.UTC(2026, 10, 23, 9);
const windows: [string, unknown[], boolean][] = [
  ["rows within the window", [{ updated_at: since / 1000 + 5 }], false],
  ["a row from just before it, as clocks go on", [{ updated_at: since / 1000 - 59 }], false],
  ["a row from long before it", [{ updated_at: since / 1000 - 61 }], true],
  ["one old row among new ones", [{ updated_at: since / 1000 }, { updated_at: 5 }], true],
  ["no rows", [], false],
  ["rows without a time", [{}, null, { updated_at: "x" }], false],
];
for (const [name, rows, ignored] of windows) {
  Deno.test(`whether the window was ignored: ${name}`, () =>
    equal(windowIgnored(rows, since), ignored));
}
