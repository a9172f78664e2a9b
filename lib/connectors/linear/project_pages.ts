import { mapConcurrently } from "../concurrent.ts";
import { decoded, pageOf, plainPages, withParents } from "./make_page.ts";
import { haveParents } from "./parents.ts";
import type { CycleRow, ProjectRow, ProjectUpdateRow } from "./rows.ts";
import type { LinearSource, MakePage } from "./source.ts";
import { linearStreams } from "./streams.ts";
import { writeProjectUpdates } from "./write_children.ts";
import { writeProjects } from "./write_issues.ts";
import { writeRows } from "./write_rows.ts";

interface RawProject {
  id?: unknown;
  teams?: { nodes?: unknown; pageInfo?: { hasNextPage?: unknown } };
}

/** A project of more teams than its page holds, with all of them. */
async function withAllTeams(
  { lists }: LinearSource,
  raw: unknown,
  signal: AbortSignal,
): Promise<unknown> {
  const project = raw as RawProject | null;
  if (project?.teams?.pageInfo?.hasNextPage !== true) return raw;
  const ids = await lists.teamIds(String(project.id), signal);
  return { ...project, teams: { nodes: ids.map((id) => ({ id })) } };
}

/** Pages of Linear projects. */
export const projectPage: MakePage = async (source, raw, walk, signal) => {
  const whole = await mapConcurrently(raw, 1, (row) => withAllTeams(source, row, signal));
  return pageOf(
    "projects",
    decoded<ProjectRow>("projects", whole),
    walk,
    (tx, rows) => writeProjects(tx, source.scope, rows),
  );
};

/** Pages of updates of Linear projects. */
export const projectUpdatePage: MakePage = async (source, raw, walk, signal) => {
  const { rows, rejected } = decoded<ProjectUpdateRow>("project_updates", raw);
  const had = await haveParents(source, "project_updates", rows, {
    parent: "projects",
    idOf: (row) => row.linear_project_external_id,
    field: "project",
    makePage: projectPage,
  }, signal);
  const page = pageOf(
    "project_updates",
    { rows: had.rows, rejected: [...rejected, ...had.rejected] },
    walk,
    (tx, rows) => writeProjectUpdates(tx, source.scope, rows),
  );
  return withParents(page, had.parents);
};

/** Pages of cycles. */
export const cyclePage: MakePage = plainPages<CycleRow>(
  "cycles",
  (tx, scope, rows) => writeRows(tx, scope, linearStreams.cycles.table, rows),
);
