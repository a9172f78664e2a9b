/** What a test of the Linear connector looks at, and how it fills a workspace. */
import type { Issue, Project, Team, WorkflowState } from "../../sim/linear/state/tables.ts";
import type { LinearWorld } from "../support/linear_world.ts";

const DAY = 86_400_000;

/** Streams whose rows can be buried. */
type Buried = "issues" | "comments" | "attachments" | "projects" | "teams" | "workflow_states";

/** Buried rows of a stream: id and reason, by id. */
export async function tombstones(
  { sql, scopeId }: LinearWorld,
  stream: Buried,
): Promise<[string, string][]> {
  const rows = await sql<{ external_id: string; deleted_reason: string }[]>`
    select external_id, deleted_reason from ${sql(`linear_${stream}`)}
    where account_scope_id = ${scopeId} and deleted_at is not null order by 1`;
  return rows.map((row) => [row.external_id, row.deleted_reason]);
}

/** Failures that are open or of a given status: stream, id, unit. */
export async function errorsOf(
  { connectors, scopeId }: LinearWorld,
  status?: "resolved" | "dead_letter",
): Promise<[string, string, string][]> {
  const rows = await connectors.errors.list(scopeId, { limit: 100, status });
  return rows.map((row) => [row.stream, row.external_id, row.unit]);
}

/** Warnings of the last run, by their codes. */
export async function warningsOf(world: LinearWorld): Promise<string[]> {
  return ((await world.look()).status_detail?.warnings ?? []).map(({ code }) => code);
}

/** Rows written by the last run, by stream; streams without any left out. */
export async function writtenBy(world: LinearWorld): Promise<Record<string, number>> {
  const { streams } = (await world.look()).last_run!;
  return Object.fromEntries(
    Object.entries(streams).filter(([, counts]) => counts.upserted > 0)
      .map(([stream, counts]) => [stream, counts.upserted]),
  );
}

/** A stream's cursor. */
export async function cursorOf(
  world: LinearWorld,
  stream: string,
): Promise<{ watermark: string | null; position: Record<string, unknown> | null }> {
  const [row] = await world.sql<
    { watermark: Date | null; position: Record<string, unknown> | null }[]
  >`
    select watermark, position from sync_cursors
    where connection_id = ${await world.connectionId()} and stream = ${stream}`;
  const { watermark = null, position = null } = row ?? {};
  return { watermark: watermark?.toISOString() ?? null, position };
}

/** A public team. */
export function team({ state }: Pick<LinearWorld, "state">, key = "ENG"): Team {
  return state.createTeam({ key, name: `Team ${key}` });
}

/** A team's state with a name. */
export function stateNamed({ state }: LinearWorld, teamId: string, name: string): WorkflowState {
  return [...state.tables.workflowStates.values()]
    .find((row) => row.teamId === teamId && row.name === name)!;
}

/** Issues of a team, made at one time. */
export function issues(
  { state, clock }: Pick<LinearWorld, "state" | "clock">,
  teamId: string,
  count: number,
  { at = clock.now() - DAY, ...input }: Partial<Issue> & { at?: number } = {},
): Issue[] {
  return Array.from(
    { length: count },
    (_, index) => state.createIssue({ ...input, teamId, title: `Task ${index}` }, { at }),
  );
}

/** A workspace with at least one row of every kind. */
export function fillEverything(
  world: Pick<LinearWorld, "state" | "clock" | "admin">,
): { team: Team; project: Project; issue: Issue } {
  const { state, clock, admin } = world;
  const now = clock.now();
  const bo = state.createUser({ name: "Bo", email: "bo@agency.example" });
  state.updateUser(state.createUser({ name: "Left", email: "left@agency.example" }).id, {
    active: false,
  });
  const own = team(world);
  team(world, "OPS");
  const label = state.createLabel({ name: "срочно", teamId: own.id });
  state.createLabel({ name: "bug" });
  const project = state.createProject({
    ...{ name: "Site", teamIds: [own.id], status: "started", leadId: bo.id },
    targetDate: "2026-12-01",
  }, { at: now - 90 * DAY });
  const cycle = state.createCycle({
    ...{ teamId: own.id, number: 1, startsAt: now - 7 * DAY, endsAt: now + 7 * DAY },
  });
  const issue = state.createIssue({
    ...{ teamId: own.id, title: "Crash", description: "Падает при входе", priority: 1 },
    ...{ projectId: project.id, cycleId: cycle.id, assigneeId: bo.id, labelIds: [label.id] },
    ...{ dueDate: "2026-11-30", estimate: 3 },
  }, { at: now - 40 * DAY, actorId: admin });
  state.createIssue({ teamId: own.id, title: "Part", parentId: issue.id }, { at: now - 3 * DAY });
  const comment = state.createComment({ issueId: issue.id, body: "I see" }, {
    ...{ at: now - 2 * DAY, actorId: bo.id },
  });
  state.createComment({ issueId: issue.id, parentId: comment.id, body: "Me too" }, {
    ...{ at: now - DAY, actorId: admin },
  });
  state.createAttachment({ issueId: issue.id, url: "https://github.com/a/b/1", title: "PR" });
  const update = state.createProjectUpdate({
    ...{ projectId: project.id, userId: bo.id, body: "По плану", health: "onTrack" },
  }, { at: now - DAY });
  state.createComment({ projectUpdateId: update.id, body: "Thanks" }, { actorId: admin });
  return { team: own, project, issue };
}
