import { entityNotFound } from "../errors.ts";
import type { Occurrence, Store } from "./store.ts";
import type { Credential, Team, User, WorkflowState } from "./tables.ts";

/** The states a new team starts with. */
const defaultStates = [
  ["Backlog", "backlog", "#bec2c8"],
  ["Todo", "unstarted", "#e2e2e2"],
  ["In Progress", "started", "#f2c94c"],
  ["In Review", "started", "#0f783c"],
  ["Done", "completed", "#5e6ad2"],
  ["Canceled", "canceled", "#95a2b3"],
] as const;

/** Everything that can happen to users, teams, states and credentials. */
export function peopleChanges(store: Store) {
  const { tables } = store;
  const credential = (token: string): Credential => {
    const row = tables.credentials.get(token);
    if (row === undefined) throw entityNotFound("Credential");
    return row;
  };

  function createWorkflowState(
    input: { teamId: string; name: string; type: string; color?: string; position?: number },
    when?: Occurrence,
  ): WorkflowState {
    tables.teams.find(input.teamId);
    return store.add(tables.workflowStates, {
      ...store.entity(when),
      color: "#bec2c8",
      description: null,
      position: [...tables.workflowStates.values()].filter((row) => row.teamId === input.teamId)
        .length,
      ...input,
    }, when);
  }

  return {
    createUser(
      input: { name: string; email: string; admin?: boolean; title?: string },
      when?: Occurrence,
    ): User {
      return store.add(tables.users, {
        ...store.entity(when),
        admin: false,
        active: true,
        title: null,
        displayName: input.email.split("@")[0] ?? input.name,
        ...input,
      }, when);
    },
    updateUser(
      id: string,
      change: Partial<Pick<User, "name" | "displayName" | "email" | "admin" | "active" | "title">>,
      when?: Occurrence,
    ): User {
      return store.change(tables.users, id, change, when);
    },

    createCredential(
      input: { token: string; userId: string; kind?: Credential["kind"]; expiresAt?: number },
    ): Credential {
      tables.users.find(input.userId);
      const row: Credential = { kind: "key", teamIds: null, expiresAt: null, ...input };
      tables.credentials.set(row.token, row);
      return row;
    },
    /** Limits a token to some teams; null gives back all that its user sees. */
    narrowCredential(token: string, teamIds: string[] | null): void {
      credential(token).teamIds = teamIds;
    },
    revokeCredential(token: string): void {
      tables.credentials.delete(credential(token).token);
    },

    createTeam(
      input: Pick<Team, "key" | "name"> & Partial<Omit<Team, "id" | "lastNumber">>,
      when?: Occurrence,
    ): Team {
      const team = store.add(tables.teams, {
        ...store.entity(when),
        description: null,
        color: "#5e6ad2",
        private: false,
        memberIds: [],
        cyclesEnabled: true,
        ...input,
        lastNumber: 0,
      }, when);
      for (const [name, type, color] of defaultStates) {
        createWorkflowState({ teamId: team.id, name, type, color }, when);
      }
      return team;
    },
    updateTeam(
      id: string,
      change: Partial<Pick<Team, "name" | "description" | "color" | "private" | "memberIds">>,
      when?: Occurrence,
    ): Team {
      return store.change(tables.teams, id, change, when);
    },

    createWorkflowState,
    updateWorkflowState(
      id: string,
      change: Partial<Pick<WorkflowState, "name" | "type" | "color" | "description">>,
      when?: Occurrence,
    ): WorkflowState {
      return store.change(tables.workflowStates, id, change, when);
    },
  };
}
