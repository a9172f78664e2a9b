import { between, pick, seededRandom } from "../../random.ts";
import { companies } from "../../chatwoot/history_texts.ts";
import { duringWork } from "../../working_time.ts";
import type { LinearState } from "../state/state.ts";
import type { Issue, Project } from "../state/tables.ts";
import { type Crew, foundWorkspace, type TeamSetup } from "./founding.ts";
import { playIssue } from "./issue_life.ts";
import { type HistoryClient, type Manner, manners, type Task } from "./task.ts";
import { tasksEn } from "./tasks_en.ts";
import { tasksRu } from "./tasks_ru.ts";
import { updateTexts } from "./updates.ts";

const day = 86_400_000;
const DAYS = 100;

/** How to fill a workspace. */
export interface LinearHistoryOptions {
  seed: number;
  /** Personal key of the administrator. */
  token: string;
  /** Default: the clients of the Chatwoot history. */
  clients?: readonly HistoryClient[];
  /** Addresses of conversations by client, linked to some of the client's issues. */
  conversations?: Readonly<Record<string, readonly string[]>>;
}

interface Planned {
  at: number;
  task: Task;
  /** Only planned so far. */
  waiting: boolean;
  client: HistoryClient;
  manner: Manner;
  project: Project;
  setup: TeamSetup;
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items.map((item) => ({ item, key: random() })).sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

function writeUpdates(state: LinearState, project: Project, planned: Planned, crew: Crew): void {
  const { client, manner } = planned;
  const now = state.clock.now();
  const end = now - manner.quietDays * day;
  for (let week = 8; week >= 0; week--) {
    const at = duringWork(end - week * 7 * day - 3 * 3_600_000);
    if (at > now) continue;
    const health = week > 3 && manner.health !== "onTrack" ? "atRisk" : manner.health;
    const texts = updateTexts[client.language][health];
    const userId = project.leadId ?? crew.admin.id;
    const update = state.createProjectUpdate({
      projectId: project.id,
      userId,
      health,
      body: texts[week % texts.length]!,
    }, { at, actorId: userId });
    if (week === 1) {
      state.createComment({
        projectUpdateId: update.id,
        body: client.language === "ru"
          ? "Спасибо, передам клиенту."
          : "Thanks, I will tell the client.",
      }, { at: Math.min(now, at + 3_600_000), actorId: crew.admin.id });
    }
  }
}

/** Fills the workspace with a hundred days of an agency's work for its clients, a project each. */
export function fillWithLinearHistory(state: LinearState, options: LinearHistoryOptions): void {
  const random = seededRandom(options.seed);
  const clients = options.clients ?? companies;
  const now = state.clock.now();
  const start = now - DAYS * day;
  const crew = foundWorkspace(state, { clients, token: options.token, start });

  const planned = clients.flatMap((client, index): Planned[] => {
    const manner = manners[index % manners.length]!;
    const setup = crew.teamFor(client);
    const lead = pick(random, crew.members);
    const project = state.createProject({
      name: client.name,
      description: client.language === "ru" ? "Развитие и поддержка сайта" : "Relaunch and care",
      teamIds: [setup.team.id],
      memberIds: [lead.id, crew.admin.id],
      leadId: lead.id,
      status: "started",
      startDate: new Date(start).toISOString().slice(0, 10),
      targetDate: new Date(now + between(random, 10, 60) * day).toISOString().slice(0, 10),
    }, { at: start, actorId: crew.admin.id });
    const span = (DAYS - 3 - manner.quietDays) * day;
    const tasks = shuffled(client.language === "ru" ? tasksRu : tasksEn, random);
    const plan = (task: Task, at: number, waiting: boolean): Planned => ({
      at: Math.floor(duringWork(at)),
      task,
      waiting,
      client,
      manner,
      project,
      setup,
    });
    const end = start + day + span;
    return [
      ...tasks.slice(0, manner.issues).map((task, place) =>
        plan(task, start + day + (place + random()) / manner.issues * span, false)
      ),
      ...tasks.slice(manner.issues, manner.issues + 4).map((task) =>
        plan(task, end - random() * 10 * day, true)
      ),
    ];
  }).sort((a, b) => a.at - b.at);

  const links = new Map(Object.entries(options.conversations ?? {}).map(([k, v]) => [k, [...v]]));
  for (const plan of planned) {
    if (plan.at > now) continue;
    const conversationUrl = random() < 0.3 ? links.get(plan.client.name)?.shift() : undefined;
    playIssue(state, { ...plan, crew, random, ...(conversationUrl && { conversationUrl }) });
  }
  const first = new Map(planned.map((plan) => [plan.project.id, plan]));
  for (const plan of first.values()) writeUpdates(state, plan.project, plan, crew);
  tidyUp(state, crew);
}

/** What every grown workspace has: archived, moved, trashed and nested issues, and private ones. */
function tidyUp(state: LinearState, crew: Crew): void {
  const now = state.clock.now();
  const all = [...state.tables.issues.values()];
  for (const issue of all) {
    const at = (issue.completedAt ?? now) + 60 * day;
    if (issue.completedAt !== null && at <= now) state.archiveIssue(issue.id, { at });
  }
  const open = all.filter((issue) =>
    issue.teamId === crew.shared.team.id && issue.archivedAt === null && issue.completedAt === null
  ).sort((a, b) => b.updatedAt - a.updatedAt);
  const soonAfter = (issue: Issue) => ({
    actorId: crew.admin.id,
    at: Math.min(now, issue.updatedAt + 3_600_000),
  });
  for (const issue of open.slice(0, 2)) {
    state.updateIssue(issue.id, { teamId: crew.other.team.id }, soonAfter(issue));
  }
  for (const issue of open.slice(2, 4)) state.trashIssue(issue.id, soonAfter(issue));
  const [parent, ...children] = open.slice(4, 8);
  for (const child of children) {
    state.updateIssue(child.id, { parentId: parent!.id }, soonAfter(child));
  }
  for (const title of ["Salary round", "Office lease", "Найм второго дизайнера"]) {
    state.createIssue({ teamId: crew.leadership.team.id, title, assigneeId: crew.admin.id }, {
      actorId: crew.admin.id,
      at: now - 20 * day,
    });
  }
}
