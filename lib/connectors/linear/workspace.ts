import { z } from "zod";
import { type Sql, VendorError } from "../../platform/mod.ts";
import type { Ask, GraphqlReply } from "./client.ts";
import { unescapedName } from "./fields.ts";
import { teamsSeenQuery, viewerQuery } from "./queries.ts";
import { pageOf } from "./read_lists.ts";

/** Stands for the workspace of the key that the settings name: it is known only to Linear. */
export const CONFIGURED_WORKSPACE = "workspace";

/** Who asks, and in which workspace. */
export interface Opening {
  user: { id: string; name: string; admin: boolean; guest: boolean };
  workspace: { id: string; name: string };
  /** About how many issues the workspace holds, archived ones included. */
  issues: number;
  /** Linear's clock, epoch milliseconds; null without a `Date` header. */
  date: number | null;
}

const opening = z.object({
  viewer: z.object({ id: z.string(), name: z.string(), admin: z.boolean(), guest: z.boolean() }),
  organization: z.object({ id: z.string(), name: z.string(), createdIssueCount: z.number() }),
});

/** Asks who the token's user is. @throws {VendorError} */
export async function readOpening(ask: Ask, signal: AbortSignal): Promise<Opening> {
  const { data, date } = await ask(viewerQuery, {}, opening, signal);
  const { viewer, organization: { createdIssueCount, ...workspace } } = data;
  return {
    user: viewer,
    workspace: { ...workspace, name: unescapedName(workspace.name) },
    issues: createdIssueCount,
    date,
  };
}

/** A team that the token sees. */
export interface SeenTeam {
  id: string;
  key: string;
  name: string;
  private: boolean;
  /** Issues it holds, archived ones included. */
  issues: number;
}

const teamsSeen = z.object({
  teams: z.object({
    nodes: z.array(z.object({
      id: z.string(),
      key: z.string(),
      name: z.string(),
      visibility: z.string(),
      issueCount: z.number(),
    })),
    pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
  }),
});

/** The teams a token sees. @throws {VendorError} */
export async function readTeamsSeen(ask: Ask, signal: AbortSignal): Promise<SeenTeam[]> {
  const teams: SeenTeam[] = [];
  for (let after: string | null = null;;) {
    const { data }: GraphqlReply<z.infer<typeof teamsSeen>> = await ask(
      ...[teamsSeenQuery, { after }, teamsSeen, signal] as const,
    );
    teams.push(...data.teams.nodes.map(({ id, key, name, visibility, issueCount }) => ({
      ...{ id, key, name: unescapedName(name), private: visibility !== "public" },
      issues: issueCount,
    })));
    after = pageOf(data.teams, after).next;
    if (after === null) return teams;
  }
}

/**
 * Sees to it that a connection goes on with the workspace it began with, and notes the workspace's
 * name: rows of two would mix.
 *
 * @throws {VendorError} `config` / `wrong_account` for a token of another workspace
 */
export async function holdWorkspace(
  sql: Sql,
  connectionId: string,
  { id, name }: Opening["workspace"],
): Promise<void> {
  const [row] = await sql<{ known: string | null }[]>`
    with noted as (
      update connections set name = ${name},
        capabilities = capabilities || jsonb_build_object('workspace', ${id}::text)
      where id = ${connectionId}
        and coalesce(capabilities ->> 'workspace', nullif(external_account_id, ${CONFIGURED_WORKSPACE}), ${id})
          = ${id}
        and (name is distinct from ${name} or capabilities ->> 'workspace' is null)
    )
    select coalesce(capabilities ->> 'workspace', nullif(external_account_id, ${CONFIGURED_WORKSPACE}))
      as known
    from connections where id = ${connectionId}`;
  const known = row?.known ?? null;
  if (known === null || known === id) return;
  throw new VendorError(
    "config",
    "wrong_account",
    `The token belongs to another workspace of Linear: ${name}`,
    { fix: "Use a token of the workspace that was connected, or connect this one anew." },
  );
}
