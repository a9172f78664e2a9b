import { createChatwootFake, type FakeOptions } from "@/sim/mod.ts";

/** Where the clock of an account stands at first: a Monday morning, 0.5 s past the minute. */
export const start = Date.parse("2026-03-02T09:00:00.500Z");

/** An account of the Chatwoot stand-in that is asked without a port, on a clock that is set. */
export function chatwootAccount(options: FakeOptions = {}) {
  const clock = { at: start, now: () => clock.at };
  const fake = createChatwootFake({ clock, rateLimit: 0, ...options });
  const { state } = fake;
  const inbox = state.createInbox({ name: "Web" });
  const admin = state.createAgent({
    name: "Ann",
    email: "ann@agency.example",
    role: "administrator",
    token: "admin-token",
    inboxIds: [],
  });
  const agent = state.createAgent({
    name: "Bo",
    email: "bo@agency.example",
    role: "agent",
    token: "agent-token",
    inboxIds: [inbox.id],
  });
  const contact = state.createContact({ name: "Ada", email: "ada@client.example" });

  /** Asks for a path below the account, or for an address from its root when it begins with `//`. */
  function ask(
    path: string,
    init: { token?: string; method?: string; body?: unknown; client?: string } = {},
  ): Promise<Response> {
    const { token = "admin-token", method = "GET", body, client } = init;
    const address = path.startsWith("//") ? path.slice(1) : `/api/v1/accounts/1${path}`;
    return fake.handler(
      new Request(`http://chatwoot.test${address}`, {
        method,
        headers: { api_access_token: token, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
      client,
    );
  }

  return {
    ...fake,
    clock,
    inbox,
    admin,
    agent,
    contact,
    ask,
    /** The reply's JSON. */
    async get<T>(path: string, token?: string): Promise<T> {
      return await (await ask(path, token === undefined ? {} : { token })).json() as T;
    },
    /** A conversation of the account's contact, with one message of the contact. */
    talk(content = "Hi", at?: number) {
      const conversation = state.createConversation({
        inboxId: inbox.id,
        contactId: contact.id,
        ...(at === undefined ? {} : { at }),
      });
      state.createMessage({
        conversationId: conversation.id,
        content,
        ...(at === undefined ? {} : { at }),
      });
      return conversation;
    },
  };
}
