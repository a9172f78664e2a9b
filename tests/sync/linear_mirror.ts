/** What a Linear workspace holds and what is held here, in one form, so that both can be compared. */
import { deepEqual } from "node:assert/strict";
import { identifierOf } from "../../sim/linear/addresses.ts";
import type { LinearState } from "@/sim/mod.ts";
import type { Comment, Issue, Project } from "../../sim/linear/state/tables.ts";
import { viewerOf } from "../../sim/linear/graphql/viewer.ts";
import type { LinearWorld } from "../support/linear_world.ts";
import { LINEAR_KEY } from "../support/linear_world.ts";

type Row = Record<string, unknown>;

/** Rows by stream, and the evidence, each list ordered by id. */
export type LinearMirror = Record<string, Row[]>;

const iso = (at: number | null) => at === null ? null : new Date(at).toISOString();
const byId = (a: Row, b: Row) => String(a.id) < String(b.id) ? -1 : 1;

/** Slug of the project a row is in, by the bindings of a test. */
export interface Places {
  /** By Linear project. */
  projects?: Record<string, string>;
  /** By team. */
  teams?: Record<string, string>;
}

const UNASSIGNED = "unassigned";

/** What the stand-in shows to the administrator's key. */
export function remoteMirror(state: LinearState, { projects = {}, teams = {} }: Places = {}) {
  const { tables } = state;
  const viewer = viewerOf(state, tables.credentials.get(LINEAR_KEY)!);
  const seen = <T extends { id: string }>(entity: string, rows: Iterable<T>) =>
    [...rows].filter((row) => viewer.sees(entity, row as never));
  const common = (row: { id: string; updatedAt: number; archivedAt: number | null }) => ({
    ...{ id: row.id, updated: iso(row.updatedAt), archived: iso(row.archivedAt) },
  });
  const user = (id: string | null) => tables.users.get(id)?.name ?? null;
  const teamsOf = (row: Project) =>
    row.teamIds.filter((id) => viewer.sees("Team", tables.teams.find(id))).toSorted();
  const projectPlace = (id: string | null): string => {
    const row = tables.projects.get(id);
    if (row === undefined) return UNASSIGNED;
    const team = teamsOf(row).find((team) => teams[team] !== undefined);
    return projects[row.id] ?? (team === undefined ? UNASSIGNED : teams[team]!);
  };
  const issuePlace = (row: Issue): string =>
    projects[row.projectId ?? ""] ?? teams[row.teamId] ?? UNASSIGNED;

  const issues = seen("Issue", tables.issues.values());
  const live = issues.filter((row) => row.trashed === null);
  const liveProjects = seen("Project", tables.projects.values())
    .filter((row) => row.trashed === null);
  const isLive = new Set([...live, ...liveProjects].map((row) => row.id));
  const updates = seen("ProjectUpdate", tables.projectUpdates.values())
    .filter((row) => isLive.has(row.projectId));
  for (const row of updates) isLive.add(row.id);
  const parentOf = (row: Comment) => row.issueId ?? row.projectUpdateId ?? "";
  const comments = seen("Comment", tables.comments.values())
    .filter((row) => isLive.has(parentOf(row)));
  const commentPlace = (row: Comment) =>
    row.issueId !== null
      ? issuePlace(tables.issues.find(row.issueId))
      : projectPlace(tables.projectUpdates.find(row.projectUpdateId!).projectId);
  const attachments = seen("Attachment", tables.attachments.values())
    .filter((row) => isLive.has(row.issueId));

  const mirror: LinearMirror = {
    teams: seen("Team", tables.teams.values()).map((row) => ({
      ...{ ...common(row), key: row.key, name: row.name, private: row.private },
    })),
    users: [...tables.users.values()].map((row) => ({
      ...{ ...common(row), name: row.name, email: row.email, active: row.active, admin: row.admin },
    })),
    workflow_states: seen("WorkflowState", tables.workflowStates.values()).map((row) => ({
      ...{ ...common(row), name: row.name, type: row.type, team: row.teamId },
    })),
    labels: seen("IssueLabel", tables.issueLabels.values()).map((row) => ({
      ...{ ...common(row), name: row.name, team: row.teamId },
    })),
    cycles: seen("Cycle", tables.cycles.values()).map((row) => ({
      ...{ ...common(row), number: row.number, team: row.teamId, starts: iso(row.startsAt) },
    })),
    projects: liveProjects.map((row) => ({
      ...{ ...common(row), name: row.name, project: projectPlace(row.id), lead: row.leadId },
      ...{ status: tables.projectStatuses.find(row.statusId).type, health: row.health },
      ...{ teams: teamsOf(row), target: row.targetDate },
    })),
    project_updates: updates.map((row) => ({
      ...{ ...common(row), body: row.body, health: row.health, of: row.projectId },
      author: user(row.userId),
      project: projectPlace(row.projectId),
    })),
    issues: live.map((row) => ({
      ...{ ...common(row), identifier: identifierOf(state, row), before: row.previousIdentifiers },
      ...{ title: row.title, description: row.description, priority: row.priority },
      ...{ estimate: row.estimate, due: row.dueDate, team: row.teamId, state: row.stateId },
      ...{ assignee: row.assigneeId, creator: row.creatorId, of: row.projectId },
      ...{ cycle: row.cycleId, parent: row.parentId, labels: row.labelIds },
      ...{ started: iso(row.startedAt), completed: iso(row.completedAt) },
      ...{ canceled: iso(row.canceledAt), project: issuePlace(row) },
    })),
    comments: comments.map((row) => ({
      ...{ ...common(row), body: row.body, author: user(row.userId), issue: row.issueId },
      ...{ update: row.projectUpdateId, parent: row.parentId, project: commentPlace(row) },
    })),
    attachments: attachments.map((row) => ({
      ...{ ...common(row), url: row.url, title: row.title, issue: row.issueId },
      project: issuePlace(tables.issues.find(row.issueId)),
    })),
    evidence: [
      ...live.map((row) => ({
        ...{ id: row.id, table: "linear_issues", project: issuePlace(row) },
        author: user(row.creatorId),
        snippet: row.description ? `${row.title}\n${row.description}` : row.title,
      })),
      ...comments.filter((row) => row.archivedAt === null).map((row) => ({
        ...{ id: row.id, table: "linear_comments", project: commentPlace(row), snippet: row.body },
        author: user(row.userId),
      })),
      ...updates.map((row) => ({
        ...{ id: row.id, table: "linear_project_updates", project: projectPlace(row.projectId) },
        author: user(row.userId),
        snippet: row.body,
      })),
    ],
  };
  return Object.fromEntries(
    Object.entries(mirror).map(([stream, rows]) => [stream, rows.sort(byId)]),
  );
}

