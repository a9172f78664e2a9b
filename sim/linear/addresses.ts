import type { LinearState } from "./state/state.ts";
import type { Comment, Issue, Project, ProjectUpdate, User } from "./state/tables.ts";

const priorities = ["No priority", "Urgent", "High", "Medium", "Low"];

/** The words for a priority number. */
export function priorityLabel(priority: number): string {
  return priorities[priority] ?? "No priority";
}

/** `KEY-12`: it follows the team. */
export function identifierOf(state: LinearState, issue: Issue): string {
  return `${state.tables.teams.find(issue.teamId).key}-${issue.number}`;
}

function slug(title: string): string {
  return title.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, "-").replaceAll(/^-|-$/g, "");
}

/** Where rows are shown in Linear's own application. */
export function addresses(state: LinearState) {
  const root = `https://linear.app/${state.organization.urlKey}`;
  const project = (row: Project) => `${root}/project/${slug(row.name)}-${row.slugId}`;
  const issue = (row: Issue) => `${root}/issue/${identifierOf(state, row)}/${slug(row.title)}`;
  return {
    issue,
    project,
    user: (row: User) => `${root}/profiles/${row.displayName}`,
    projectUpdate: (row: ProjectUpdate) =>
      `${project(state.tables.projects.find(row.projectId))}/updates#${row.id.slice(0, 8)}`,
    comment(row: Comment) {
      const parent = state.tables.issues.get(row.issueId);
      return `${parent === undefined ? root : issue(parent)}#comment-${row.id.slice(0, 8)}`;
    },
    branch: (row: Issue) => `${identifierOf(state, row).toLowerCase()}-${slug(row.title)}`,
  };
}
