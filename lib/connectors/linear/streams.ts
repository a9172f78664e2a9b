import type { StreamTraits } from "../stream.ts";
import { decodeAttachment, decodeComment, decodeIssue } from "./decode_issues.ts";
import {
  decodeCycle,
  decodeLabel,
  decodeProject,
  decodeProjectUpdate,
  decodeTeam,
  decodeUser,
  decodeWorkflowState,
} from "./decode_lists.ts";
import { type ListName, MAX_PAGE } from "./queries.ts";

const reloaded = {
  primaryKey: "id",
  cursor: "after",
  mode: "full_reload",
  pageSize: MAX_PAGE,
  deletion: "absent_from_reload",
} as const;

const windowed = {
  primaryKey: "id",
  cursor: "updatedAt",
  mode: "incremental",
  pageSize: MAX_PAGE,
  deletion: "missing_by_id",
} as const;

/** What is read of a Linear workspace, in the order it is shown. */
export const linearStreams = {
  teams: { ...reloaded, table: "linear_teams", decode: decodeTeam },
  users: { ...reloaded, table: "linear_users", decode: decodeUser },
  projects: { ...windowed, table: "linear_projects", decode: decodeProject },
  project_updates: {
    ...{ ...windowed, table: "linear_project_updates", decode: decodeProjectUpdate },
  },
  workflow_states: {
    ...{ ...reloaded, table: "linear_workflow_states", decode: decodeWorkflowState },
  },
  cycles: { ...windowed, table: "linear_cycles", decode: decodeCycle },
  labels: { ...reloaded, table: "linear_labels", decode: decodeLabel },
  issues: { ...windowed, table: "linear_issues", decode: decodeIssue },
  comments: { ...windowed, table: "linear_comments", decode: decodeComment },
  attachments: { ...windowed, table: "linear_attachments", decode: decodeAttachment },
} as const satisfies Record<ListName, StreamTraits>;
