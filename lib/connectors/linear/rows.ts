/**
 * Decoded Linear rows, named as the columns of their tables. Times are ISO strings, dates
 * `YYYY-MM-DD`, ids text, `data` the raw JSON, `content_hash` as PostgreSQL reads bytes.
 */

/** What every row has. */
export interface LinearRow {
  external_id: string;
  vendor_created_at: string;
  vendor_updated_at: string;
  archived_at: string | null;
  data: unknown;
  content_hash: string;
}

export interface TeamRow extends LinearRow {
  key: string;
  name: string;
  description: string | null;
  /** Seen by some only. */
  private: boolean;
}

export interface UserRow extends LinearRow {
  name: string;
  display_name: string;
  email: string | null;
  active: boolean;
  admin: boolean;
}

export interface WorkflowStateRow extends LinearRow {
  team_external_id: string;
  name: string;
  type: string;
  color: string | null;
  position: number;
}

export interface LabelRow extends LinearRow {
  team_external_id: string | null;
  parent_external_id: string | null;
  name: string;
  color: string | null;
  is_group: boolean;
}

export interface CycleRow extends LinearRow {
  team_external_id: string;
  number: number;
  name: string | null;
  starts_at: string;
  ends_at: string;
  completed_at: string | null;
}

/** A row that Linear can put into its trash, where it stays for 30 days: buried, but only for now. */
export interface TrashableRow extends LinearRow {
  deleted_at: string | null;
  deleted_reason: "trashed" | null;
}

export interface ProjectRow extends TrashableRow {
  name: string;
  description: string | null;
  url: string;
  status: string;
  status_type: string;
  health: string | null;
  lead_external_id: string | null;
  team_external_ids: string[];
  start_date: string | null;
  target_date: string | null;
  started_at: string | null;
  completed_at: string | null;
  canceled_at: string | null;
}

export interface ProjectUpdateRow extends LinearRow {
  linear_project_external_id: string;
  body: string;
  health: string;
  author_external_id: string | null;
  author_name: string | null;
  url: string;
}

export interface IssueRow extends TrashableRow {
  identifier: string;
  previous_identifiers: string[];
  title: string;
  description: string | null;
  url: string;
  priority: number;
  estimate: number | null;
  due_date: string | null;
  team_external_id: string;
  state_external_id: string;
  assignee_external_id: string | null;
  creator_external_id: string | null;
  creator_name: string | null;
  linear_project_external_id: string | null;
  cycle_external_id: string | null;
  parent_external_id: string | null;
  label_external_ids: string[];
  started_at: string | null;
  completed_at: string | null;
  canceled_at: string | null;
}

export interface CommentRow extends LinearRow {
  issue_external_id: string | null;
  project_update_external_id: string | null;
  parent_external_id: string | null;
  body: string;
  author_external_id: string | null;
  author_name: string | null;
  url: string;
  edited_at: string | null;
}

export interface AttachmentRow extends LinearRow {
  issue_external_id: string;
  url: string;
  title: string;
  subtitle: string | null;
  source_type: string | null;
  creator_external_id: string | null;
}
