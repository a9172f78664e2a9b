/** Rows of the Attio stand-in, as its own database would hold them. */
import type { Stamp } from "./stamp.ts";

export interface Actor {
  type: "api-token" | "workspace-member" | "system" | "app";
  id: string | null;
}

export type AttributeType =
  | "text"
  | "number"
  | "checkbox"
  | "currency"
  | "date"
  | "timestamp"
  | "rating"
  | "status"
  | "select"
  | "record-reference"
  | "actor-reference"
  | "location"
  | "domain"
  | "email-address"
  | "phone-number"
  | "interaction"
  | "personal-name";

/** A choice of a select or status attribute. */
export interface Choice {
  id: string;
  title: string;
  archived: boolean;
  /** Statuses only: whether the interface celebrates arriving at it. */
  celebrated: boolean;
}

export interface Attribute {
  id: string;
  slug: string;
  title: string;
  type: AttributeType;
  system: boolean;
  writable: boolean;
  required: boolean;
  unique: boolean;
  multiselect: boolean;
  archived: boolean;
  /** Filled in by Attio itself, and changed without a person's doing; no history. */
  enriched: boolean;
  createdAt: Stamp;
  /** Of select and status attributes. */
  choices: Choice[];
  /** Slugs of the objects a record reference may point to; null: any. */
  targets: string[] | null;
  /** The reference on the other side, kept in step. */
  relationship: { object: string; attribute: string } | null;
}

/** What a record or an entry holds for an attribute, in the shape of its type. */
export type ValueData = Record<string, unknown>;

export interface Value {
  activeFrom: Stamp;
  activeUntil: Stamp | null;
  actor: Actor;
  data: ValueData;
}

/** Slug of the attribute → its active values; unset attributes are absent. */
export type Values = Record<string, Value[]>;

/** An object or a list: what has attributes and rows. */
export interface Collection {
  id: string;
  slug: string;
  createdAt: Stamp;
  attributes: Map<string, Attribute>;
}

export interface ObjectType extends Collection {
  singular: string;
  plural: string;
  /** Part of a record's address in the web application. */
  webPath: string;
  records: Map<string, RecordRow>;
}

export interface List extends Collection {
  name: string;
  parentObject: string;
  workspaceAccess: "full-access" | "read-and-write" | "read-only" | null;
  createdBy: Actor;
  entries: Map<string, Entry>;
}

/** What records and entries have in common. */
export interface Row {
  id: string;
  createdAt: Stamp;
  createdBy: Actor;
  values: Values;
  /** Values that were replaced or cleared, per attribute, oldest first; null: none. */
  past: Values | null;
}

export type RecordRow = Row;

export interface Entry extends Row {
  parentObject: string;
  parentRecordId: string;
}

export interface Note {
  id: string;
  parentObject: string;
  parentRecordId: string;
  title: string;
  content: string;
  createdBy: Actor;
  createdAt: Stamp;
}

export interface Task {
  id: string;
  content: string;
  deadlineAt: Stamp | null;
  completed: boolean;
  /** Null while open, and for tasks completed before Attio kept it. */
  completedAt: Stamp | null;
  linked: { object: string; recordId: string }[];
  assignees: string[];
  createdBy: Actor;
  createdAt: Stamp;
}

export interface Member {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  accessLevel: "admin" | "member" | "suspended";
  createdAt: Stamp;
}

export interface WebhookCondition {
  field: string;
  operator: "equals" | "not_equals";
  value: string;
}

export interface Subscription {
  event_type: string;
  filter: { $and: WebhookCondition[] } | { $or: WebhookCondition[] } | null;
}

export interface Webhook {
  id: string;
  targetUrl: string;
  subscriptions: Subscription[];
  status: "active" | "degraded" | "inactive";
  /** Epoch milliseconds since which deliveries fail for good; null while they do not. */
  degradedAt: number | null;
  secret: string;
  createdAt: Stamp;
}

/** An access token and what it may see and do. */
export interface Token {
  id: string;
  token: string;
  scopes: Set<string>;
  active: boolean;
  /** Slugs it sees; null: all. */
  objects: string[] | null;
  lists: string[] | null;
  /** Ids of the records it sees; null: all. */
  records: Set<string> | null;
  issuedAt: number;
}

/** All tables of one workspace; objects and lists by slug, everything else by id. */
export interface Tables {
  objects: Map<string, ObjectType>;
  lists: Map<string, List>;
  notes: Map<string, Note>;
  tasks: Map<string, Task>;
  members: Map<string, Member>;
  webhooks: Map<string, Webhook>;
  /** By the token itself. */
  tokens: Map<string, Token>;
}

/** Empty tables. */
export function emptyTables(): Tables {
  return {
    objects: new Map(),
    lists: new Map(),
    notes: new Map(),
    tasks: new Map(),
    members: new Map(),
    webhooks: new Map(),
    tokens: new Map(),
  };
}
