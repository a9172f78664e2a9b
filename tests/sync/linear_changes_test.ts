/** What changes at Linear arrives here: created, edited, archived, trashed, moved, gone. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { embeddedStore, servedStore } from "../support/both_stores.ts";
import { makeProject } from "../support/sync_world.ts";
import { linearCases } from "../support/linear_world.ts";
import {
  cursorOf,
  fillEverything,
  issues,
  stateNamed,
  team,
  tombstones,
  warningsOf,
  writtenBy,
} from "./linear_looks.ts";
import { equalLinearMirrors } from "./linear_mirror.ts";

const MINUTE = 60_000;
const DAY = 86_400_000;

linearCases("what changes at Linear arrives", {
  async "a first sync brings everything, a second one writes nothing"(world) {
    fillEverything(world);
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
    const { name, reconciliation, rows } = await world.look();
    equal(name, "Studio");
    equal(reconciliation?.completeness_pct, 100);
    equal((await world.look()).last_run?.mode, "full");
    deepEqual([rows.issues, rows.comments, rows.users], [2, 3, 3]);
    deepEqual(reconciliation?.joins, {
      issues_with_state: { total: 2, joined: 2 },
      issues_with_team: { total: 2, joined: 2 },
      comments_with_issue: { total: 2, joined: 2 },
    });
    world.asked.length = 0;
    equal(await world.sync(), "succeeded");
    deepEqual(await writtenBy(world), {});
    equal((await world.look()).last_run?.mode, "incremental");
    ok(world.asked.length <= 12, world.asked.join(" "));
    equal((await world.look()).reconciliation?.total, reconciliation?.total);
  },

  async "rows keep their ids when everything is read again"(world) {
    fillEverything(world);
    await world.sync();
    const ids = () =>
      world.sql`
      select id, external_id from linear_issues where account_scope_id = ${world.scopeId} order by 1`;
    const before = await ids();
    equal(await world.sync("full"), "succeeded");
    deepEqual(await ids(), before);
  },

  async "a first load reads month by month and skips months without changes"(world) {
    const own = team(world);
    for (const days of [1, 20, 400, 900]) {
      issues(world, own.id, 2, { at: world.clock.now() - days * DAY });
    }
    await world.sync();
    await equalLinearMirrors(world);
    // three months hold issues, one is empty; after each a look for the month before
    ok(world.asked.filter((operation) => operation === "Issues").length <= 10);
  },

  async "more than a page of rows changed at the same moment arrive all"(world) {
    const own = team(world);
    issues(world, own.id, 620, { at: world.clock.now() - DAY });
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
    // and again when they change together, at the very moment of the last window's end
    const at = Date.parse((await cursorOf(world, "issues")).watermark!);
    for (const row of [...world.state.tables.issues.values()]) {
      world.state.updateIssue(row.id, { title: `${row.title}, edited` }, { at });
    }
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
  },

  async "a second edit at the very moment of the first arrives"(world) {
    const { issue } = fillEverything(world);
    const at = world.clock.now();
    world.state.updateIssue(issue.id, { title: "First" }, { at });
    await world.sync();
    world.state.updateIssue(issue.id, { title: "Second" }, { at });
    equal(issue.updatedAt, at);
    await world.sync();
    await equalLinearMirrors(world);
  },

  async "a comment and an attachment arrive although they do not move their issue"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    world.clock.advance(10 * MINUTE);
    const before = issue.updatedAt;
    world.state.createComment({ issueId: issue.id, body: "Later" });
    world.state.createAttachment({ issueId: issue.id, url: "https://figma.com/1", title: "Draft" });
    equal(issue.updatedAt, before);
    await world.sync();
    await equalLinearMirrors(world);
    deepEqual(await writtenBy(world), { comments: 1, attachments: 1 });
  },

  async "an edit, a new state and renamed people arrive"(world) {
    const { team, issue, project } = fillEverything(world);
    await world.sync();
    const { state } = world;
    state.updateIssue(issue.id, { stateId: stateNamed(world, team.id, "Done").id });
    state.updateComment([...state.tables.comments.values()][0]!.id, "I see it now");
    state.updateUser([...state.tables.users.values()][1]!.id, { name: "Bob" });
    state.updateTeam(team.id, { name: "Engineering" });
    state.updateProject(project.id, { targetDate: "2027-01-01" });
    state.createProjectUpdate({
      ...{ projectId: project.id, userId: world.admin, body: "Late", health: "offTrack" },
    });
    await world.sync();
    await equalLinearMirrors(world);
  },

  async "an archived issue stays, marked as archived"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    world.state.archiveIssue(issue.id);
    await world.sync();
    await equalLinearMirrors(world);
    deepEqual(await tombstones(world, "issues"), []);
    const [row] = await world.sql<{ archived_at: Date | null }[]>`
      select archived_at from linear_issues
      where account_scope_id = ${world.scopeId} and external_id = ${issue.id}`;
    equal(row!.archived_at?.getTime(), issue.archivedAt);
  },

  async "the trash takes an issue with its comments, and gives them back"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    world.state.trashIssue(issue.id);
    await world.sync();
    await equalLinearMirrors(world);
    deepEqual(await tombstones(world, "issues"), [[issue.id, "trashed"]]);
    equal((await tombstones(world, "comments")).length, 2);
    equal((await tombstones(world, "attachments")).length, 1);
    // a comment that is written on it now goes the same way
    world.state.createComment({ issueId: issue.id, body: "Still here?" });
    await world.sync("full");
    await equalLinearMirrors(world);
    equal((await world.look()).reconciliation?.completeness_pct, 100);
    equal((await world.look()).reconciliation?.streams.issues?.extra, 0);
    world.state.unarchiveIssue(issue.id);
    await world.sync();
    await equalLinearMirrors(world);
    deepEqual(await tombstones(world, "comments"), []);
  },

  async "a purged issue is found by the sweep, with what hung on it"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    world.state.purgeIssue(issue.id);
    await world.sync();
    await world.sync("full");
    await equalLinearMirrors(world);
    deepEqual(await tombstones(world, "issues"), [[issue.id, "deleted"]]);
    equal((await tombstones(world, "comments")).length, 2);
    const [row] = await world.sql<{ title: string }[]>`
      select title from linear_issues
      where account_scope_id = ${world.scopeId} and external_id = ${issue.id}`;
    equal(row!.title, "Crash");
  },

  async "a purged issue is found by a comparison that is asked for before its time"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    world.state.purgeIssue(issue.id);
    await world.sync();
    deepEqual(await tombstones(world, "issues"), []);
    const [result] = await world.connectors.sync(world.scopeId, {
      ...{ mode: "incremental", compare: true, trigger: "schedule" },
      signal: new AbortController().signal,
    });
    equal(result?.outcome, "succeeded");
    deepEqual(await tombstones(world, "issues"), [[issue.id, "deleted"]]);
    await equalLinearMirrors(world);
  },

  async "trash that Linear purges after 30 days stays buried"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    world.state.trashIssue(issue.id);
    await world.sync();
    world.clock.advance(31 * DAY);
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
    equal((await world.look()).reconciliation?.completeness_pct, 100);
  },

  async "a purged Linear project leaves its issues, its updates go with it"(world) {
    const { project } = fillEverything(world);
    await world.sync();
    world.state.purgeProject(project.id);
    await world.sync();
    await world.sync("full");
    await equalLinearMirrors(world);
    deepEqual(await tombstones(world, "projects"), [[project.id, "deleted"]]);
  },

  async "a move to another team changes the identifier and keeps the old one"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    const other = [...world.state.tables.teams.values()].find(({ key }) => key === "OPS")!;
    world.state.updateIssue(issue.id, { teamId: other.id });
    await world.sync();
    await equalLinearMirrors(world);
    const [row] = await world.sql<{ identifier: string; previous_identifiers: string[] }[]>`
      select identifier, previous_identifiers from linear_issues
      where account_scope_id = ${world.scopeId} and external_id = ${issue.id}`;
    deepEqual({ ...row }, { identifier: "OPS-1", previous_identifiers: ["ENG-1"] });
  },

  async "a deleted comment or attachment is noticed when its issue changes"(world) {
    const { issue } = fillEverything(world);
    const { state } = world;
    for (let index = 0; index < 15; index++) {
      state.createAttachment({ issueId: issue.id, url: `https://x.example/${index}`, title: "x" });
    }
    await world.sync();
    const comment = [...state.tables.comments.values()].find(({ parentId }) => parentId !== null)!;
    const attachment = [...state.tables.attachments.values()].at(-1)!;
    state.deleteComment(comment.id);
    state.deleteAttachment(attachment.id);
    state.updateIssue(issue.id, { title: "Crash again" });
    await world.sync();
    await equalLinearMirrors(world);
    deepEqual(await tombstones(world, "comments"), [[comment.id, "deleted"]]);
    deepEqual(await tombstones(world, "attachments"), [[attachment.id, "deleted"]]);
    // more attachments than came along with the issue were read apart, not taken for gone
    ok(world.asked.includes("IssueAttachments"));
  },

  async "a row that was committed late arrives with the next window"(world) {
    const own = team(world);
    await world.sync();
    issues(world, own.id, 3, { at: world.clock.now() - 4 * MINUTE });
    await world.sync();
    await equalLinearMirrors(world);
  },

  async "a row that was committed later than any window arrives with the sweep"(world) {
    const own = team(world);
    await world.sync();
    const [late] = issues(world, own.id, 1, { at: world.clock.now() - 20 * MINUTE });
    world.state.createComment({ issueId: late!.id, body: "Late too" }, {
      at: world.clock.now() - 20 * MINUTE,
    });
    await world.sync();
    equal((await world.look()).rows.issues, 0);
    world.clock.advance(11 * MINUTE);
    equal(await world.sync(), "succeeded");
    await equalLinearMirrors(world);
  },

  async "a comment on an issue that no window has brought brings the issue"(world) {
    const own = team(world);
    await world.sync();
    const [late] = issues(world, own.id, 1, { at: world.clock.now() - 20 * MINUTE });
    world.state.createComment({ issueId: late!.id, body: "Now" });
    await world.sync();
    await equalLinearMirrors(world);
  },

  async "an issue that changes while its comments are read is here before them"(world) {
    const own = team(world);
    await world.sync();
    const [issue] = issues(world, own.id, 1, { at: world.clock.now() });
    world.state.createComment({ issueId: issue!.id, body: "At once" });
    world.clock.advance(1000);
    const by = world.connect({
      told(operation) {
        if (operation !== "Issues" || issue!.title === "Changed") return;
        world.clock.advance(2000);
        world.state.updateIssue(issue!.id, { title: "Changed" });
      },
    });
    equal(await world.sync("incremental", by), "succeeded");
    equal((await world.look()).rows.comments, 1);
    await world.sync();
    await equalLinearMirrors(world);
  },

  async "a team that comes into sight brings its old issues at once"(world) {
    team(world);
    const hidden = world.state.createTeam({ key: "SEC", name: "Secret", private: true });
    const [issue] = issues(world, hidden.id, 3, { at: world.clock.now() - 200 * DAY });
    world.state.createComment({ issueId: issue!.id, body: "Old" }, {
      at: world.clock.now() - 200 * DAY,
    });
    await world.sync();
    await equalLinearMirrors(world);
    equal((await world.look()).rows.issues, 0);
    world.state.updateTeam(hidden.id, { memberIds: [world.admin] });
    await world.sync();
    await equalLinearMirrors(world);
    equal((await world.look()).rows.issues, 3);
  },

  async "labels of the workspace stay when no team is in sight any more"(world) {
    const gone = team(world, "GONE");
    world.state.createTeam({ key: "SEC", name: "Secret", private: true });
    world.state.createLabel({ name: "Urgent", teamId: null });
    await world.sync();
    world.state.removeTeam(gone.id);
    equal(await world.sync("full"), "succeeded");
    // the mirror counts live rows alone
    await equalLinearMirrors(world);
    equal((await world.look()).rows.labels, 1);
  },

  async "a removed team takes its rows out of sight, and no others"(world) {
    const keep = team(world, "KEEP");
    const gone = team(world, "GONE");
    issues(world, keep.id, 8);
    const lost = issues(world, gone.id, 4);
    await world.sync();
    world.state.removeTeam(gone.id);
    await world.sync();
    await equalLinearMirrors(world);
    deepEqual(
      await tombstones(world, "issues"),
      lost.map(({ id }): [string, string] => [id, "no_access"]).sort(),
    );
    deepEqual(await tombstones(world, "teams"), [[gone.id, "no_access"]]);
    equal((await tombstones(world, "workflow_states")).length, 6);
    deepEqual(await warningsOf(world), []);
  },

  async "bindings say where issues go: the Linear project's before the team's"(world) {
    const { team, project, issue } = fillEverything(world);
    await world.sync();
    const [client, crew] = [
      await makeProject(world.sql, world.scopeId, "client"),
      await makeProject(world.sql, world.scopeId, "crew"),
    ];
    const { connectors, scopeId } = world;
    const actor = { accountScopeId: scopeId, actor: "owner", requestId: null };
    const bind = async (project_id: string, kind: "linear_team" | "linear_project", id: string) =>
      await connectors.bindings.create(actor, {
        ...{ project_id, connection_id: await world.connectionId(), kind, external_id: id },
      });
    equal(await connectors.bindings.unassigned(scopeId), 2);
    equal((await bind(crew, "linear_team", team.id)).moved, 2);
    await equalLinearMirrors(world, { teams: { [team.id]: "crew" } });
    const { binding, moved } = await bind(client, "linear_project", project.id);
    equal(moved, 1);
    const places = { teams: { [team.id]: "crew" }, projects: { [project.id]: "client" } };
    await equalLinearMirrors(world, places);
    equal(await connectors.bindings.unassigned(scopeId), 0);
    const candidates = (await connectors.bindings.candidates(scopeId))
      .filter(({ external_id }) => external_id === project.id || external_id === team.id);
    deepEqual(
      candidates.map(({ kind, items, unassigned }) => [kind, items, unassigned]),
      [["linear_project", 1, 0], ["linear_team", 2, 0]],
    );
    // an issue that changes its Linear project goes along, with its comments and evidence
    world.state.updateIssue(issue.id, { projectId: null });
    await world.sync();
    await equalLinearMirrors(world, places);
    await connectors.bindings.remove(actor, binding.id);
    await equalLinearMirrors(world, { teams: { [team.id]: "crew" } });
  },
}, { stores: [servedStore, embeddedStore] });

linearCases("comments that Linear archives instead of deleting", {
  async "stay as rows and are no evidence any more"(world) {
    fillEverything(world);
    await world.sync();
    world.state.deleteComment([...world.state.tables.comments.values()].at(-1)!.id);
    await world.sync();
    await equalLinearMirrors(world);
    const [row] = await world.sql<[{ count: number }]>`
      select count(*)::int as count from evidence
      where account_scope_id = ${world.scopeId} and source_table = 'linear_comments'`;
    equal(row.count, 2);
  },
}, { deletedComments: "archived" });
