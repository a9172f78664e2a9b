/** Random histories of a Linear workspace: what happens at the source, on the way, and to the sync. */
import fc from "fast-check";
import { breakingSql } from "../support/breaking_sql.ts";
import { LINEAR_KEY, type LinearWorld } from "../support/linear_world.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Rows the stand-in gives at once, so that small workspaces have page edges. */
export const PAGE = 4;

/** Something that happens. The numbers choose rows and values, whatever there is to choose from. */
export interface Happening {
  kind: string;
  a: number;
  b: number;
}

type Act = (world: LinearWorld, a: number, b: number) => void;

const choose = <Row>(rows: Iterable<Row>, n: number): Row | undefined => {
  const all = [...rows];
  return all[n % all.length];
};

/** A row of a table, and what to do with it; nothing when there is none. */
const on = <Name extends keyof LinearWorld["state"]["tables"]>(
  name: Name,
  act: (
    world: LinearWorld,
    row: ReturnType<LinearWorld["state"]["tables"][Name]["values"]> extends
      IterableIterator<infer Row> ? Row : never,
    b: number,
  ) => void,
): Act =>
(world, a, b) => {
  const row = choose(world.state.tables[name].values() as Iterable<never>, a);
  if (row !== undefined) act(world, row, b);
};

const teamOf = ({ state }: LinearWorld, n: number) => choose(state.tables.teams.values(), n);

/** Moments in the past: now, within the overlap of windows, and long before. */
const past = ({ clock }: LinearWorld, n: number) =>
  clock.now() - [0, 0, MINUTE, 4 * MINUTE, HOUR, 40 * 24 * HOUR][n % 6]!;

/** What happens at the source. */
const atSource: Record<string, Act> = {
  createIssues(world, a, b) {
    const team = teamOf(world, a);
    if (team === undefined) return;
    // several at the same moment: equal times across the edges of pages
    for (let index = 0; index <= b % 7; index++) {
      world.state.createIssue({
        ...{ teamId: team.id, title: `Task ${a} ${index}`, priority: b % 5 },
        projectId: choose(world.state.tables.projects.values(), b)?.id ?? null,
      }, { at: past(world, b), actorId: world.admin });
    }
  },
  editIssue: on("issues", ({ state }, row, b) =>
    void state.updateIssue(row.id, {
      ...{ title: `Edited ${b}`, description: b % 2 ? `Text ${b}` : null },
    })),
  moveState: on("issues", ({ state }, row, b) => {
    const states = [...state.tables.workflowStates.values()]
      .filter(({ teamId }) => teamId === row.teamId);
    state.updateIssue(row.id, { stateId: choose(states, b)!.id });
  }),
  moveTeam: on("issues", (world, row, b) => {
    const team = teamOf(world, b);
    if (team !== undefined) world.state.updateIssue(row.id, { teamId: team.id });
  }),
  moveProject: on("issues", ({ state }, row, b) =>
    void state.updateIssue(row.id, {
      projectId: b % 3 === 0 ? null : choose(state.tables.projects.values(), b)?.id ?? null,
    })),
  archiveIssue: on("issues", ({ state }, row) => void state.archiveIssue(row.id)),
  unarchiveIssue: on("issues", ({ state }, row) => void state.unarchiveIssue(row.id)),
  trashIssue: on("issues", ({ state }, row) => void state.trashIssue(row.id)),
  purgeIssue: on("issues", ({ state }, row) => state.purgeIssue(row.id)),
  comment: on("issues", (world, row, b) => {
    world.state.createComment({ issueId: row.id, body: `Note ${b}` }, {
      ...{ at: past(world, b), actorId: choose(world.state.tables.users.values(), b)?.id },
    });
  }),
  editComment: on("comments", ({ state }, row, b) => {
    if (row.archivedAt === null) state.updateComment(row.id, `Edited ${b}`);
  }),
  deleteComment: on("comments", ({ state }, row) => state.deleteComment(row.id)),
  attach: on("issues", ({ state }, row, b) => {
    for (let index = 0; index <= b % 13; index++) {
      const url = `https://x.example/${index}`;
      state.createAttachment({ issueId: row.id, url, title: `Link ${b}` });
    }
  }),
  detach: on("attachments", ({ state }, row) => state.deleteAttachment(row.id)),
  createProject(world, a, b) {
    const teamIds = [teamOf(world, a), teamOf(world, b)].flatMap((team) => team?.id ?? []);
    world.state.createProject({ name: `Project ${a}`, teamIds: [...new Set(teamIds)] }, {
      at: past(world, b),
    });
  },
  editProject: on(
    "projects",
    ({ state }, row, b) =>
      void state.updateProject(row.id, {
        name: `Renamed ${b}`,
        trashed: b % 3 === 0 ? true : null,
      }),
  ),
  purgeProject: on("projects", ({ state }, row) => state.purgeProject(row.id)),
  report: on("projects", (world, row, b) => {
    const { state, admin } = world;
    const update = state.createProjectUpdate({
      ...{ projectId: row.id, userId: admin, body: `Week ${b}`, health: "atRisk" },
    }, { at: past(world, b) });
    if (b % 2) state.createComment({ projectUpdateId: update.id, body: "Noted" });
  }),
  createTeam({ state, admin }, a, b) {
    const key = `T${state.tables.teams.size}${a % 1000}`;
    const memberIds = b % 2 ? [admin] : [];
    state.createTeam({ key, name: `Team ${a}`, private: b % 3 === 0, memberIds });
  },
  showTeam: on(
    "teams",
    ({ state, admin }, row, b) =>
      void state.updateTeam(row.id, { memberIds: b % 2 ? [admin] : [] }),
  ),
  removeTeam: on("teams", ({ state }, row) => {
    if (state.tables.teams.size > 1) state.removeTeam(row.id);
  }),
  label(world, a, b) {
    const teamId = b % 2 ? teamOf(world, a)?.id ?? null : null;
    world.state.createLabel({ name: `Label ${a}`, teamId });
  },
  putLabel: on("issues", ({ state }, row, b) => {
    const labels = [...state.tables.issueLabels.values()]
      .filter(({ teamId }) => teamId === null || teamId === row.teamId);
    state.updateIssue(row.id, { labelIds: labels.slice(0, b % 3).map(({ id }) => id) });
  }),
  dropLabel: on("issueLabels", ({ state }, row) => state.deleteLabel(row.id)),
  cycle: on("teams", ({ state, clock }, row, b) =>
    void state.createCycle({
      ...{ teamId: row.id, number: 1 + b % 90, startsAt: clock.now(), endsAt: clock.now() + HOUR },
    })),
  rename: on("users", ({ state }, row, b) => void state.updateUser(row.id, { name: `User ${b}` })),
  narrow({ state }, a) {
    const ids = [...state.tables.teams.values()].map(({ id }) => id);
    state.narrowCredential(LINEAR_KEY, ids.slice(0, 1 + a % ids.length));
  },
  widen: ({ state }) => state.narrowCredential(LINEAR_KEY, null),
};

