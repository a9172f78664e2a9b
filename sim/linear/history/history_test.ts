import assert from "node:assert/strict";
import { linearWorkspace, servedSchema } from "../../../tests/support/linear_workspace.ts";
import { linearDocuments } from "../../../tests/support/linear_documents.ts";
import { companies } from "../../chatwoot/history_texts.ts";
import { createChatwootFake } from "../../chatwoot/server.ts";
import { fillWithHistory } from "../../chatwoot/history.ts";
import { workspaceCounts } from "../counts.ts";
import { createLinearFake } from "../server.ts";
import type { Project } from "../state/tables.ts";
import { fillWithManyIssues } from "./bulk.ts";
import { dripLinear } from "./drip.ts";
import { fillWithLinearHistory } from "./history.ts";
import { seededRandom } from "../../random.ts";

const now = Date.parse("2026-11-25T14:00:00.000Z");
const day = 86_400_000;
const today = new Date(now).toISOString().slice(0, 10);

function filled(seed = 1, options: { conversations?: Record<string, string[]> } = {}) {
  const clock = { at: now, now: () => clock.at };
  const fake = createLinearFake({ clock, allowances: null, schema: servedSchema });
  fillWithLinearHistory(fake.state, { seed, token: "k", ...options });
  return { ...fake, clock, tables: fake.state.tables };
}

type World = ReturnType<typeof filled>;
const issuesOf = ({ tables }: World, project: Project) =>
  [...tables.issues.values()].filter(({ projectId }) => projectId === project.id);
const projectOf = ({ tables }: World, name: string) =>
  [...tables.projects.values()].find((row) => row.name === name)!;

Deno.test("the same seed and time give the same history, another seed another", () => {
  const rows = (seed: number) => JSON.stringify([...filled(seed).tables.issues.values()]);
  assert.equal(rows(1), rows(1));
  assert.notEqual(rows(1), rows(2));
});

Deno.test("each client has a project of its name, and people are those of the Chatwoot history", () => {
  const world = filled();
  const names = [...world.tables.projects.values()].map(({ name }) => name);
  assert.deepEqual(names, companies.map(({ name }) => name));
  const chat = createChatwootFake({ clock: world.clock });
  fillWithHistory(chat.state, { seed: 1, token: "k" });
  const agents = new Map(
    [...chat.state.tables.agents.values()].map((row) => [row.email, row.name]),
  );
  const users = new Map([...world.tables.users.values()].map((row) => [row.email, row.name]));
  assert.ok(agents.size >= 5);
  for (const [email, name] of agents) assert.equal(users.get(email), name);
  const teams = [...world.tables.teams.values()];
  const own = teams.filter(({ name }) => companies.some((company) => company.name === name));
  assert.deepEqual(own.map(({ key }) => key), ["ACM", "BRI", "SEV"]);
  assert.deepEqual(teams.filter((team) => team.private).map(({ key }) => key), ["LEAD"]);
});

Deno.test("no time lies after now, none before the beginning, and each row's are in order", () => {
  for (const seed of [1, 2, 3]) {
    const { tables } = filled(seed);
    for (const table of Object.values(tables)) {
      if (!("entity" in table)) continue;
      for (const row of table.values()) {
        const where = `${table.entity} ${row.id}`;
        assert.ok(Number.isInteger(row.createdAt) && Number.isInteger(row.updatedAt), where);
        assert.ok(row.createdAt <= row.updatedAt && row.updatedAt <= now, where);
        assert.ok(row.createdAt >= now - 100 * day, where);
      }
    }
    for (const issue of tables.issues.values()) {
      const { createdAt, startedAt, completedAt, canceledAt } = issue;
      const ended = completedAt ?? canceledAt ?? now;
      assert.ok(
        createdAt <= (startedAt ?? createdAt) && (startedAt ?? createdAt) <= ended,
        issue.title,
      );
      assert.ok(ended <= now);
    }
  }
});

Deno.test("work was done all along 90 days, in cycles, with estimates", () => {
  const world = filled();
  const done = [...world.tables.issues.values()].filter(({ completedAt }) => completedAt !== null);
  for (let month = 0; month < 3; month++) {
    const [from, to] = [now - (month + 1) * 30 * day, now - month * 30 * day];
    const count = done.filter(({ completedAt }) =>
      from <= completedAt! && completedAt! < to
    ).length;
    assert.ok(count >= 15, `${count} in month ${month}`);
  }
  for (const issue of world.tables.issues.values()) {
    const cycle = world.tables.cycles.get(issue.cycleId);
    if (cycle !== undefined) assert.equal(cycle.teamId, issue.teamId);
  }
  const planned = done.filter(({ cycleId, estimate }) => cycleId !== null && estimate !== null);
  assert.ok(planned.length > done.length * 0.9);
});