/** Makes a query's times comparable. */
function plain(rows: readonly Row[]): Row[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([key, value]) => [
        key,
        value instanceof Date ? value.toISOString() : value,
      ]),
    )
  ).sort(byId);
}

/** What is held here of the world's connection, tombstones left out. */
export async function localMirror({ sql, scopeId }: Pick<LinearWorld, "sql" | "scopeId">) {
  const live = sql`where t.account_scope_id = ${scopeId} and t.deleted_at is null`;
  const common =
    sql`t.external_id as id, t.vendor_updated_at as updated, t.archived_at as archived`;
  const place = sql`(select slug from projects p where p.id = t.project_id) as project`;
  const queries: Record<string, PromiseLike<readonly Row[]>> = {
    teams: sql`select ${common}, key, name, private from linear_teams t ${live}`,
    users: sql`select ${common}, name, email, active, admin from linear_users t ${live}`,
    workflow_states: sql`
      select ${common}, name, type, team_external_id as team from linear_workflow_states t ${live}`,
    labels: sql`select ${common}, name, team_external_id as team from linear_labels t ${live}`,
    cycles: sql`
      select ${common}, number, team_external_id as team, starts_at as starts from linear_cycles t ${live}`,
    projects: sql`
      select ${common}, name, ${place}, lead_external_id as lead, status_type as status, health,
        array(select unnest(team_external_ids) order by 1) as teams, target_date::text as target
      from linear_projects t ${live}`,
    project_updates: sql`
      select ${common}, body, health, linear_project_external_id as of, author_name as author, ${place}
      from linear_project_updates t ${live}`,
    issues: sql`
      select ${common}, identifier, previous_identifiers as before, title, description, priority, estimate,
        due_date::text as due, team_external_id as team, state_external_id as state,
        assignee_external_id as assignee, creator_external_id as creator,
        linear_project_external_id as of, cycle_external_id as cycle, parent_external_id as parent,
        label_external_ids as labels, started_at as started, completed_at as completed,
        canceled_at as canceled, ${place}
      from linear_issues t ${live}`,
    comments: sql`
      select ${common}, body, author_name as author, issue_external_id as issue,
        project_update_external_id as update, parent_external_id as parent, ${place}
      from linear_comments t ${live}`,
    attachments: sql`
      select ${common}, url, title, issue_external_id as issue, ${place} from linear_attachments t ${live}`,
    evidence: sql`
      select coalesce(i.external_id, c.external_id, u.external_id) as id, t.source_table as table,
        t.snippet, t.author, ${place}
      from evidence t
      left join linear_issues i on i.id = t.source_id
      left join linear_comments c on c.id = t.source_id
      left join linear_project_updates u on u.id = t.source_id
      where t.account_scope_id = ${scopeId}`,
  };
  const entries = await Promise.all(
    Object.entries(queries).map(async ([stream, query]) => [stream, plain([...await query])]),
  );
  return Object.fromEntries(entries) as LinearMirror;
}

/** Rows shown of each difference. */
const SHOWN = 3;

/** What of two mirrors is not the same, by stream. */
function differences(here: LinearMirror, there: LinearMirror) {
  return Object.keys(there).flatMap((stream) => {
    const text = (rows: Row[]) => new Set(rows.map((row) => JSON.stringify(sorted(row))));
    const [mine, theirs] = [text(here[stream] ?? []), text(there[stream]!)];
    const [extra, missing] = [mine.difference(theirs), theirs.difference(mine)];
    if (extra.size + missing.size === 0 && mine.size === here[stream]!.length) return [];
    return [{
      stream,
      counts: { here: here[stream]!.length, there: there[stream]!.length },
      only_here: [...extra].slice(0, SHOWN),
      only_there: [...missing].slice(0, SHOWN),
    }];
  });
}

const sorted = (row: Row) =>
  Object.fromEntries(Object.entries(row).toSorted(([a], [b]) => a < b ? -1 : 1));

/** Fails unless everything the key sees is here, and nothing else. */
export async function equalLinearMirrors(
  world: Pick<LinearWorld, "sql" | "scopeId" | "state">,
  places: Places = {},
): Promise<void> {
  deepEqual(differences(await localMirror(world), remoteMirror(world.state, places)), []);
}
