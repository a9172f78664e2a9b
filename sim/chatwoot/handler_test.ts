import assert from "node:assert/strict";
import { chatwootAccount, start } from "../../tests/support/chatwoot_account.ts";

interface Row {
  id: number;
  created_at: number;
}
interface ConversationReply {
  data: { meta: Record<string, number>; payload: Row[] };
}
interface ContactReply {
  meta: { count: number; current_page: string };
  payload: (Row & { name: string })[];
}

const ids = (rows: Row[]) => rows.map((row) => row.id);
const minute = 60_000;

Deno.test("a conversation shows as Chatwoot shows it", async () => {
  const { state, get, talk, clock, agent, contact } = chatwootAccount();
  const conversation = talk();
  clock.at += 2500;
  state.setStatus(conversation.id, "snoozed", start + 3_600_000);
  state.assign(conversation.id, agent.id);
  const row = await get<Record<string, unknown>>(`/conversations/${conversation.id}`);
  const second = Math.floor(start / 1000);
  const sender = {
    additional_attributes: {},
    availability_status: "offline",
    email: "ada@client.example",
    id: contact.id,
    name: "Ada",
    phone_number: null,
    blocked: false,
    identifier: null,
    thumbnail: "",
    custom_attributes: {},
    last_activity_at: second,
    created_at: second,
  };
  assert.deepEqual(row.meta, {
    sender,
    channel: "Channel::WebWidget",
    assignee: {
      id: agent.id,
      available_name: "Bo",
      avatar_url: "",
      name: "Bo",
      email: "bo@agency.example",
      role: "agent",
      type: "user",
      thumbnail: "",
    },
    assignee_type: "User",
    hmac_verified: false,
  });
  const { id, status, snoozed_until, created_at, updated_at, waiting_since } = row;
  assert.deepEqual({ id, status, snoozed_until, created_at, updated_at, waiting_since }, {
    id: 1,
    status: "snoozed",
    snoozed_until: "2026-03-02T10:00:00.500Z",
    created_at: second,
    updated_at: (start + 2500) / 1000,
    waiting_since: second,
  });
  assert.equal(row.first_reply_created_at, 0, "0 is never");
  assert.deepEqual(row.messages, [{
    id: 1,
    content: "Hi",
    inbox_id: 1,
    conversation_id: 1,
    message_type: 0,
    content_type: "text",
    status: "sent",
    content_attributes: {},
    created_at: second,
    private: false,
    source_id: null,
    sender: { ...sender, type: "contact" },
  }]);
});

Deno.test("conversations come 25 a page, and an empty page after the last", async () => {
  const { get, talk, clock } = chatwootAccount();
  for (let count = 0; count < 50; count++, clock.at += 1000) talk();
  const page = (number: number) =>
    get<ConversationReply>(`/conversations?sort_by=created_at_asc&page=${number}`);
  const pages = [await page(1), await page(2), await page(3)];
  assert.deepEqual(pages.map((reply) => reply.data.payload.length), [25, 25, 0]);
  assert.deepEqual(
    pages.flatMap((reply) => ids(reply.data.payload)),
    Array.from({ length: 50 }, (_, index) => index + 1),
  );
  assert.ok(pages.every((reply) => reply.data.meta.all_count === 50));
});

Deno.test("CONVERSATION_RESULTS_PER_PAGE changes the page", async () => {
  const { get, talk } = chatwootAccount({ pageSize: 2 });
  for (let count = 0; count < 3; count++) talk();
  const { data } = await get<ConversationReply>("/conversations");
  assert.equal(data.payload.length, 2);
});

Deno.test("a deletion while paging shifts the next page and hides one row", async () => {
  const { state, get, talk } = chatwootAccount({ pageSize: 2 });
  for (let count = 0; count < 4; count++) talk();
  const path = "/conversations?sort_by=created_at_asc&page=";
  assert.deepEqual(ids((await get<ConversationReply>(`${path}1`)).data.payload), [1, 2]);
  state.deleteConversation(1);
  const second = await get<ConversationReply>(`${path}2`);
  assert.deepEqual(ids(second.data.payload), [4], "3 was shown on neither page");
  assert.equal(second.data.meta.all_count, 3);
});