Deno.test("clients whose work goes badly show it: overdue, blocked, off track", () => {
  const world = filled();
  const late = (name: string) =>
    issuesOf(world, projectOf(world, name)).filter((row) =>
      row.completedAt === null && row.canceledAt === null && row.archivedAt === null &&
      row.dueDate !== null && row.dueDate < today
    ).length;
  const blocked = (name: string) =>
    issuesOf(world, projectOf(world, name)).filter((row) =>
      world.tables.workflowStates.find(row.stateId).name === "Blocked"
    ).length;
  assert.ok(late("Fjord Outdoor") >= 4);
  assert.ok(late("Quantum Legal") >= 4);
  assert.ok(late("Acme Robotics") <= 1);
  assert.equal(late("Мастер Дом"), 0);
  assert.ok(blocked("Книжный Двор") >= 2);
  assert.equal(projectOf(world, "Fjord Outdoor").health, "offTrack");
  assert.equal(projectOf(world, "Acme Robotics").health, "onTrack");
  assert.ok(world.tables.issueRelations.size > 0);
  assert.ok([...world.tables.issueRelations.values()].every(({ type }) => type === "blocks"));
});

Deno.test("each client's work is in its language", () => {
  const world = filled();
  for (const { name, language } of companies) {
    const titles = issuesOf(world, projectOf(world, name)).map(({ title }) => title);
    assert.ok(titles.length >= 18, name);
    for (const title of titles) assert.equal(/[а-яё]/i.test(title), language === "ru", title);
  }
  const bodies = [...world.tables.comments.values()].map(({ body }) => body);
  assert.ok(
    bodies.some((body) => /[а-яё]/i.test(body)) && bodies.some((body) => /[a-z]/i.test(body)),
  );
  assert.ok(bodies.every((body) => !/^[ab]:/.test(body)));
});

Deno.test("archived, moved, trashed and nested issues are there", () => {
  const { tables } = filled();
  const all = [...tables.issues.values()];
  assert.ok(all.some((row) => row.archivedAt !== null && row.trashed === null));
  assert.equal(all.filter(({ trashed }) => trashed).length, 2);
  assert.equal(all.filter(({ previousIdentifiers }) => previousIdentifiers.length > 0).length, 2);
  assert.equal(all.filter(({ parentId }) => parentId !== null).length, 3);
});

Deno.test("conversations that are given are linked to their client's issues", () => {
  const url = (id: number) => `https://chat.example/app/accounts/1/conversations/${id}`;
  const links = { "Acme Robotics": [1, 2, 3, 4].map(url), "Мастер Дом": [9].map(url) };
  const world = filled(1, { conversations: links });
  const linked = [...world.tables.attachments.values()].filter((row) =>
    row.url.startsWith(url(0).slice(0, -1))
  );
  assert.ok(linked.length >= 2);
  for (const { issueId, url } of linked) {
    const project = world.tables.projects.get(world.tables.issues.find(issueId).projectId);
    assert.ok(links[project?.name as keyof typeof links].includes(url));
  }
  assert.deepEqual(links["Мастер Дом"].length, 1, "the caller's lists are left alone");
});

Deno.test("the history is served without an error, and the counts are those of the rows", async () => {
  const world = filled();
  for (
    const name of ["Issues", "Comments", "Projects", "Cycles", "Updates", "Attachments", "Users"]
  ) {
    const body = JSON.stringify({ query: linearDocuments[name], variables: { first: 250 } });
    const request = new Request("http://linear.example/graphql", {
      method: "POST",
      headers: { authorization: "k" },
      body,
    });
    const reply = await (await world.handler(request)).json();
    assert.equal(reply.errors, undefined, name);
  }
  const counts = workspaceCounts(world.state);
  const types = Object.values(counts.issuesByStateType).reduce((sum, count) => sum + count, 0);
  assert.equal(types, counts.issues);
  assert.equal(counts.issueRows, world.tables.issues.size);
  assert.equal(counts.projects, 8);
  assert.equal(counts.issuesTrashed, 2);
  const overdue = [...world.tables.issues.values()].filter((row) =>
    row.archivedAt === null && row.completedAt === null && row.canceledAt === null &&
    row.dueDate !== null && row.dueDate < today
  );
  assert.equal(counts.issuesOverdue, overdue.length);
});

Deno.test("drips change open issues one at a time, at the time it is", () => {
  const world = filled();
  const random = seededRandom(5);
  for (let i = 0; i < 50; i++) {
    world.clock.at += 1000;
    const before = world.state.version();
    const id = dripLinear(world.state, random);
    assert.ok(id);
    const issue = world.tables.issues.find(id);
    const newest = [...world.tables.comments.values()].at(-1)!;
    const touched = issue.updatedAt === world.clock.at || newest.createdAt === world.clock.at;
    assert.ok(touched || world.state.version() === before);
  }
});

Deno.test("many issues are made quickly and walked exactly", async () => {
  const { state, ask } = linearWorkspace();
  fillWithManyIssues(state, { issues: 1200, seed: 1, token: "bulk" });
  assert.equal(state.tables.issues.size, 1200);
  const ids = new Set<string>();
  let after: string | null = null;
  let pages = 0;
  do {
    const reply: {
      data: {
        issues: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      };
    } = await ask(linearDocuments.Ids!, { after }, "bulk");
    const { nodes, pageInfo } = reply.data.issues;
    for (const { id } of nodes) ids.add(id);
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
    pages++;
  } while (after !== null);
  assert.deepEqual([ids.size, pages], [1200, 5]);
});
