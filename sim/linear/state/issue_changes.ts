import { forbidden, invalidInput } from "../errors.ts";
import type { Occurrence, Store } from "./store.ts";
import type { Issue, WorkflowState } from "./tables.ts";

/** What an issue is made of, beside its team and title. */
export type NewIssue =
  & Pick<Issue, "teamId" | "title">
  & Partial<Omit<Issue, "number" | "previousIdentifiers" | "createdAt" | "updatedAt">>;

/** What can change on an issue. `teamId` moves it: the identifier changes, the old one is kept. */
export type IssueChange = Partial<
  Omit<Issue, "id" | "number" | "previousIdentifiers" | "createdAt" | "updatedAt" | "archivedAt">
>;

/** Trashed rows are purged after 30 days. */
const TRASH_MS = 30 * 86_400_000;

/** Everything that can happen to issues. */
export function issueChanges(store: Store) {
  const { tables, clock } = store;
  const trash = new Set<string>();

  /** A team's states are few, but looked up for every new issue: kept until they change. */
  let defaults = new Map<string, WorkflowState>();
  let defaultsOf = -1;
  function defaultState(teamId: string): WorkflowState {
    if (defaultsOf !== tables.workflowStates.version) {
      defaultsOf = tables.workflowStates.version;
      defaults = new Map();
      for (const state of tables.workflowStates.values()) {
        if (state.archivedAt !== null || defaults.has(state.teamId)) continue;
        defaults.set(state.teamId, state);
      }
    }
    const state = defaults.get(teamId);
    if (state === undefined) throw invalidInput("the team has no workflow state");
    return state;
  }

  /** The times an issue gets by entering a state. */
  function stateTimes(
    type: string,
    row: Pick<Issue, "startedAt" | "completedAt" | "canceledAt">,
    at: number,
  ) {
    const ended = type === "completed" || type === "canceled" || type === "duplicate";
    return {
      startedAt: type === "started" || type === "completed"
        ? row.startedAt ?? at
        : ended
        ? row.startedAt
        : null,
      completedAt: type === "completed" ? row.completedAt ?? at : null,
      canceledAt: ended && type !== "completed" ? row.canceledAt ?? at : null,
    };
  }

  function checkReferences(input: IssueChange, teamId: string): void {
    const { stateId, cycleId, projectId, assigneeId, parentId, labelIds = [] } = input;
    if (stateId !== undefined && tables.workflowStates.find(stateId).teamId !== teamId) {
      throw invalidInput("stateId must be a state of the issue's team");
    }
    if (typeof cycleId === "string" && tables.cycles.find(cycleId).teamId !== teamId) {
      throw invalidInput("cycleId must be a cycle of the issue's team");
    }
    if (typeof projectId === "string") tables.projects.find(projectId);
    if (typeof assigneeId === "string") tables.users.find(assigneeId);
    if (typeof parentId === "string") tables.issues.find(parentId);
    for (const id of labelIds) tables.issueLabels.find(id);
  }

  function createIssue(input: NewIssue, when: Occurrence = {}): Issue {
    const known = tables.issues.get(input.id);
    if (known !== undefined) return known;
    const team = tables.teams.find(input.teamId);
    checkReferences(input, team.id);
    const state = tables.workflowStates.get(input.stateId) ?? defaultState(team.id);
    const base = store.entity(when, input.id);
    const times = { startedAt: null, completedAt: null, canceledAt: null };
    return store.add(tables.issues, {
      ...base,
      description: null,
      priority: 0,
      estimate: null,
      dueDate: null,
      assigneeId: null,
      creatorId: when.actorId ?? null,
      projectId: null,
      cycleId: null,
      parentId: null,
      labelIds: [],
      trashed: null,
      sortOrder: -team.lastNumber,
      ...stateTimes(state.type, times, base.createdAt),
      ...input,
      id: base.id,
      stateId: state.id,
      number: ++team.lastNumber,
      previousIdentifiers: [],
    }, when);
  }

  function updateIssue(id: string, input: IssueChange, when: Occurrence = {}): Issue {
    const row = tables.issues.find(id);
    const change: Partial<Issue> = { ...input };
    if (input.teamId !== undefined && input.teamId !== row.teamId) {
      const [old, next] = [tables.teams.find(row.teamId), tables.teams.find(input.teamId)];
      change.previousIdentifiers = [...row.previousIdentifiers, `${old.key}-${row.number}`];
      change.number = ++next.lastNumber;
      change.stateId = input.stateId ?? defaultState(next.id).id;
      change.cycleId = input.cycleId ?? null;
      change.labelIds = (input.labelIds ?? row.labelIds).filter((label) => {
        const { teamId } = tables.issueLabels.find(label);
        return teamId === null || teamId === next.id;
      });
    }
    checkReferences(change, change.teamId ?? row.teamId);
    if (change.stateId !== undefined && change.stateId !== row.stateId) {
      const { type } = tables.workflowStates.find(change.stateId);
      Object.assign(change, { ...stateTimes(type, row, when.at ?? clock.now()), ...input });
    }
    return store.change(tables.issues, id, change, when);
  }

  /** Removes the row with all that hangs on it. The issue alone is told, and only if `tell`. */
  function purgeIssue(id: string, when: Occurrence = {}, tell = true): void {
    tables.issues.find(id);
    trash.delete(id);
    for (const row of tables.comments.values()) {
      if (row.issueId === id) tables.comments.delete(row.id);
    }
    for (const row of tables.attachments.values()) {
      if (row.issueId === id) tables.attachments.delete(row.id);
    }
    for (const row of tables.issueRelations.values()) {
      if (row.issueId === id || row.relatedIssueId === id) tables.issueRelations.delete(row.id);
    }
    for (const row of tables.issues.values()) {
      if (row.parentId === id) store.change(tables.issues, row.id, { parentId: null }, when);
    }
    store.remove(tables.issues, id, when, tell);
  }

  return {
    createIssue,
    updateIssue,
    purgeIssue,
    archiveIssue(id: string, when: Occurrence = {}): Issue {
      return store.change(tables.issues, id, { archivedAt: when.at ?? clock.now() }, when);
    },
    unarchiveIssue(id: string, when: Occurrence = {}): Issue {
      trash.delete(id);
      return store.change(tables.issues, id, { archivedAt: null, trashed: null }, when);
    },
    /** Puts the issue into the trash: `trashed` and `archivedAt` are set; told as a removal. */
    trashIssue(id: string, when: Occurrence = {}): Issue {
      const row = tables.issues.find(id);
      const at = when.at ?? clock.now();
      trash.add(id);
      row.trashed = true;
      row.archivedAt ??= at;
      row.updatedAt = Math.max(row.updatedAt, at);
      tables.issues.put(row);
      store.emit({ action: "remove", type: "Issue", row, actorId: when.actorId ?? null, at });
      return row;
    },
    /** Purges what has lain in the trash for 30 days. No webhook tells it. */
    purgeTrash(): void {
      for (const id of trash) {
        if ((tables.issues.find(id).archivedAt ?? 0) + TRASH_MS <= clock.now()) {
          purgeIssue(id, {}, false);
        }
      }
    },
    createRelation(
      input: {
        id?: string;
        issueId: string;
        relatedIssueId: string;
        type: "blocks" | "duplicate" | "related" | "similar";
      },
      when?: Occurrence,
    ) {
      tables.issues.find(input.issueId);
      tables.issues.find(input.relatedIssueId);
      if (input.issueId === input.relatedIssueId) {
        throw forbidden("An issue cannot relate to itself");
      }
      return store.add(tables.issueRelations, { ...input, ...store.entity(when, input.id) }, when);
    },
    deleteRelation(id: string, when?: Occurrence): void {
      store.remove(tables.issueRelations, id, when);
    },
  };
}
