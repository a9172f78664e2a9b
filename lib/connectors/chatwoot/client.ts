import { z } from "zod";
import {
  type ChatwootConfig,
  type HttpClient,
  type JsonReply,
  VendorError,
} from "../../platform/mod.ts";
import type { Pace } from "../pace.ts";
import { statedError } from "./stated_error.ts";

/** Raw rows of a list, with what the reply says about the whole. */
export interface RawList {
  rows: unknown[];
  /** The source's own count of all rows; null where the endpoint gives none. */
  total: number | null;
  /** The vendor's clock, epoch milliseconds; null without a `Date` header. */
  date: number | null;
}

/** Chatwoot's REST API as the sync uses it. Every call may throw a `VendorError`. */
export interface ChatwootClient {
  /** One page of all conversations, oldest first; empty after the last. */
  conversationPage(page: number, signal: AbortSignal): Promise<RawList>;
  /** All conversations that changed within the last `seconds`, by the vendor's clock. */
  changedConversations(seconds: number, signal: AbortSignal): Promise<RawList>;
  /** One conversation; null when it is gone. */
  conversation(id: string, signal: AbortSignal): Promise<unknown | null>;
  /**
   * Messages in a window of ids: up to 100 above `after`, up to 1,000 from `after` up to, not
   * including, `before`, without both the newest 20. Null: the conversation is gone.
   */
  messages(
    conversation: string,
    window: { after?: number; before?: number },
    signal: AbortSignal,
  ): Promise<RawList | null>;
  contactPage(page: number, signal: AbortSignal): Promise<RawList>;
  contact(id: string, signal: AbortSignal): Promise<unknown | null>;
  /** The first call of a run: 404 here means that the account is not there. */
  inboxes(signal: AbortSignal): Promise<RawList>;
  agents(signal: AbortSignal): Promise<RawList>;
  labels(signal: AbortSignal): Promise<RawList>;
  /** The accounts that the token's user belongs to. */
  accounts(signal: AbortSignal): Promise<ProfileAccount[]>;
  /** Whether the token is an administrator's of this account; an agent's sees its own inboxes only. */
  isAdministrator(signal: AbortSignal): Promise<boolean>;
}

/** An account as a user's profile names it. */
export interface ProfileAccount {
  id: number;
  name?: string | null;
  role?: string | null;
}

const conversationsReply = z.object({
  data: z.object({
    meta: z.looseObject({ all_count: z.int().min(0) }),
    payload: z.array(z.unknown()),
  }),
});
const contactsReply = z.object({
  meta: z.looseObject({ count: z.int().min(0) }),
  payload: z.array(z.unknown()),
});
const payloadReply = z.object({ payload: z.array(z.unknown()) });
const agentsReply = z.array(z.unknown());
const profileReply = z.object({
  accounts: z.array(
    z.looseObject({ id: z.int(), name: z.string().nullish(), role: z.string().nullish() }),
  ),
});
const contactReply = z.object({ payload: z.unknown() });

/** What a refusal means for Chatwoot, in words for the person who set the connection up. */
export function classifyRefusal(
  response: Response,
  probe: boolean,
): VendorError | null | undefined {
  const { status } = response;
  if (status >= 300 && status < 400) return redirected(response);
  if (status === 401) {
    return new VendorError(
      "config",
      "unauthorized",
      "Chatwoot does not accept the access token (401)",
      {
        status,
        fix:
          "Copy an administrator's token from Chatwoot's profile settings into CHATWOOT_API_TOKEN. If it is right, a proxy may drop the header api_access_token: set underscores_in_headers on in nginx.",
      },
    );
  }
  if (status === 403) {
    return new VendorError(
      "config",
      "forbidden",
      "Chatwoot refuses API access for this account (403)",
      {
        status,
        fix: "Use a plan with API access, and the token of an administrator of this account.",
      },
    );
  }
  if (status === 404 && probe) {
    return new VendorError("config", "wrong_account", "Chatwoot knows no such account (404)", {
      status,
      fix: "Set CHATWOOT_ACCOUNT_ID to the number in Chatwoot's address: /app/accounts/NUMBER/.",
    });
  }
  return status === 404 ? null : undefined;
}

