/** Rows of the Linear stand-in, as its own database would hold them. Times are epoch milliseconds. */
import { createTable, type Entity, type Table } from "./table.ts";

export interface User extends Entity {
  name: string;
  displayName: string;
  email: string;
  admin: boolean;
  active: boolean;
  title: string | null;
}

export interface Team extends Entity {
  key: string;
  name: string;
  description: string | null;
  color: string;
  /** Private teams are seen by their members only. */
  private: boolean;
  memberIds: string[];
  cyclesEnabled: boolean;
  /** The number the newest issue got. */
  lastNumber: number;
}

export interface WorkflowState extends Entity {
  teamId: string;
  name: string;
  /** triage, backlog, unstarted, started, completed, canceled; Linear may add others. */
  type: string;
  color: string;
  description: string | null;
  position: number;
}

export interface ProjectStatus extends Entity {
  name: string;
  type: "backlog" | "planned" | "started" | "paused" | "completed" | "canceled";
  color: string;
  position: number;
}

export type Health = "onTrack" | "atRisk" | "offTrack";

export interface Project extends Entity {
  name: string;
  description: string;
  slugId: string;
  color: string;
  statusId: string;
  teamIds: string[];
  memberIds: string[];
  leadId: string | null;
  creatorId: string | null;
  priority: number;
  /** `YYYY-MM-DD`. */
  startDate: string | null;
  targetDate: string | null;
  startedAt: number | null;
  completedAt: number | null;
  canceledAt: number | null;
  health: Health | null;
  healthUpdatedAt: number | null;
  trashed: true | null;
}

export interface Cycle extends Entity {
  teamId: string;
  number: number;
  name: string | null;
  description: string | null;
  startsAt: number;
  endsAt: number;
  completedAt: number | null;
}

export interface IssueLabel extends Entity {
  name: string;
  color: string;
  description: string | null;
  /** Null: a label of the workspace. */
  teamId: string | null;
  parentId: string | null;
  isGroup: boolean;
}

export interface Issue extends Entity {
  teamId: string;
  number: number;
  /** Identifiers it had in other teams, oldest first. */
  previousIdentifiers: string[];
  title: string;
  description: string | null;
  /** 0 none, 1 urgent, 2 high, 3 medium, 4 low. */
  priority: number;
  estimate: number | null;
  /** `YYYY-MM-DD`. */
  dueDate: string | null;
  stateId: string;
  assigneeId: string | null;
  creatorId: string | null;
  projectId: string | null;
  cycleId: string | null;
  parentId: string | null;
  labelIds: string[];
  startedAt: number | null;
  completedAt: number | null;
  canceledAt: number | null;
  trashed: true | null;
  sortOrder: number;
}

export interface Comment extends Entity {
  /** Null for comments on project updates. */
  issueId: string | null;
  projectUpdateId: string | null;
  parentId: string | null;
  userId: string | null;
  body: string;
  editedAt: number | null;
}

export interface Attachment extends Entity {
  issueId: string;
  url: string;
  title: string;
  subtitle: string | null;
  sourceType: string | null;
  metadata: Record<string, unknown>;
  creatorId: string | null;
}

export interface ProjectUpdate extends Entity {
  projectId: string;
  userId: string;
  body: string;
  health: Health;
  editedAt: number | null;
}

export interface IssueRelation extends Entity {
  /** The blocking issue, when the type is `blocks`. */
  issueId: string;
  relatedIssueId: string;
  type: "blocks" | "duplicate" | "related" | "similar";
}

export interface WebhookFailure {
  id: string;
  createdAt: number;
  executionId: string;
  httpStatus: number | null;
  responseOrError: string | null;
  url: string;
  webhookId: string;
}

export interface Webhook extends Entity {
  url: string;
  label: string | null;
  resourceTypes: string[];
  teamId: string | null;
  allPublicTeams: boolean;
  enabled: boolean;
  secret: string;
  creatorId: string | null;
  failures: WebhookFailure[];
}

/** A personal key or an OAuth token. */
export interface Credential {
  kind: "key" | "oauth";
  token: string;
  userId: string;
  /** The teams it is limited to; null: all its user sees. */
  teamIds: string[] | null;
  /** OAuth tokens end; null for keys. */
  expiresAt: number | null;
}

/** All tables of one workspace. */
export interface Tables {
  users: Table<User>;
  teams: Table<Team>;
  workflowStates: Table<WorkflowState>;
  projectStatuses: Table<ProjectStatus>;
  projects: Table<Project>;
  cycles: Table<Cycle>;
  issueLabels: Table<IssueLabel>;
  issues: Table<Issue>;
  comments: Table<Comment>;
  attachments: Table<Attachment>;
  projectUpdates: Table<ProjectUpdate>;
  issueRelations: Table<IssueRelation>;
  webhooks: Table<Webhook>;
  credentials: Map<string, Credential>;
}

/** Empty tables. */
export function emptyTables(): Tables {
  return {
    users: createTable("User"),
    teams: createTable("Team"),
    workflowStates: createTable("WorkflowState"),
    projectStatuses: createTable("ProjectStatus"),
    projects: createTable("Project"),
    cycles: createTable("Cycle"),
    issueLabels: createTable("IssueLabel"),
    issues: createTable("Issue"),
    comments: createTable("Comment"),
    attachments: createTable("Attachment"),
    projectUpdates: createTable("ProjectUpdate"),
    issueRelations: createTable("IssueRelation"),
    webhooks: createTable("Webhook"),
    credentials: new Map(),
  };
}
