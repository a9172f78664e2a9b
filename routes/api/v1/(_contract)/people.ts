import { z } from "zod";
import { operation, pageQuery } from "@/lib/api/mod.ts";
import type { ApiToken, ListedSession } from "@/lib/auth/mod.ts";
import { done, id, locale, next } from "./shapes.ts";

const sessionTag = "Session";
const accessTag = "Access";

export const readSession = operation({
  name: "readSession",
  method: "GET",
  path: "/session",
  tag: sessionTag,
  summary: "Who is signed in, and what they look at",
  reply: z.object({
    session: z.object({
      id,
      login: z.string(),
      locale,
      theme: z.enum(["light", "dark"]).nullable(),
    }).nullable().meta({ description: "Null for an API token." }),
    project_id: id.nullable().meta({ description: "The chosen project; null for all of them." }),
    projects: z.array(z.object({
      id,
      name: z.string(),
      slug: z.string(),
      kind: z.enum(["client", "unassigned"]),
      pinned: z.boolean(),
    })),
  }),
});

export const changeSession = operation({
  name: "changeSession",
  method: "PATCH",
  path: "/session",
  tag: sessionTag,
  summary: "Choose the project, language or theme of the session",
  description: "Holds from the next request on, in every process. An API token has no session.",
  body: z.strictObject({
    project_id: id.nullable().optional(),
    locale: locale.optional(),
    theme: z.enum(["light", "dark"]).nullable().optional(),
  }).refine((change) => Object.keys(change).length > 0, "Name at least one change"),
  reply: done,
  fails: [404],
});

const listed = z.object({
  id,
  user_agent: z.string().nullable(),
  ip: z.string().nullable(),
  created_at: z.date(),
  last_seen_at: z.date(),
  current: z.boolean().meta({ description: "Whether it is the one that asks." }),
});

/** A session as the API shows it. */
export function sessionOf(session: ListedSession, own: string | null): z.infer<typeof listed> {
  const { userAgent, createdAt, lastSeenAt, ...rest } = session;
  return {
    ...rest,
    user_agent: userAgent,
    created_at: createdAt,
    last_seen_at: lastSeenAt,
    current: session.id === own,
  };
}

export const listSessions = operation({
  name: "listSessions",
  method: "GET",
  path: "/sessions",
  tag: accessTag,
  summary: "Sessions that are signed in, newest first",
  query: pageQuery,
  reply: z.object({ sessions: z.array(listed), next }),
});

export const endOtherSessions = operation({
  name: "endOtherSessions",
  method: "DELETE",
  path: "/sessions",
  tag: accessTag,
  summary: "End all sessions but the one that asks",
  reply: z.object({ ended: z.int() }),
});

export const endSession = operation({
  name: "endSession",
  method: "DELETE",
  path: "/sessions/{id}",
  tag: accessTag,
  summary: "End a session at once, in every process",
  reply: done,
});

const token = z.object({
  id,
  name: z.string(),
  scopes: z.array(z.enum(["read", "write"])),
  created_at: z.date(),
  last_used_at: z.date().nullable(),
});

/** A token as the API shows it: never the token itself. */
export function tokenOf({ createdAt, lastUsedAt, ...rest }: ApiToken): z.infer<typeof token> {
  return { ...rest, created_at: createdAt, last_used_at: lastUsedAt };
}

export const listTokens = operation({
  name: "listTokens",
  method: "GET",
  path: "/tokens",
  tag: accessTag,
  summary: "API tokens that are valid, newest first",
  query: pageQuery,
  reply: z.object({ tokens: z.array(token), next }),
});

export const createToken = operation({
  name: "createToken",
  method: "POST",
  path: "/tokens",
  tag: accessTag,
  summary: "Make an API token",
  description: "`token` is shown in this reply only. Only people make tokens, not scripts.",
  body: z.strictObject({
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(["read", "write"])).min(1).max(2),
  }),
  reply: z.object({ token: z.string(), api_token: token }),
  status: 201,
  creates: true,
});

export const revokeToken = operation({
  name: "revokeToken",
  method: "DELETE",
  path: "/tokens/{id}",
  tag: accessTag,
  summary: "Revoke an API token at once, in every process",
  reply: done,
});

const scope = z.object({ id, locale, time_zone: z.string() });

export const readScope = operation({
  name: "readScope",
  method: "GET",
  path: "/scope",
  tag: accessTag,
  summary: "Language and time zone of the account scope",
  reply: z.object({ scope }),
});

/** Whether the runtime knows a time zone by this name. */
function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A time zone's IANA name; offsets such as +02:00 are none, since they know no summer time. */
export const timeZone = z.string().max(100)
  .refine((name) => /^[A-Za-z]/.test(name) && isTimeZone(name), "Not an IANA time zone");

export const changeScope = operation({
  name: "changeScope",
  method: "PATCH",
  path: "/scope",
  tag: accessTag,
  summary: "Change language and time zone of the account scope",
  body: z.strictObject({ locale: locale.optional(), time_zone: timeZone.optional() })
    .refine((change) => Object.keys(change).length > 0, "Name at least one change"),
  reply: z.object({ scope }),
});
