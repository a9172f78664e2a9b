/** What a workspace of the stand-in is to its callers: its rows, and all that can happen to them. */
import type { SimClock } from "../clock.ts";
import type { Stamp } from "./stamp.ts";
import type { AttributePlan } from "./standard_schema.ts";
import type {
  Actor,
  Attribute,
  Choice,
  Entry,
  List,
  Member,
  Note,
  RecordRow,
  Subscription,
  Tables,
  Task,
  Token,
  Webhook,
} from "./tables.ts";

/** An event as a webhook tells it. */
export interface AttioEvent {
  event_type: string;
  id: Record<string, string>;
  actor: Actor;
  [part: string]: unknown;
}

/** When and by whom a change is made. */
export interface Change {
  /** Default: now. Milliseconds or a stamp; many rows may share one, as after a bulk import. */
  at?: number | Stamp;
  actor?: Actor;
}

/** Attribute → a value or values in any form the API takes; null or an empty list clears. */
export type NewValues = Record<string, unknown>;

/** How given values meet those a multiselect attribute has: added in front of them, or instead. */
export type WriteMode = "append" | "replace";

export interface NewNote {
  object: string;
  recordId: string;
  title: string;
  content?: string;
}

export interface NewTask {
  content: string;
  deadlineAt?: number | null;
  completed?: boolean;
  linked?: { object: string; recordId: string }[];
  /** Ids of members. */
  assignees?: string[];
}

export type TaskChange = Partial<Omit<NewTask, "content">>;

export interface NewToken {
  token: string;
  /** Default: all a full token has. */
  scopes?: string[];
  objects?: string[] | null;
  lists?: string[] | null;
  records?: string[] | null;
  active?: boolean;
}

/** One workspace: its rows, and everything that can happen to them. Objects and lists go by slug. */
export interface AttioState {
  readonly workspaceId: string;
  readonly workspaceSlug: string;
  readonly clock: SimClock;
  readonly tables: Tables;
  /** Grows with each change. */
  version(): number;
  onEvent(listener: (event: AttioEvent) => void): void;

  /** Makes a token, or changes what the one of this text may see and do. */
  grant(input: NewToken): Token;
  createMember(input: Omit<Member, "id" | "createdAt">): Member;
  createAttribute(target: "objects" | "lists", collection: string, plan: AttributePlan): Attribute;
  archiveAttribute(target: "objects" | "lists", collection: string, attribute: string): void;
  /** Adds an option or status to a select or status attribute, at the end or before another. */
  addChoice(
    target: "objects" | "lists",
    collection: string,
    attribute: string,
    title: string,
    before?: string,
  ): Choice;
  /** Renames or archives an option or status: shown in every value that has it. */
  changeChoice(
    target: "objects" | "lists",
    collection: string,
    attribute: string,
    title: string,
    change: Partial<Pick<Choice, "title" | "archived">>,
  ): void;

  /** The record that has this value of a unique attribute; null when none has. */
  findRecord(object: string, attribute: string, value: unknown): string | null;
  createRecord(object: string, values: NewValues, change?: Change): RecordRow;
  updateRecord(
    object: string,
    id: string,
    values: NewValues,
    mode?: WriteMode,
    change?: Change,
  ): RecordRow;
  deleteRecord(object: string, id: string, change?: Change): void;
  /** From now on both records answer 404 `merge_in_progress`, until they are merged. */
  startMerge(object: string, firstId: string, secondId: string): void;
  /** Makes a new record of two; theirs ids are gone. The first one's single values win. */
  mergeRecords(object: string, firstId: string, secondId: string, change?: Change): RecordRow;
  isMerging(id: string): boolean;

  createList(input: { slug: string; name: string; parentObject: string }): List;
  deleteList(list: string): void;
  createEntry(list: string, recordId: string, values?: NewValues, change?: Change): Entry;
  updateEntry(
    list: string,
    id: string,
    values: NewValues,
    mode?: WriteMode,
    change?: Change,
  ): Entry;
  deleteEntry(list: string, id: string, change?: Change): void;

  createNote(input: NewNote, change?: Change): Note;
  updateNote(id: string, input: { title?: string; content?: string }, change?: Change): void;
  deleteNote(id: string, change?: Change): void;

  createTask(input: NewTask, change?: Change): Task;
  updateTask(id: string, input: TaskChange, change?: Change): Task;
  deleteTask(id: string, change?: Change): void;

  createWebhook(input: { targetUrl: string; subscriptions: Subscription[] }): Webhook;
  updateWebhook(id: string, input: Partial<Omit<Webhook, "id" | "secret" | "createdAt">>): Webhook;
  deleteWebhook(id: string): void;
}
