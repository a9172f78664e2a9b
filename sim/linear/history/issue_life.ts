import { between, pick } from "../../random.ts";
import { duringWork } from "../../working_time.ts";
import type { LinearState } from "../state/state.ts";
import type { Issue, Project } from "../state/tables.ts";
import { colleague, type Crew, type TeamSetup } from "./founding.ts";
import type { HistoryClient, Manner, Task } from "./task.ts";

const hour = 3_600_000;
const day = 24 * hour;

/** An issue to be, and the world it lives in. */
export interface IssuePlan {
  at: number;
  task: Task;
  /** Only planned so far: it stays in the backlog. */
  waiting: boolean;
  client: HistoryClient;
  manner: Manner;
  project: Project;
  setup: TeamSetup;
  crew: Crew;
  random: () => number;
  /** A conversation it came from. */
  conversationUrl?: string;
}

const dateOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const prefix = /^[ab]: /;

function link(
  state: LinearState,
  issue: Issue,
  plan: IssuePlan,
  at: number,
  actorId: string,
): void {
  const { task, random, conversationUrl } = plan;
  const when = { at, actorId };
  if (conversationUrl !== undefined) {
    const title = plan.client.language === "ru"
      ? "Переписка с клиентом"
      : "Conversation with the client";
    state.createAttachment({ issueId: issue.id, url: conversationUrl, title }, when);
  }
  if (task.label === "Design") {
    const url = `https://www.figma.com/design/${issue.id.slice(0, 8)}`;
    state.createAttachment({ issueId: issue.id, url, title: task.title }, when);
  } else if (task.label !== "Content" && random() < 0.5) {
    const url = `https://github.com/agency/site/pull/${between(random, 100, 999)}`;
    state.createAttachment({
      issueId: issue.id,
      url,
      title: task.title,
      metadata: { status: "merged" },
    }, when);
  }
}

/** Stops the issue: state, label, and the relation to what it waits for. */
function block(
  state: LinearState,
  issue: Issue,
  plan: IssuePlan,
  at: number,
  actorId: string,
): void {
  const { setup, crew, random, client } = plan;
  const when = { at, actorId };
  const labelIds = [...issue.labelIds, crew.labels.get("Blocked")!.id];
  state.updateIssue(issue.id, { stateId: setup.states.blocked.id, labelIds }, when);
  if (plan.task.talk?.some((line) => line.startsWith("b:"))) return;
  state.createComment({
    issueId: issue.id,
    body: client.language === "ru"
      ? "Заблокировано: ждём ответа клиента."
      : "Blocked: we wait for the client's answer.",
  }, when);
  if (random() > 0.5) return;
  const cause = state.createIssue({
    teamId: issue.teamId,
    projectId: issue.projectId,
    title: client.language === "ru" ? "Получить доступы от клиента" : "Get access from the client",
    priority: 2,
    stateId: setup.states.todo.id,
    assigneeId: actorId,
  }, when);
  state.createRelation({ issueId: cause.id, relatedIssueId: issue.id, type: "blocks" }, when);
}

/** Lets an issue live from its creation to now, or to where its client's manner leaves it. */
export function playIssue(state: LinearState, plan: IssuePlan): Issue {
  const { task, manner, project, setup, crew, random } = plan;
  const now = state.clock.now();
  const quiet = now - manner.quietDays * day;
  const assignee = random() < 0.92 ? pick(random, crew.members) : null;
  const actorId = assignee?.id ?? crew.admin.id;
  const startAt = duringWork(plan.at + between(random, 2, 90) * hour);
  const doneAt = Math.floor(
    duringWork(startAt + task.points * manner.daysPerPoint * (0.6 + random()) * day),
  );
  const due = random() < 0.75 ? plan.at + (task.points * 1.6 + between(random, 3, 8)) * day : null;
  const stuck = random() < manner.lateShare;
  const cycle = setup.cycles.find((row) => row.startsAt <= startAt && startAt < row.endsAt);
  const issue = state.createIssue({
    teamId: setup.team.id,
    projectId: project.id,
    title: task.title,
    description: task.description ?? null,
    priority: task.label === "Bug" ? between(random, 1, 2) : between(random, 2, 4),
    estimate: task.points,
    dueDate: due === null ? null : dateOf(due),
    labelIds: [crew.labels.get(task.label)!.id],
    assigneeId: assignee?.id ?? null,
    stateId: setup.states[random() < 0.5 ? "todo" : "backlog"].id,
  }, { at: plan.at, actorId: colleague(crew, actorId, random).id });

  const move = (name: keyof TeamSetup["states"], at: number) =>
    state.updateIssue(issue.id, { stateId: setup.states[name].id }, { at, actorId });
  if (plan.waiting || startAt > quiet) return issue;
  if (cycle !== undefined) {
    state.updateIssue(issue.id, { cycleId: cycle.id }, { at: startAt, actorId });
  }
  if (!stuck && random() < 0.04) return move("canceled", startAt);
  move("progress", startAt);
  const until = Math.min(quiet, doneAt);
  const talk = task.talk ?? [];
  talk.forEach((line, index) => {
    const at = startAt + (index + 1) / (talk.length + 1) * (until - startAt);
    const author = index % 2 === 0 ? actorId : colleague(crew, actorId, random).id;
    const body = line.replace(prefix, "");
    state.createComment({ issueId: issue.id, body }, { at: Math.floor(at), actorId: author });
  });
  if (stuck || doneAt > quiet) {
    const at = Math.floor(startAt + (until - startAt) * 0.7);
    if (random() < manner.blockedShare) block(state, issue, plan, at, actorId);
    else if (random() < 0.4) move("review", at);
    return issue;
  }
  link(state, issue, plan, doneAt - Math.min(2 * hour, doneAt - startAt), actorId);
  return move("done", doneAt);
}