Deno.test("conversations sort by what is asked, ties and missing values as in PostgreSQL", async (t) => {
  const { state, get, talk, clock } = chatwootAccount();
  for (let count = 0; count < 4; count++, clock.at += minute) talk();
  state.createMessage({ conversationId: 2, content: "Later", at: clock.at });
  state.createMessage({ conversationId: 1, content: "Hello", type: "outgoing" });
  state.createMessage({ conversationId: 4, content: "Hello", type: "outgoing" });
  state.setPriority(3, "low");
  state.setPriority(1, "urgent");
  const expected: Record<string, number[]> = {
    "": [4, 2, 1, 3],
    "nonsense": [4, 2, 1, 3],
    last_activity_at_desc: [4, 2, 1, 3],
    last_activity_at_asc: [3, 1, 2, 4],
    created_at_asc: [1, 2, 3, 4],
    created_at_desc: [4, 3, 2, 1],
    priority_desc: [1, 3, 4, 2],
    priority_asc: [3, 1, 4, 2],
    waiting_since_asc: [2, 3, 1, 4],
    waiting_since_desc: [3, 2, 1, 4],
  };
  for (const [order, wanted] of Object.entries(expected)) {
    await t.step(order || "by default", async () => {
      const path = order === "" ? "/conversations" : `/conversations?sort_by=${order}`;
      assert.deepEqual(ids((await get<ConversationReply>(path)).data.payload), wanted);
    });
  }
});

Deno.test("only open conversations are listed unless a status is asked for", async () => {
  const { state, get, talk } = chatwootAccount();
  for (let count = 0; count < 4; count++) talk();
  state.setStatus(2, "resolved");
  state.setStatus(3, "pending");
  state.setStatus(4, "snoozed", start + minute);
  const listed = async (query: string) =>
    ids(
      (await get<ConversationReply>(`/conversations?sort_by=created_at_asc${query}`)).data.payload,
    );
  assert.deepEqual(await listed(""), [1]);
  assert.deepEqual(await listed("&status=all"), [1, 2, 3, 4]);
  assert.deepEqual(await listed("&status=resolved"), [2]);
  assert.deepEqual(await listed("&status=snoozed"), [4]);
});

Deno.test("conversations are narrowed by inbox, by any of the labels and by assignee", async () => {
  const { state, get, talk, agent, admin, contact } = chatwootAccount();
  const mail = state.createInbox({ name: "Mail" });
  for (let count = 0; count < 3; count++) talk();
  state.createConversation({ inboxId: mail.id, contactId: contact.id });
  state.setLabels(1, ["billing"]);
  state.setLabels(2, ["scope", "urgent"]);
  state.assign(1, admin.id);
  state.assign(2, agent.id);
  const list = (query: string) =>
    get<ConversationReply>(`/conversations?sort_by=created_at_asc&${query}`);
  const listed = async (query: string) => ids((await list(query)).data.payload);
  assert.deepEqual(await listed(`inbox_id=${mail.id}`), [4]);
  assert.deepEqual(await listed("labels[]=billing&labels[]=scope"), [1, 2]);
  assert.deepEqual(await listed("labels[]=none"), []);
  assert.deepEqual(await listed("assignee_type=assigned"), [1, 2]);
  assert.deepEqual(await listed("assignee_type=unassigned"), [3, 4]);
  const mine = await list("assignee_type=me");
  assert.deepEqual(ids(mine.data.payload), [1]);
  assert.deepEqual(mine.data.meta, {
    mine_count: 1,
    assigned_count: 2,
    unassigned_count: 2,
    all_count: 4,
  }, "the counts are those before the assignee narrows the list");
});

Deno.test("updated_within is one unbounded reply, exclusive, on the server's clock", async () => {
  const { get, talk, clock } = chatwootAccount();
  for (let count = 0; count < 60; count++, clock.at += 1000) talk();
  const within = async (seconds: number, more = "") =>
    (await get<ConversationReply>(
      `/conversations?status=all&updated_within=${seconds}${more}`,
    )).data;
  assert.equal((await within(3600)).payload.length, 60, "not cut into pages");
  assert.equal((await within(3600, "&page=7")).payload.length, 60, "the page is ignored");
  const narrow = await within(10);
  assert.deepEqual(ids(narrow.payload).sort((a, b) => a - b), [52, 53, 54, 55, 56, 57, 58, 59, 60]);
  assert.equal(narrow.meta.all_count, 60, "the counts ignore it");
});

