import { between, pick, seededRandom } from "../../random.ts";
import type { LinearState } from "../state/state.ts";

/** How many rows to make, and for whose eyes. */
export interface BulkOptions {
  issues: number;
  seed: number;
  /** Personal key of the administrator. */
  token: string;
  /** Teams, each with a project; default 20. */
  teams?: number;
  /** Comments by issue; default 0.5. */
  commentsPerIssue?: number;
  /** The time before now the issues were made and changed in; default 365. */
  days?: number;
}

const verbs = ["Fix", "Add", "Check", "Rework", "Measure", "Remove", "Исправить", "Добавить"];
const things = [
  "the export",
  "sign-in",
  "the search index",
  "invoices",
  "the import of orders",
  "push messages",
  "загрузку файлов",
  "карточку товара",
];

/** Fills the workspace with many plain issues, quickly, for measurements. */
export function fillWithManyIssues(state: LinearState, options: BulkOptions): void {
  const { issues, seed, token, days = 365, commentsPerIssue = 0.5 } = options;
  const random = seededRandom(seed);
  const now = state.clock.now();
  const start = now - days * 86_400_000;
  const moment = (from: number) => Math.floor(from + random() * (now - from));
  const admin = state.createUser({
    name: "Admin",
    email: "admin@agency.example",
    admin: true,
  }, { at: start });
  state.createCredential({ token, userId: admin.id });
  const users = Array.from(
    { length: 30 },
    (_, index) =>
      state.createUser({ name: `User ${index}`, email: `user${index}@agency.example` }, {
        at: start,
      }),
  );
  const teams = Array.from({ length: options.teams ?? 20 }, (_, index) => {
    const team = state.createTeam({ key: `T${index}`, name: `Team ${index}` }, { at: start });
    const project = state.createProject({
      name: `Project ${index}`,
      teamIds: [team.id],
      status: "started",
    }, { at: start });
    const states = [...state.tables.workflowStates.values()].filter((row) =>
      row.teamId === team.id
    );
    return { team, project, states };
  });
  for (let index = 0; index < issues; index++) {
    const { team, project, states } = pick(random, teams);
    const createdAt = moment(start);
    const row = state.createIssue({
      teamId: team.id,
      title: `${pick(random, verbs)} ${pick(random, things)} ${index}`,
      description: random() < 0.6 ? `Details of ${index}: ${pick(random, things)}.` : null,
      priority: between(random, 0, 4),
      estimate: random() < 0.7 ? between(random, 1, 8) : null,
      projectId: random() < 0.8 ? project.id : null,
      assigneeId: random() < 0.8 ? pick(random, users).id : null,
      stateId: pick(random, states).id,
    }, { at: createdAt, actorId: pick(random, users).id });
    row.updatedAt = moment(createdAt);
    if (random() < 0.05) row.archivedAt = row.updatedAt;
    if (random() < commentsPerIssue) {
      state.createComment({ issueId: row.id, body: `Note on ${index}.` }, {
        at: row.updatedAt,
        actorId: pick(random, users).id,
      });
    }
  }
}