/** What happens on the way: requests that fail, and how often. */
const onTheWay: Record<string, Act> = {
  failing: ({ fake }, a, b) =>
    fake.faults.add({ kind: "status", status: [500, 502, 503][a % 3]!, after: b % 30, times: 4 }),
  limited: ({ fake, clock }, a, b) =>
    fake.faults.add({
      ...{ kind: "status", status: [200, 400, 429][a % 3]!, after: b % 30, times: 4 },
      body: JSON.stringify({ errors: [{ message: "x", extensions: { code: "RATELIMITED" } }] }),
      headers: {
        "x-ratelimit-requests-limit": "2500",
        "x-ratelimit-requests-remaining": "0",
        "x-ratelimit-requests-reset": String(clock.now() + (b % 2 ? HOUR : 5000)),
      },
    }),
  partial: ({ fake }, a, b) =>
    fake.fieldFaults.add({
      field: ["Query.issues", "Issue.state", "Issue.assignee", "Query.comments"][a % 4]!,
      ...{ message: "Boom", after: b % 20, times: 1 + b % 3 },
    }),
  cut: ({ fake }, _, b) => fake.faults.add({ kind: "cut", after: b % 30, times: 3 }),
};

/** Lets something happen to the sync, or to the source while it is read. */
const toTheSync: Record<string, (world: LinearWorld, a: number, b: number) => Promise<void>> = {
  async sync(world) {
    await world.sync("incremental", world.connect({ mostRows: PAGE }));
  },
  async full(world) {
    await world.sync("full", world.connect({ mostRows: PAGE }));
  },
  async changeMeanwhile(world, a, b) {
    const names = Object.keys(atSource).filter((name) => name !== "narrow");
    let left = b % 25;
    const told = () => {
      if (left-- === 0) atSource[names[a % names.length]!]!(world, b, a);
    };
    await world.sync("incremental", world.connect({ mostRows: PAGE, told }));
  },
  async crash(world, a, b) {
    const how = { at: 1 + a % 120, when: b % 2 ? "before" : "after", dead: true } as const;
    const { sql } = breakingSql(world.sql, how);
    await world.sync("incremental", world.connect({ mostRows: PAGE, sql })).catch(() => {});
    await world.sql`
      update sync_runs set lease_until = now() - interval '1 second'
      where account_scope_id = ${world.scopeId} and status = 'running'`;
  },
  wait({ clock }, a) {
    clock.advance([1000, 4 * MINUTE, 6 * MINUTE, 2 * HOUR][a % 4]!);
    return Promise.resolve();
  },
};

/** Kinds of happenings; the sync's own are drawn more often. */
const kinds = [
  ...Object.keys(atSource),
  ...Object.keys(onTheWay),
  ...[
    "sync",
    "sync",
    "sync",
    "full",
    "changeMeanwhile",
    "changeMeanwhile",
    "crash",
    "wait",
    "wait",
  ],
];

/** Histories of up to 20 happenings. */
export const histories = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    a: fc.nat({ max: 997 }),
    b: fc.nat({ max: 997 }),
  }),
  { minLength: 5, maxLength: 20, size: "max" },
);

/** Lets one thing happen. */
export async function happen(world: LinearWorld, { kind, a, b }: Happening): Promise<void> {
  const sudden = atSource[kind] ?? onTheWay[kind];
  if (sudden !== undefined) {
    sudden(world, a, b);
    world.clock.advance(a % 3 === 0 ? 0 : 700);
  } else await toTheSync[kind]!(world, a, b);
}

/** Ends all trouble: requests succeed, and the key sees everything again. */
export function calm({ fake, state }: LinearWorld): void {
  fake.faults.clear();
  fake.fieldFaults.clear();
  state.narrowCredential(LINEAR_KEY, null);
}
