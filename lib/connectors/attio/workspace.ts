import { z } from "zod";
import { type Sql, VendorError } from "../../platform/mod.ts";
import type { AttioCalls } from "./client.ts";
import type { StreamName } from "./streams.ts";

/** Stands for the workspace of the token that the settings name: it is known only to Attio. */
export const CONFIGURED_WORKSPACE = "workspace";

/** What a token is, and what it may do. */
export interface Opening {
  workspace: { id: string; name: string };
  scopes: ReadonlySet<string>;
  /** Attio's clock, epoch milliseconds; null without a `Date` header. */
  date: number | null;
}

const self = z.looseObject({
  active: z.literal(true),
  scope: z.string(),
  workspace_id: z.string().min(1),
  workspace_name: z.string(),
});

/** Asks who the token is. @throws {VendorError} `config` / `unauthorized` for one that is not known */
export async function readOpening(calls: AttioCalls, signal: AbortSignal): Promise<Opening> {
  const { body, date } = await calls.ask("/self", self, signal);
  return {
    workspace: { id: body.workspace_id, name: body.workspace_name },
    scopes: new Set(body.scope.split(/[\s,]+/).filter((scope) => scope !== "")),
    date,
  };
}

const object = z.looseObject({
  id: z.looseObject({ object_id: z.string() }),
  api_slug: z.string(),
});
const objects = z.object({ data: z.array(object) });

/** The objects that are switched on and shown to the token: slug to id. */
export async function readObjects(
  calls: AttioCalls,
  signal: AbortSignal,
): Promise<Map<string, string>> {
  const { body } = await calls.ask("/objects", objects, signal);
  return new Map(body.data.map((row) => [row.api_slug, row.id.object_id]));
}

const records = ["record_permission:read", "object_configuration:read"];
const entries = ["list_entry:read", "list_configuration:read"];

/** The scopes that reading each stream needs. */
const needed: Record<StreamName, readonly string[]> = {
  companies: records,
  people: records,
  deals: records,
  lists: ["list_configuration:read"],
  entries,
  notes: ["note:read", ...records],
  tasks: ["task:read", ...records, "user_management:read"],
  workspace_members: ["user_management:read"],
};

/** The scopes that reading everything and being told of changes needs. */
export const SCOPES: readonly string[] = [
  ...new Set([...Object.values(needed).flat(), "webhook:read-write"]),
];

/** Of these scopes, those that a token has not; writing includes reading. */
export function missingScopes(
  scopes: ReadonlySet<string>,
  wanted: readonly string[],
): string[] {
  return wanted.filter((scope) =>
    !scopes.has(scope) && !(scope.endsWith(":read") && scopes.has(`${scope}-write`))
  );
}

/** The scopes that a token lacks for a stream. */
export function lacking(scopes: ReadonlySet<string>, stream: StreamName): string[] {
  return missingScopes(scopes, needed[stream]);
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
    select coalesce(capabilities ->> 'workspace', nullif(external_account_id, ${CONFIGURED_WORKSPACE}))
      as known
    from connections where id = ${connectionId}`;
  const known = row?.known ?? id;
  if (known !== id) {
    throw new VendorError(
      "config",
      "wrong_account",
      `The token belongs to another workspace of Attio: ${name}`,
      { fix: "Use a token of the workspace that was connected, or connect this one anew." },
    );
  }
  await sql`
    update connections set name = ${name},
      capabilities = capabilities || jsonb_build_object('workspace', ${id}::text)
    where id = ${connectionId}
      and (name is distinct from ${name} or capabilities ->> 'workspace' is null)`;
}