/** A redirect is not followed: the access token would go wherever it leads. */
function redirected(response: Response): VendorError {
  const location = response.headers.get("location") ?? "";
  const target = URL.canParse(location, response.url || undefined)
    ? new URL(location, response.url || undefined).origin
    : "another address";
  return new VendorError(
    "config",
    "redirected",
    `Chatwoot's address leads on to ${target} (${response.status})`,
    {
      status: response.status,
      fix: `Set CHATWOOT_BASE_URL to the address that answers itself${
        target.startsWith("http") ? `, such as ${target}` : ""
      }. The access token is not sent on.`,
    },
  );
}

/** A client for one account. `pace` spaces the requests out. */
export function createChatwootClient(
  config: ChatwootConfig,
  http: HttpClient,
  pace: Pace,
): ChatwootClient {
  const api = `${config.baseUrl}/api/v1`;
  const base = `${api}/accounts/${config.accountId}`;

  async function read<T>(
    path: string,
    shape: z.ZodType<T>,
    signal: AbortSignal,
    probe = false,
    from = base,
  ): Promise<{ body: T; date: number | null } | null> {
    await pace(signal);
    const reply: JsonReply<unknown> = await http.requestJson(`${from}${path}`, {
      headers: { api_access_token: config.token, accept: "application/json" },
      redirect: "manual",
    }, {
      signal,
      classify: (response) => classifyRefusal(response, probe),
      classifyBody: statedError,
    });
    if (reply.status === 404) return null;
    const body = shape.safeParse(reply.body);
    if (!body.success) {
      const issue = body.error.issues[0];
      throw new VendorError(
        "decode",
        "unexpected_shape",
        `Chatwoot's reply to ${path.replace(/\?.*/, "")} has another shape: ${
          issue?.path.join(".")
        }: ${issue?.message}`,
        {
          fix: "Check that CHATWOOT_BASE_URL is a Chatwoot server of version 4.",
        },
      );
    }
    return { body: body.data, date: reply.date };
  }

  /** As `read`, for endpoints that exist whenever the account does. */
  async function must<T>(path: string, shape: z.ZodType<T>, signal: AbortSignal, probe = false) {
    const reply = await read(path, shape, signal, probe);
    if (reply !== null) return reply;
    const name = path.replace(/\?.*/, "");
    throw new VendorError("permanent", "not_found", `Chatwoot has no ${name} (404)`, {
      status: 404,
      fix: "Check that CHATWOOT_BASE_URL is a Chatwoot server of version 4.",
    });
  }

  async function accounts(signal: AbortSignal): Promise<ProfileAccount[]> {
    return (await read("/profile", profileReply, signal, false, api))?.body.accounts ?? [];
  }

  async function conversations(query: string, signal: AbortSignal): Promise<RawList> {
    const { body, date } = await must(
      `/conversations?status=all&assignee_type=all&${query}`,
      conversationsReply,
      signal,
    );
    return { rows: body.data.payload, total: body.data.meta.all_count, date };
  }

  return {
    conversationPage: (page, signal) =>
      conversations(`sort_by=created_at_asc&page=${page}`, signal),
    changedConversations: (seconds, signal) =>
      conversations(`updated_within=${Math.ceil(seconds)}`, signal),
    async conversation(id, signal) {
      return (await read(`/conversations/${id}`, z.looseObject({}), signal))?.body ?? null;
    },
    async messages(conversation, window, signal) {
      const parameters = Object.entries(window).map(([name, id]) => `${name}=${id}`);
      const query = parameters.length === 0 ? "" : `?${parameters.join("&")}`;
      const reply = await read(
        `/conversations/${conversation}/messages${query}`,
        payloadReply,
        signal,
      );
      return reply && { rows: reply.body.payload, total: null, date: reply.date };
    },
    async contactPage(page, signal) {
      const { body, date } = await must(
        `/contacts?sort=created_at&page=${page}`,
        contactsReply,
        signal,
      );
      return { rows: body.payload, total: body.meta.count, date };
    },
    async contact(id, signal) {
      return (await read(`/contacts/${id}`, contactReply, signal))?.body.payload ?? null;
    },
    async inboxes(signal) {
      const { body, date } = await must("/inboxes", payloadReply, signal, true);
      return { rows: body.payload, total: body.payload.length, date };
    },
    async agents(signal) {
      const { body, date } = await must("/agents", agentsReply, signal);
      return { rows: body, total: body.length, date };
    },
    async labels(signal) {
      const { body, date } = await must("/labels", payloadReply, signal);
      return { rows: body.payload, total: body.payload.length, date };
    },
    accounts,
    async isAdministrator(signal) {
      const account = (await accounts(signal)).find(({ id }) => String(id) === config.accountId);
      return account?.role === "administrator";
    },
  };
}
