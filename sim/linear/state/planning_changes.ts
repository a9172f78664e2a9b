import type { Occurrence, Store } from "./store.ts";
import type { Cycle, IssueLabel, Project, ProjectStatus, ProjectUpdate } from "./tables.ts";

/** The statuses every workspace starts with. */
const statuses: readonly [string, ProjectStatus["type"], string][] = [
  ["Backlog", "backlog", "#bec2c8"],
  ["Planned", "planned", "#e2e2e2"],
  ["In Progress", "started", "#f2c94c"],
  ["Paused", "paused", "#f2994a"],
  ["Completed", "completed", "#5e6ad2"],
  ["Canceled", "canceled", "#95a2b3"],
];

/** Everything that can happen to projects, their updates, cycles and labels. */
export function planningChanges(store: Store) {
  const { tables, clock } = store;
  statuses.forEach(([name, type, color], position) =>
    tables.projectStatuses.put({ ...store.entity(), name, type, color, position })
  );
  const statusOf = (type: ProjectStatus["type"]): string => {
    for (const row of tables.projectStatuses.values()) if (row.type === type) return row.id;
    return "";
  };

  /** Removes the project; its issues stay, without it. */
  function purgeProject(id: string, when?: Occurrence): void {
    tables.projects.find(id);
    for (const row of tables.projectUpdates.values()) {
      if (row.projectId === id) tables.projectUpdates.delete(row.id);
    }
    for (const row of tables.issues.values()) {
      if (row.projectId === id) store.change(tables.issues, row.id, { projectId: null }, when);
    }
    store.remove(tables.projects, id, when);
  }

  return {
    statusOf,
    createProject(
      input:
        & Pick<Project, "name" | "teamIds">
        & Partial<Omit<Project, "id" | "createdAt" | "updatedAt">>
        & { status?: ProjectStatus["type"] },
      when: Occurrence = {},
    ): Project {
      for (const id of input.teamIds) tables.teams.find(id);
      const { status = "backlog", ...fields } = input;
      const base = store.entity(when);
      return store.add(tables.projects, {
        ...base,
        description: "",
        slugId: base.id.replaceAll("-", "").slice(0, 12),
        color: "#bec2c8",
        statusId: statusOf(status),
        memberIds: [],
        leadId: null,
        creatorId: when.actorId ?? null,
        priority: 0,
        startDate: null,
        targetDate: null,
        startedAt: status === "started" ? base.createdAt : null,
        completedAt: null,
        canceledAt: null,
        health: null,
        healthUpdatedAt: null,
        trashed: null,
        ...fields,
      }, when);
    },
    updateProject(
      id: string,
      change: Partial<Omit<Project, "id" | "createdAt" | "updatedAt">>,
      when?: Occurrence,
    ): Project {
      return store.change(tables.projects, id, change, when);
    },
    archiveProject(id: string, when: Occurrence = {}): Project {
      return store.change(tables.projects, id, { archivedAt: when.at ?? clock.now() }, when);
    },
    trashProject(id: string, when: Occurrence = {}): Project {
      const archivedAt = when.at ?? clock.now();
      return store.change(tables.projects, id, { archivedAt, trashed: true }, when);
    },
    purgeProject,

    createProjectUpdate(
      input: Pick<ProjectUpdate, "projectId" | "userId" | "body" | "health"> & { id?: string },
      when: Occurrence = {},
    ): ProjectUpdate {
      tables.projects.find(input.projectId);
      const row = store.add(tables.projectUpdates, {
        ...input,
        ...store.entity(when, input.id),
        editedAt: null,
      }, when);
      const healthUpdatedAt = row.createdAt;
      store.change(tables.projects, row.projectId, { health: row.health, healthUpdatedAt }, when);
      return row;
    },
    updateProjectUpdate(
      id: string,
      change: Partial<Pick<ProjectUpdate, "body" | "health">>,
      when: Occurrence = {},
    ): ProjectUpdate {
      const editedAt = when.at ?? clock.now();
      return store.change(tables.projectUpdates, id, { ...change, editedAt }, when);
    },

    createCycle(
      input: Pick<Cycle, "teamId" | "number" | "startsAt" | "endsAt"> & Partial<Cycle>,
      when?: Occurrence,
    ): Cycle {
      tables.teams.find(input.teamId);
      return store.add(tables.cycles, {
        name: null,
        description: null,
        completedAt: null,
        ...input,
        ...store.entity(when),
      }, when);
    },
    updateCycle(
      id: string,
      change: Partial<Omit<Cycle, "id" | "createdAt" | "updatedAt">>,
      when?: Occurrence,
    ): Cycle {
      return store.change(tables.cycles, id, change, when);
    },

    createLabel(
      input: Pick<IssueLabel, "name"> & Partial<Omit<IssueLabel, "createdAt" | "updatedAt">>,
      when?: Occurrence,
    ): IssueLabel {
      return store.add(tables.issueLabels, {
        color: "#bec2c8",
        description: null,
        teamId: null,
        parentId: null,
        isGroup: false,
        ...input,
        ...store.entity(when),
      }, when);
    },
    updateLabel(
      id: string,
      change: Partial<Pick<IssueLabel, "name" | "color" | "description" | "archivedAt">>,
      when?: Occurrence,
    ): IssueLabel {
      return store.change(tables.issueLabels, id, change, when);
    },
    /** Removes the label and takes it off its issues, which counts as a change of theirs. */
    deleteLabel(id: string, when?: Occurrence): void {
      tables.issueLabels.find(id);
      for (const row of tables.issues.values()) {
        if (!row.labelIds.includes(id)) continue;
        const labelIds = row.labelIds.filter((other) => other !== id);
        store.change(tables.issues, row.id, { labelIds }, when);
      }
      store.remove(tables.issueLabels, id, when);
    },
  };
}
