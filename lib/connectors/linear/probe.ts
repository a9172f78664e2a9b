import { type HttpClient, systemClock } from "../../platform/mod.ts";
import type { SyncWarning } from "../connector.ts";
import type { Probe, ProbeRequest, Seen } from "../probe.ts";
import { linearAsk } from "./client.ts";
import type { ListName } from "./queries.ts";
import { type LinearLists, linearLists } from "./read_lists.ts";
import { type Opening, readOpening, readTeamsSeen, type SeenTeam } from "./workspace.ts";

/** Names shown of each kind. */
const NAMES = 8;

/** Fewer issues than this share of what the workspace is said to hold are worth a word. */
const MOST = 0.9;

/** A handful of requests needs no spacing. */
const noPace = () => Promise.resolve();

/** Counts a list and takes down the first names. */
async function look(lists: LinearLists, list: ListName, signal: AbortSignal): Promise<Seen> {
  const seen: Seen = { stream: list, count: 0, names: [] };
  for (let after: string | null = null;;) {
    const { rows, next } = await lists.page(list, { after }, signal);
    seen.count += rows.length;
    for (const row of rows as ({ name?: unknown } | null)[]) {
      if (seen.names.length < NAMES && typeof row?.name === "string") seen.names.push(row.name);
    }
    if (next === null) return seen;
    after = next;
  }
}

/** What the token does not see, as far as that can be told. */
function narrowness({ user, issues }: Opening, teams: readonly SeenTeam[]): SyncWarning[] {
  const warnings: SyncWarning[] = [];
  const held = teams.reduce((sum, team) => sum + team.issues, 0);
  if (teams.length === 0) {
    warnings.push({
      code: "no_teams",
      message: `${user.name}'s token sees no team: there is nothing to read`,
      fix: "Use a key of a user who is a member of the teams, and not limited to others.",
    });
  } else if (user.guest || held < MOST * issues) {
    warnings.push({
      code: "narrowed",
      message: `The token sees ${teams.length} teams with ${held} of about ${issues} issues`,
      fix:
        "Private teams are seen by their members only, and a key may be limited to some teams. Use a key of a user who sees them all.",
    });
  }
  if (!user.admin) {
    warnings.push({
      code: "not_administrator",
      message: "The token's user is no administrator: webhooks have to be set up by hand",
      fix: "Use an administrator's key, or leave it: changes are then read by polling alone.",
    });
  }
  return warnings;
}

/**
 * Looks at a Linear workspace with a personal key or an OAuth token.
 *
 * @throws {VendorError} when it cannot be reached or refuses the token: `unauthorized`,
 * `token_expired`, `wrong_token_kind` for another vendor's, `wrong_token_form`
 */
export async function probeLinear(
  http: HttpClient,
  { baseUrl, token }: ProbeRequest,
  signal: AbortSignal,
): Promise<Probe> {
  const config = { baseUrl, token };
  const ask = linearAsk({ http, clock: systemClock, pace: noPace, config });
  const lists = linearLists(ask);
  const opening = await readOpening(ask, signal);
  const teams = await readTeamsSeen(ask, signal);
  const named = teams.map(({ key, name, private: hidden }) =>
    `${name} (${key}${hidden ? ", private" : ""})`
  );
  return {
    accounts: [opening.workspace],
    account: opening.workspace,
    sees: [
      { stream: "teams", count: teams.length, names: named.slice(0, NAMES) },
      await look(lists, "users", signal),
      await look(lists, "projects", signal),
      { stream: "issues", count: teams.reduce((sum, team) => sum + team.issues, 0), names: [] },
    ],
    missing: [],
    warnings: narrowness(opening, teams),
  };
}
