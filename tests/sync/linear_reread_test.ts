/** Reading single rows of Linear again by their ids, as webhooks ask for it. */
import { deepEqual, equal, rejects } from "node:assert/strict";
import { createHttpClient, createLogger, openCache, VendorError } from "@/lib/platform/mod.ts";
import { type LinearRun, rereadEntities } from "../../lib/connectors/linear/mod.ts";
import { beginRun, endRun } from "../../lib/connectors/runs.ts";
import type { EntityRef } from "../../lib/connectors/webhooks/rules.ts";
import { LINEAR_KEY, linearCases, type LinearWorld } from "../support/linear_world.ts";
import { fillEverything, team, tombstones } from "./linear_looks.ts";
import { equalLinearMirrors } from "./linear_mirror.ts";

/** Reads rows again, in a run of their own. */
async function reread(world: LinearWorld, refs: EntityRef[], token = LINEAR_KEY) {
  const { sql, scopeId, clock } = world;
  const connectionId = await world.connectionId();
  const owner = "test";
  const order = { accountScopeId: scopeId, connectionId, mode: "incremental" } as const;
  const runId = await beginRun(sql, { ...order, trigger: "manual", owner });
  const lease = { runId: runId!, owner };
  const log = createLogger({ level: "silent" });
  const dataDir = await Deno.makeTempDir({ prefix: "control-tower-test-" });
  const cache = await openCache({ redisUrl: null, dataDir }, { log, clock });
  const run: LinearRun = {
    ...{ sql, clock, lease, connectionId, accountScopeId: scopeId, mode: "incremental" },
    signal: new AbortController().signal,
    onPage: () => {},
    pace: () => Promise.resolve(),
    massDeletionConfirmed: false,
    http: createHttpClient({
      ...{ clock, cache, log, random: () => 0.5 },
      fetch: (input, init) => world.fake.handler(new Request(input, init)),
    }),
    config: { baseUrl: world.url, token, requestsPerSecond: 0 },
  };
  try {
    return await rereadEntities(run, refs);
  } finally {
    const end = { status: "succeeded", mode: "incremental", streams: {}, error: null } as const;
    await endRun(sql, lease, end);
    await cache.close();
    await Deno.remove(dataDir, { recursive: true });
  }
}

linearCases("rows read again by their ids", {
  async "are written as they are now, whatever kind they are"(world) {
    const { issue, project } = fillEverything(world);
    await world.sync();
    const { state } = world;
    state.updateIssue(issue.id, { title: "Changed" });
    const comment = state.createComment({ issueId: issue.id, body: "New" });
    const attachment = state.createAttachment({ issueId: issue.id, url: "https://a", title: "A" });
    state.updateProject(project.id, { name: "Renamed" });
    const update = state.createProjectUpdate({
      ...{ projectId: project.id, userId: world.admin, body: "News", health: "atRisk" },
    });
    const label = state.createLabel({ name: "new" });
    const own = team(world, "NEW");
    const written = await reread(world, [
      { type: "Issue", id: issue.id },
      { type: "Issue", id: issue.id },
      { type: "Comment", id: comment.id },
      { type: "Attachment", id: attachment.id },
      { type: "Project", id: project.id },
      { type: "ProjectUpdate", id: update.id },
      { type: "IssueLabel", id: label.id },
      { type: "Team", id: own.id },
      ...[...state.tables.workflowStates.values()].filter((row) => row.teamId === own.id)
        .map((row) => ({ type: "WorkflowState", id: row.id })),
      { type: "Document", id: "none of ours" },
    ]);
    deepEqual(written, { upserted: 13, tombstoned: 0 });
    await equalLinearMirrors(world);
  },

  async "are buried when Linear does not know them any more"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    const { state } = world;
    const [first] = [...state.tables.comments.values()];
    state.deleteComment(first!.id);
    const { tombstoned } = await reread(world, [{ type: "Comment", id: first!.id }]);
    equal(tombstoned, 1);
    await equalLinearMirrors(world);
    const part = [...state.tables.issues.values()].find((row) => row.parentId === issue.id)!;
    state.purgeIssue(issue.id);
    await reread(world, [issue.id, part.id, "never was"].map((id) => ({ type: "Issue", id })));
    await equalLinearMirrors(world);
    deepEqual(await tombstones(world, "issues"), [[issue.id, "deleted"]]);
  },

  async "bring the issue of a comment that is not here yet"(world) {
    const own = team(world);
    await world.sync();
    const issue = world.state.createIssue({ teamId: own.id, title: "New" });
    const comment = world.state.createComment({ issueId: issue.id, body: "First" });
    await reread(world, [{ type: "Comment", id: comment.id }]);
    await equalLinearMirrors(world);
  },

  async "never make a row older than it is"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    await world.sql`
      update linear_issues set title = 'From the future', content_hash = '\\x00',
        vendor_updated_at = vendor_updated_at + interval '1 hour'
      where account_scope_id = ${world.scopeId} and external_id = ${issue.id}`;
    deepEqual(await reread(world, [{ type: "Issue", id: issue.id }]), {
      ...{ upserted: 0, tombstoned: 0 },
    });
    const [row] = await world.sql<{ title: string }[]>`
      select title from linear_issues
      where account_scope_id = ${world.scopeId} and external_id = ${issue.id}`;
    equal(row!.title, "From the future");
  },

  async "stay as they are when Linear cannot be read"(world) {
    const { issue } = fillEverything(world);
    await world.sync();
    await rejects(
      reread(world, [{ type: "Issue", id: issue.id }], "lin_api_gone"),
      (error: unknown) => error instanceof VendorError && error.code === "unauthorized",
    );
    await equalLinearMirrors(world);
  },
});
