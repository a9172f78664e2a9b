import { familyNames, givenNames } from "../../chatwoot/people.ts";
import { pick } from "../../random.ts";
import type { LinearState } from "../state/state.ts";
import type { Cycle, IssueLabel, Team, User, WorkflowState } from "../state/tables.ts";
import type { HistoryClient } from "./task.ts";

const day = 86_400_000;
const CYCLE = 14 * day;

/** A team with what its issues need. */
export interface TeamSetup {
  team: Team;
  states: Record<
    "backlog" | "todo" | "progress" | "blocked" | "review" | "done" | "canceled",
    WorkflowState
  >;
  /** In order of time; the last begins after now. */
  cycles: Cycle[];
}

/** The agency's people, teams and labels. */
export interface Crew {
  admin: User;
  members: User[];
  labels: Map<string, IssueLabel>;
  /** The team where most clients' work is done, and the second one. */
  shared: TeamSetup;
  other: TeamSetup;
  /** Private. */
  leadership: TeamSetup;
  teamFor(client: HistoryClient): TeamSetup;
}

const labelColors = {
  Bug: "#eb5757",
  Feature: "#bb87fc",
  Design: "#f2994a",
  Content: "#4ea7fc",
  Performance: "#4cb782",
  Infrastructure: "#95a2b3",
  Blocked: "#e5484d",
};

const cyrillic = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя";
const latin = "a b v g d e e zh z i y k l m n o p r s t u f kh ts ch sh sch  y  e yu ya".split(" ");

/** The first three letters of a name, in Latin capitals. */
function keyOf(name: string): string {
  const letters = [...name.toLowerCase()].map((letter) => {
    const place = cyrillic.indexOf(letter);
    return place < 0 ? letter : latin[place] ?? "";
  });
  return letters.join("").replaceAll(/[^a-z]/g, "").slice(0, 3).toUpperCase();
}

function setUp(state: LinearState, team: Team, start: number): TeamSetup {
  state.createWorkflowState({ teamId: team.id, name: "Blocked", type: "started" }, { at: start });
  const own = [...state.tables.workflowStates.values()].filter((row) => row.teamId === team.id);
  const named = (name: string) => own.find((row) => row.name === name)!;
  const cycles: Cycle[] = [];
  for (let at = start, number = 1; at < state.clock.now() + CYCLE; at += CYCLE, number++) {
    const ended = at + CYCLE <= state.clock.now();
    const cycle = state.createCycle({
      teamId: team.id,
      number,
      startsAt: at,
      endsAt: at + CYCLE,
      completedAt: ended ? at + CYCLE : null,
    }, { at: Math.min(at, state.clock.now()) });
    cycles.push(cycle);
  }
  return {
    team,
    cycles,
    states: {
      backlog: named("Backlog"),
      todo: named("Todo"),
      progress: named("In Progress"),
      blocked: named("Blocked"),
      review: named("In Review"),
      done: named("Done"),
      canceled: named("Canceled"),
    },
  };
}

/** Makes people, labels and teams: three clients have a team of their own, the others share two. */
export function foundWorkspace(
  state: LinearState,
  options: { clients: readonly HistoryClient[]; token: string; start: number },
): Crew {
  const { clients, token, start } = options;
  const at = { at: start };
  const users = Array.from({ length: 9 }, (_, index) =>
    state.createUser({
      name: `${givenNames[index + 7]} ${familyNames[index + 5]}`,
      email: `team${index + 1}@agency.example`,
      admin: index === 0,
      title: index < 5 ? "Project management" : index === 5 ? "Design" : "Development",
    }, at));
  const [admin, ...rest] = users as [User, ...User[]];
  const gone = rest.pop()!;
  state.updateUser(gone.id, { active: false }, { at: start + 40 * day });
  state.createCredential({ token, userId: admin.id });

  const labels = new Map(
    Object.entries(labelColors).map(([name, color]) =>
      [name, state.createLabel({ name, color }, at)] as const
    ),
  );
  const team = (key: string, name: string, hidden = false) =>
    setUp(
      state,
      state.createTeam({
        key,
        name,
        private: hidden,
        memberIds: hidden ? [admin.id] : [admin.id, ...rest.map(({ id }) => id)],
      }, at),
      start,
    );
  const shared = team("WEB", "Web studio");
  const other = team("APP", "Product");
  const leadership = team("LEAD", "Leadership", true);
  const own = new Map(
    clients.slice(0, 3).map((client) => [client.name, team(keyOf(client.name), client.name)]),
  );
  return {
    admin,
    members: rest,
    labels,
    shared,
    other,
    leadership,
    teamFor: (client) =>
      own.get(client.name) ?? (clients.indexOf(client) % 3 === 2 ? other : shared),
  };
}

/** A colleague who is not the one given. */
export function colleague(crew: Crew, not: string | null, random: () => number): User {
  return pick(random, crew.members.filter(({ id }) => id !== not));
}