Deno.test("updated_within sees what moved, and not an edited or deleted message", async () => {
  const { state, get, talk, clock } = chatwootAccount();
  for (let count = 0; count < 3; count++) talk();
  clock.at += 3_600_000;
  state.editMessage(1, 1, "Hi!");
  state.deleteMessage(2, 2);
  state.setMessageStatus(2, 2, "read");
  state.setLabels(3, ["urgent"]);
  const { data } = await get<ConversationReply>("/conversations?status=all&updated_within=60");
  assert.deepEqual(ids(data.payload), [3]);
});

Deno.test("messages come in windows cut by time while the filter is by id", async (t) => {
  const { state, get, talk } = chatwootAccount();
  const conversation = talk();
  for (let count = 2; count <= 150; count++) {
    state.createMessage({
      conversationId: conversation.id,
      content: String(count),
      at: start + count,
    });
  }
  const shown = async (query: string) =>
    ids((await get<{ payload: Row[] }>(`/conversations/1/messages${query}`)).payload);
  const range = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, index) => from + index);
  const cases: [query: string, wanted: number[]][] = [
    ["", range(131, 150)],
    ["?after=", range(131, 150)],
    ["?after=10", range(11, 110)],
    ["?after=110", range(111, 150)],
    ["?after=150", []],
    ["?before=100", range(80, 99)],
    ["?before=5", range(1, 4)],
    ["?after=20&before=30", range(20, 29)],
    ["?after=1&before=1000", range(1, 150)],
  ];
  for (const [query, wanted] of cases) {
    await t.step(
      query || "the newest 20",
      async () => assert.deepEqual(await shown(query), wanted),
    );
  }
  await t.step("a message committed late takes the place of its time, not of its id", async () => {
    const late = state.createMessage({ conversationId: 1, content: "late", at: start + 100 });
    const window = await shown("?after=60");
    assert.equal(window.length, 91);
    assert.equal(window.indexOf(late.id), window.indexOf(100) + 1);
    assert.deepEqual(await shown(`?after=${late.id}`), []);
  });
});

Deno.test("a window of messages is cut at 100 after an id and at 1,000 between two", async () => {
  const { state, get, talk } = chatwootAccount();
  const conversation = talk();
  for (let count = 2; count <= 1100; count++) {
    state.createMessage({ conversationId: conversation.id, content: "x", at: start + count });
  }
  const shown = async (query: string) =>
    ids((await get<{ payload: Row[] }>(`/conversations/1/messages?${query}`)).payload);
  assert.equal((await shown("after=1")).length, 100);
  assert.equal((await shown("after=1&before=1100")).length, 1000);
});

Deno.test("filter_internal_messages hides private notes and activity", async () => {
  const { state, get, talk } = chatwootAccount();
  talk();
  state.createMessage({ conversationId: 1, content: "n", type: "outgoing", private: true });
  state.createMessage({ conversationId: 1, content: "Joined", type: "activity" });
  const { payload } = await get<{ payload: Row[] }>(
    "/conversations/1/messages?filter_internal_messages=true",
  );
  assert.deepEqual(ids(payload), [1]);
});

Deno.test("a deleted message stays, with other text and without its files", async () => {
  const { state, get, talk } = chatwootAccount();
  talk();
  const message = state.createMessage({
    conversationId: 1,
    content: "Secret",
    attachments: [{ fileType: "image", dataUrl: "https://files.test/a.png", fileSize: 9 }],
  });
  state.deleteMessage(1, message.id);
  const { payload } = await get<{ payload: Record<string, unknown>[] }>(
    "/conversations/1/messages",
  );
  const shown = payload.find((row) => row.id === message.id)!;
  assert.deepEqual(shown.content_attributes, { deleted: true });
  assert.equal(shown.content, "This message was deleted");
  assert.equal("attachments" in shown, false);
});

