/** The job that keeps promises and agreements, and finishes issues that a dead process began. */
import { deepEqual, equal, rejects } from "node:assert/strict";
import { manualClock } from "@/lib/platform/mod.ts";
import { breakingSql, Broken } from "../tests/support/breaking_sql.ts";
import { type ContinuityWorld, continuityWorld } from "../tests/support/continuity_world.ts";
import { ago, NOW } from "../tests/support/event_world.ts";
import { linearCases } from "../tests/support/linear_world.ts";
import { commitments } from "./commitments.ts";
import type { ClaimedJob } from "./job_table.ts";

const { signal } = new AbortController();

function run({ linear }: ContinuityWorld, connectors = linear.connectors) {
  const job = commitments({ sql: linear.sql, clock: manualClock(NOW.getTime()), connectors });
  const claimed: ClaimedJob = {
    ...{ id: "1", account_scope_id: linear.scopeId, name: job.name, timeout_seconds: 1 },
    ...{ run_id: "1", request: null },
  };
  return job.run(claimed, signal);
}

const say = ({ rows }: ContinuityWorld, id: string, content: string, incoming = false) =>
  rows.message(id, { conversation: "1", at: ago(1), content, incoming });

linearCases("the job of commitments", {
  async "tells of promises and agreements only when they changed"(linear) {
    const world = await continuityWorld(linear);
    deepEqual(await run(world), { outcome: "succeeded", changed: [] });
    await say(world, "1", "We will fix the page.");
    deepEqual((await run(world)).changed, ["continuity"]);
    await say(world, "2", "The quote is approved.", true);
    deepEqual((await run(world)).changed, ["agreements"]);
    deepEqual((await run(world)).changed, []);
  },

  async "finishes an issue whose process died between Linear and the note of it"(linear) {
    const world = await continuityWorld(linear);
    await say(world, "1", "We will fix the page.");
    await run(world);
    const [{ id } = { id: "" }] = await world.list();
    // five statements note what is begun, one reads it, and the seventh notes what was made
    const { sql } = breakingSql(linear.sql, { at: 7, when: "before", dead: true });
    await rejects(world.apply(id, world.tools({ sql })), Broken);
    equal(world.made().length, 1);
    deepEqual((await run(world)).changed, [], "too early: the process may still be at it");
    await linear.sql`update continuity_items set changed_at = changed_at - interval '3 minutes'`;
    deepEqual((await run(world)).changed, ["continuity"]);
    deepEqual(world.made().map(({ title }) => title), ["We will fix the page"]);
    equal((await world.list({ status: "applied" })).length, 1);
  },

  async "comes again soon for what Linear did not answer"(linear) {
    const world = await continuityWorld(linear);
    await say(world, "1", "We will fix the page.");
    await run(world);
    const [{ id } = { id: "" }] = await world.list();
    const wire = {
      told: (operation: string) =>
        operation === "CreateIssue" ? new Response("", { status: 502 }) : undefined,
    };
    await rejects(world.apply(id, world.tools({ wire })));
    await linear.sql`update continuity_items set changed_at = changed_at - interval '3 minutes'`;
    equal((await run(world, linear.connect(wire))).againInSeconds, 150);
    equal((await run(world)).againInSeconds, undefined);
    equal(world.made().length, 1);
  },
});
