import { discussionChanges } from "./discussion_changes.ts";
import { issueChanges } from "./issue_changes.ts";
import { peopleChanges } from "./people_changes.ts";
import { planningChanges } from "./planning_changes.ts";
import { createStore, type Occurrence, type Store, type StoreOptions } from "./store.ts";

/** One workspace of the stand-in: its rows, and everything that can happen to them. */
export type LinearState = ReturnType<typeof createState>;

/** Removes a whole team with everything in it, as if it had never been visible. */
function teamRemoval(
  store: Store,
  purgeIssue: (id: string, when?: Occurrence, tell?: boolean) => void,
) {
  const { tables } = store;
  return (id: string): void => {
    tables.teams.find(id);
    for (const row of tables.issues.values()) if (row.teamId === id) purgeIssue(row.id, {}, false);
    for (const table of [tables.workflowStates, tables.cycles, tables.issueLabels]) {
      for (const row of table.values()) if (row.teamId === id) table.delete(row.id);
    }
    for (const row of tables.projects.values()) {
      if (!row.teamIds.includes(id)) continue;
      store.change(tables.projects, row.id, {
        teamIds: row.teamIds.filter((other) => other !== id),
      });
    }
    store.remove(tables.teams, id);
  };
}

/** Makes an empty workspace. Which changes move `updatedAt` follows Linear's "meaningfully updated". */
export function createState(options: StoreOptions) {
  const store = createStore(options);
  const issues = issueChanges(store);
  return {
    ...store,
    ...peopleChanges(store),
    ...planningChanges(store),
    ...issues,
    ...discussionChanges(store),
    removeTeam: teamRemoval(store, issues.purgeIssue),
  };
}