Deno.test("contacts come 15 a page with their number, resolved ones only", async () => {
  const { state, get } = chatwootAccount();
  for (let count = 0; count < 30; count++) {
    state.createContact({
      name: `C${count}`,
      ...(count % 2 === 0 ? { phoneNumber: `+49${count}` } : {}),
    });
  }
  state.createContact({ name: "By identifier", identifier: "crm-1" });
  const page = (number: number) => get<ContactReply>(`/contacts?sort=created_at&page=${number}`);
  const [first, second, third] = [await page(1), await page(2), await page(3)];
  assert.deepEqual(
    [first, second, third].map((
      { meta, payload },
    ) => [meta.count, meta.current_page, payload.length]),
    [[17, "1", 15], [17, "2", 2], [17, "3", 0]],
  );
  const visitor = state.createContact({ name: "Visitor" });
  const { payload } = await get<{ payload: { name: string } }>(`/contacts/${visitor.id}`);
  assert.equal(payload.name, "Visitor", "an unresolved visitor is found by id");
});

Deno.test("contacts sort by what is asked, ascending and with - descending", async (t) => {
  const { state, get } = chatwootAccount();
  state.createContact({
    name: "Cy",
    email: "a@x.example",
    companyName: "Zeta",
    createdAt: start - 2,
  });
  state.createContact({
    name: "Bea",
    phoneNumber: "+491",
    companyName: "Acme",
    createdAt: start - 1,
  });
  const expected: Record<string, number[]> = {
    created_at: [2, 3, 1],
    "-created_at": [1, 3, 2],
    name: [1, 3, 2],
    "-name": [2, 3, 1],
    email: [2, 1, 3],
    "-email": [3, 1, 2],
    phone_number: [3, 1, 2],
    company_name: [3, 2, 1],
    "-company_name": [2, 3, 1],
  };
  for (const [sort, wanted] of Object.entries(expected)) {
    await t.step(
      sort,
      async () =>
        assert.deepEqual(ids((await get<ContactReply>(`/contacts?sort=${sort}`)).payload), wanted),
    );
  }
});

Deno.test("a merged contact is gone, and its conversations come back with the survivor", async () => {
  const { state, get, ask, talk, clock, contact } = chatwootAccount();
  talk();
  clock.at += minute;
  const survivor = state.createContact({ name: "Ada King", email: "ada@king.example" });
  state.mergeContacts(survivor.id, contact.id);
  assert.equal((await ask(`/contacts/${contact.id}`)).status, 404);
  const { data } = await get<{ data: { payload: { meta: { sender: Row } }[] } }>(
    "/conversations?updated_within=30",
  );
  assert.equal(data.payload[0]?.meta.sender.id, survivor.id);
  const own = await get<{ payload: Row[] }>(`/contacts/${survivor.id}/conversations`);
  assert.deepEqual(ids(own.payload), [1]);
});

Deno.test("a contact's conversations are its 20 newest", async () => {
  const { get, talk, contact } = chatwootAccount();
  for (let count = 0; count < 22; count++) talk();
  const { payload } = await get<{ payload: Row[] }>(`/contacts/${contact.id}/conversations`);
  assert.deepEqual(ids(payload), Array.from({ length: 20 }, (_, index) => 22 - index));
});

Deno.test("rows that are gone answer 404 as Chatwoot does", async () => {
  const { state, ask, talk, contact } = chatwootAccount();
  talk();
  state.deleteConversation(1);
  state.deleteContact(contact.id);
  for (const path of ["/conversations/1", "/conversations/1/messages", `/contacts/${contact.id}`]) {
    const reply = await ask(path);
    assert.equal(reply.status, 404);
    assert.deepEqual(await reply.json(), { error: "Resource could not be found" });
  }
});

