import { applyFault, type Faults } from "../faults.ts";
import { contactLister } from "./contact_list.ts";
import { conversationLister } from "./conversation_list.ts";
import { messageWindow } from "./message_window.ts";
import { rateLimiter } from "./rate_limit.ts";
import type { ChatwootState } from "./account.ts";
import type { Agent, Conversation, Webhook } from "./tables.ts";
import { agentView, contactView, conversationView, inboxView, messageView } from "./views.ts";

/** How the stand-in answers. */
export interface HandlerOptions {
  /** Conversations on a page; `CONVERSATION_RESULTS_PER_PAGE`. */
  pageSize?: number;
  /** Requests a minute and client; 0 for no limit. */
  rateLimit?: number;
  /** Accounts of the installation that these tokens may not see: 401. Others do not exist: 404. */
  foreignAccountIds?: number[];
  /** False answers 403 as Chatwoot Cloud does for plans without API access. */
  apiAccess?: boolean;
}

const error = (status: number, message: string) => Response.json({ error: message }, { status });
const missing = () => error(404, "Resource could not be found");
const refused = () => error(401, "You are not authorized to do this action");

/** Answers requests to `/api/v1/accounts/{id}/…` as Chatwoot v4.16 does. */
export function chatwootHandler(
  state: ChatwootState,
  faults: Faults,
  options: HandlerOptions = {},
) {
  const { tables } = state;
  const limit = rateLimiter(state.clock, options.rateLimit ?? 3000);
  const listConversations = conversationLister(state, options.pageSize ?? 25);
  const listContacts = contactLister(state);

  const viewerOf = (request: Request): Agent | null => {
    const token = request.headers.get("api_access_token");
    for (const agent of tables.agents.values()) if (agent.token === token) return agent;
    return null;
  };
  const sees = (viewer: Agent, inboxId: number): boolean =>
    viewer.role === "administrator" || viewer.inboxIds.includes(inboxId);

  function showMessages(row: Conversation, query: URLSearchParams): Response {
    const contact = tables.contacts.get(row.contactId);
    return Response.json({
      meta: {
        labels: row.labels,
        additional_attributes: {},
        ...(contact === undefined ? {} : { contact: contactView(contact) }),
        agent_last_seen_at: null,
        assignee_last_seen_at: null,
      },
      payload: messageWindow(row.messages, query).map((message) => messageView(state, message)),
    });
  }

  async function addMessage(row: Conversation, viewer: Agent, request: Request): Promise<Response> {
    const body = await request.json() as {
      content?: string;
      private?: boolean;
      message_type?: string;
    };
    const message = state.createMessage({
      conversationId: row.id,
      content: body.content ?? null,
      type: body.message_type === "incoming" ? "incoming" : "outgoing",
      private: body.private ?? false,
      senderId: viewer.id,
    });
    return Response.json(messageView(state, message));
  }

  function showContact(id: string): Response {
    const contact = tables.contacts.get(Number(id));
    return contact === undefined
      ? missing()
      : Response.json({ payload: { ...contactView(contact), contact_inboxes: [] } });
  }

  /** The contact's 20 newest conversations in the inboxes the viewer sees. */
  function showConversationsOf(contactId: number, viewer: Agent): Response {
    if (!tables.contacts.has(contactId)) return missing();
    const rows = [...tables.conversations.values()]
      .filter((row) => row.contactId === contactId && sees(viewer, row.inboxId))
      .sort((a, b) => b.id - a.id).slice(0, 20);
    return Response.json({ payload: rows.map((row) => conversationView(state, row)) });
  }

  async function webhooks(request: Request, viewer: Agent): Promise<Response> {
    if (viewer.role !== "administrator") return refused();
    const view = (hook: Webhook) => ({ ...hook, account_id: state.accountId });
    if (request.method === "GET") {
      return Response.json({ payload: { webhooks: [...tables.webhooks.values()].map(view) } });
    }
    const body = await request.json() as { url: string; name?: string; subscriptions: string[] };
    const webhook = state.createWebhook({
      url: body.url,
      name: body.name ?? "",
      subscriptions: body.subscriptions,
      secret: crypto.randomUUID(),
    });
    return Response.json({ payload: { webhook: view(webhook) } });
  }

  function showProfile(viewer: Agent): Response {
    const { id, name, email, role } = viewer;
    return Response.json({
      id,
      name,
      email,
      role,
      accounts: [{ id: state.accountId, name: "Account", role }],
    });
  }

  async function answer(request: Request, url: URL): Promise<Response> {
    if (url.pathname === "/api/v1/profile") {
      const viewer = viewerOf(request);
      return viewer === null ? error(401, "Invalid Access Token") : showProfile(viewer);
    }
    const match = /^\/api\/v1\/accounts\/(\d+)\/(.+)$/.exec(url.pathname);
    if (match === null) {
      return new Response("<!DOCTYPE html><title>Chatwoot</title>", {
        headers: { "content-type": "text/html" },
      });
    }
    if (options.apiAccess === false) {
      return error(403, "API access is not enabled for this account");
    }
    const viewer = viewerOf(request);
    if (viewer === null) return error(401, "Invalid Access Token");
    if (options.foreignAccountIds?.includes(Number(match[1]))) {
      return error(401, "You are not authorized to access this account");
    }
    if (Number(match[1]) !== state.accountId) return missing();
    const [resource, id, part] = match[2]!.split("/");
    const query = url.searchParams;
    switch (resource) {
      case "conversations": {
        if (id === undefined) {
          const { rows, meta } = listConversations(query, viewer);
          return Response.json({
            data: { meta, payload: rows.map((row) => conversationView(state, row)) },
          });
        }
        const row = tables.conversations.get(Number(id));
        if (row === undefined) return missing();
        if (!sees(viewer, row.inboxId)) return refused();
        if (part === undefined) return Response.json(conversationView(state, row));
        if (part !== "messages") return missing();
        return request.method === "POST"
          ? await addMessage(row, viewer, request)
          : showMessages(row, query);
      }
      case "contacts": {
        if (part === "conversations") return showConversationsOf(Number(id), viewer);
        if (id !== undefined) return part === undefined ? showContact(id) : missing();
        const { rows, count, page } = listContacts(query);
        const payload = rows.map((row) => ({ ...contactView(row), contact_inboxes: [] }));
        return Response.json({ meta: { count, current_page: page }, payload });
      }
      case "inboxes": {
        const rows = [...tables.inboxes.values()].filter((row) => sees(viewer, row.id));
        return Response.json({ payload: rows.map(inboxView) });
      }
      case "agents":
        return Response.json([...tables.agents.values()].map((agent) => agentView(state, agent)));
      case "labels":
        return Response.json({
          payload: [...tables.labels.values()].map((row) => ({
            ...row,
            description: "",
            show_on_sidebar: true,
          })),
        });
      case "webhooks":
        return await webhooks(request, viewer);
      case "teams":
      case "custom_attribute_definitions":
        return Response.json([]);
      default:
        return missing();
    }
  }

  return async (request: Request, client = "local"): Promise<Response> => {
    const url = new URL(request.url);
    const limited = limit(client);
    const fault = faults.take(url.pathname + url.search);
    const reply = fault === null
      ? limited ?? await answer(request, url)
      : await applyFault(fault, request, () => answer(request, url));
    reply.headers.set("date", new Date(state.clock.now()).toUTCString());
    return reply;
  };
}