Deno.test("who may not see is told so", async (t) => {
  const { ask } = chatwootAccount({ foreignAccountIds: [2] });
  const cases: [name: string, path: string, token: string, status: number, error: string][] = [
    ["a wrong token", "/inboxes", "wrong", 401, "Invalid Access Token"],
    ["no token", "/inboxes", "", 401, "Invalid Access Token"],
    [
      "a wrong token asking for its profile",
      "//api/v1/profile",
      "wrong",
      401,
      "Invalid Access Token",
    ],
    [
      "another account",
      "//api/v1/accounts/2/inboxes",
      "admin-token",
      401,
      "You are not authorized to access this account",
    ],
    [
      "an account that does not exist",
      "//api/v1/accounts/3/inboxes",
      "admin-token",
      404,
      "Resource could not be found",
    ],
  ];
  for (const [name, path, token, status, error] of cases) {
    await t.step(name, async () => {
      const reply = await ask(path, { token });
      assert.equal(reply.status, status);
      assert.deepEqual(await reply.json(), { error });
    });
  }
  await t.step("a plan without API access", async () => {
    const reply = await chatwootAccount({ apiAccess: false }).ask("/inboxes");
    assert.equal(reply.status, 403);
    assert.deepEqual(await reply.json(), {
      error: "API access is not enabled for this account",
    });
  });
});

Deno.test("an agent's token sees its own inboxes only", async () => {
  const { state, get, ask, talk, contact, inbox } = chatwootAccount();
  const mail = state.createInbox({ name: "Mail" });
  const own = talk();
  const foreign = state.createConversation({ inboxId: mail.id, contactId: contact.id });
  const token = "agent-token";
  const list = await get<ConversationReply>("/conversations?status=all", token);
  assert.deepEqual(ids(list.data.payload), [own.id]);
  assert.equal(list.data.meta.all_count, 1);
  assert.deepEqual(ids((await get<{ payload: Row[] }>("/inboxes", token)).payload), [inbox.id]);
  const byContact = await get<{ payload: Row[] }>(`/contacts/${contact.id}/conversations`, token);
  assert.deepEqual(ids(byContact.payload), [own.id]);
  for (const path of [`/conversations/${foreign.id}`, `/conversations/${foreign.id}/messages`]) {
    const reply = await ask(path, { token });
    assert.equal(reply.status, 401, "hidden rows are refused, not missing");
    assert.deepEqual(await reply.json(), { error: "You are not authorized to do this action" });
  }
  assert.equal((await ask("/webhooks", { token })).status, 401);
  assert.equal((await ask("/webhooks")).status, 200);
});

Deno.test("over the limit: 429 in plain text, without Retry-After, until the next full minute", async () => {
  const { ask, clock } = chatwootAccount({ rateLimit: 3 });
  clock.at = start - 500 + 59_000;
  for (let count = 0; count < 3; count++) assert.equal((await ask("/labels")).status, 200);
  const refused = await ask("/labels");
  assert.equal(refused.status, 429);
  assert.equal(refused.headers.get("content-type"), "text/plain");
  assert.equal(refused.headers.get("retry-after"), null);
  assert.equal(await refused.text(), "Retry later\n");
  assert.equal((await ask("/labels", { client: "10.0.0.9" })).status, 200, "counted per address");
  clock.at += 999;
  assert.equal((await ask("/labels")).status, 429);
  clock.at += 1;
  assert.equal((await ask("/labels")).status, 200, "the window is the minute of the clock");
});

Deno.test("every reply says the server's time", async () => {
  const { ask, clock, faults } = chatwootAccount();
  clock.at = Date.parse("2026-05-01T12:00:00Z");
  const wanted = "Fri, 01 May 2026 12:00:00 GMT";
  assert.equal((await ask("/labels")).headers.get("date"), wanted);
  faults.add({ kind: "status", status: 503 });
  assert.equal((await ask("/labels")).headers.get("date"), wanted);
});

Deno.test("a reply sent through the API is a message of the token's owner", async () => {
  const { state, get, ask, talk, agent } = chatwootAccount();
  talk();
  const reply = await ask("/conversations/1/messages", {
    method: "POST",
    token: "agent-token",
    body: { content: "Done", message_type: "outgoing" },
  });
  const row = await reply.json();
  assert.deepEqual([row.message_type, row.private, row.sender.id], [1, false, agent.id]);
  assert.equal(state.tables.conversations.get(1)?.messages.length, 2);
  const { payload } = await get<{ payload: Row[] }>("/conversations/1/messages");
  assert.deepEqual(ids(payload), [1, row.id]);
});
