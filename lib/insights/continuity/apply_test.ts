/** Making issues of promises in Linear, through the product's own connector and its stand-in. */
import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { ApiError, VendorError } from "@/lib/platform/mod.ts";
import { listAudit } from "@/lib/audit/mod.ts";
import { breakingSql, Broken } from "../../../tests/support/breaking_sql.ts";
import { type ContinuityWorld, continuityWorld } from "../../../tests/support/continuity_world.ts";
import { ago } from "../../../tests/support/event_world.ts";
import { linearCases } from "../../../tests/support/linear_world.ts";
import { applyContinuity, issueIdOf, resumeApplying } from "./apply.ts";
import { decideContinuity } from "./decide.ts";

/** A promise that waits for a decision. Returns its id. */
async function promise(world: ContinuityWorld, id = "1"): Promise<string> {
  await world.rows.message(id, {
    ...{
      conversation: "1",
      at: ago(1),
      incoming: false,
      content: `We will fix page ${id} by Friday.`,
    },
  });
  await world.look();
  return (await world.list()).find(({ title }) => title.includes(`page ${id} `))!.id;
}

/** As if what was begun had been left alone for a while. */
const outlast = ({ linear }: ContinuityWorld) =>
  linear.sql`update continuity_items set changed_at = changed_at - interval '3 minutes'`;

const statuses = async ({ linear }: ContinuityWorld) =>
  (await linear.sql<{ status: string }[]>`
    select status from continuity_items where account_scope_id = ${linear.scopeId} order by title`)
    .map(({ status }) => status);

const failsWith = (code: string) => (error: unknown) =>
  (error instanceof ApiError || error instanceof VendorError) && error.code === code;

linearCases("promises made into issues", {
  async "are in Linear, linked to their conversation, and come back with the next sync"(linear) {
    const world = await continuityWorld(linear);
    const id = await promise(world);
    const applied = await world.apply(id);
    deepEqual(world.made(), [
      { identifier: "ENG-1", title: "We will fix page 1 by Friday", dueDate: "2026-11-27" },
    ]);
    const [issue] = [...linear.state.tables.issues.values()];
    deepEqual(applied, {
      ...{ id, status: "applied" },
      issue: { id: issueIdOf(id), identifier: "ENG-1", url: applied.issue.url },
    });
    match(issue!.description ?? "", /^> We will fix page 1 by Friday\.\n\nPromised by Bo/);
    const [attachment] = [...linear.state.tables.attachments.values()];
    equal(attachment!.url, "https://vendor.example/app/accounts/1/conversations/1");
    const [item] = await world.list({ status: "applied" });
    deepEqual([item!.issue_identifier, item!.issue_url, item!.decided_by], [
      ...["ENG-1", applied.issue.url, "owner"],
    ]);
    await linear.sync();
    const [row] = await linear.sql`select title from linear_issues where external_id = ${
      issueIdOf(id)
    }`;
    equal(row!.title, "We will fix page 1 by Friday");
    equal(await world.look(), 0, "it is neither proposed again nor changed");
    const audit = await listAudit(linear.sql, linear.scopeId, 10);
    deepEqual(audit.map(({ action, actor }) => [action, actor]), [
      ["continuity.applied", "owner"],
      ["continuity.applying", "owner"],
    ]);
    await rejects(world.apply(id), failsWith("already_decided"));
    await rejects(
      decideContinuity(linear.sql, world.decider, id, { decision: "undo" }),
      failsWith("already_decided"),
    );
  },

  async "have the title, day and project that a person chose"(linear) {
    const world = await continuityWorld(linear);
    const id = await promise(world);
    const [own] = [...linear.state.tables.teams.values()];
    const project = linear.state.createProject({ name: "Shop", teamIds: [own!.id] });
    await linear.sync();
    const target = (await world.targets()).find(({ linear_project }) => linear_project === "Shop")!;
    const chosen = { target, title: "Repair the page", due_on: null };
    await applyContinuity(world.tools(), world.decider, id, chosen);
    const [issue] = [...linear.state.tables.issues.values()];
    deepEqual([issue!.title, issue!.dueDate ?? null, issue!.projectId], [
      ...["Repair the page", null, project.id],
    ]);
  },

  async "are made once, wherever the process dies between the request and the note of it"(linear) {
    const world = await continuityWorld(linear);
    let died = 0;
    for (const when of ["before", "after"] as const) {
      for (let at = 1;; at++) {
        const name = `${when}${at}`;
        const id = await promise(world, name);
        const { sql } = breakingSql(linear.sql, { at, when, dead: true });
        const before = world.made().length;
        const outcome = await world.apply(id, world.tools({ sql })).catch((error) => error);
        const done = !(outcome instanceof Broken);
        if (!done) {
          died++;
          // what the process left is taken up, by the job or by the person who asks again
          await outlast(world);
          if (at % 2 === 0) await resumeApplying(world.tools(), linear.scopeId);
          await world.apply(id).catch((error) =>
            ok(failsWith("already_decided")(error), String(error))
          );
        }
        equal(world.made().length, before + 1, name);
        equal((await world.list({ id }))[0]!.status, "applied", name);
        if (done) break;
      }
    }
    ok(died >= 15, `${died} deaths`);
    equal(new Set(world.made().map(({ title }) => title)).size, world.made().length);
    const audit = await listAudit(linear.sql, linear.scopeId, 200);
    const noted = audit.filter(({ action }) => action === "continuity.applied");
    equal(noted.length, world.made().length, "each is noted once");
  },

  async "are made once when two people ask at the same time"(linear) {
    const world = await continuityWorld(linear);
    const id = await promise(world);
    const both = await Promise.all([world.apply(id), world.apply(id)]);
    equal(both[0].issue.id, both[1].issue.id);
    deepEqual([world.made().length, await statuses(world)], [1, ["applied"]]);
  },

  async "wait to be repeated when nobody knows whether they were made"(linear) {
    const world = await continuityWorld(linear);
    const id = await promise(world);
    // the issue is made, and the reply is lost each time
    let lost = true;
    const wire = {
      told(operation: string) {
        if (operation !== "CreateIssue" || !lost) return;
        const { teamId } = { teamId: [...linear.state.tables.teams.values()][0]!.id };
        if (world.made().length === 0) {
          linear.state.createIssue({
            id: issueIdOf(id),
            teamId,
            title: "We will fix page 1 by Friday",
          });
        }
        return new Response("bad gateway", { status: 502 });
      },
    };
    await rejects(world.apply(id, world.tools({ wire })), VendorError);
    deepEqual([world.made().length, await statuses(world)], [1, ["applying"]]);
    equal(await world.look(), 0, "what is underway is left alone");
    // too early for the job
    deepEqual(await resumeApplying(world.tools({ wire }), linear.scopeId), {
      finished: 0,
      left: 0,
    });
    lost = false;
    await outlast(world);
    deepEqual(await resumeApplying(world.tools(), linear.scopeId), { finished: 1, left: 0 });
    deepEqual([world.made().length, await statuses(world)], [1, ["applied"]]);
  },

  async "are proposed again when Linear refuses, with the reason"(linear) {
    const world = await continuityWorld(linear);
    const id = await promise(world);
    const wire = {
      told(operation: string) {
        if (operation !== "CreateIssue") return;
        const errors = [{ message: "read only", extensions: { code: "FORBIDDEN" } }];
        return Response.json({ errors }, { status: 403 });
      },
    };
    await rejects(world.apply(id, world.tools({ wire })), failsWith("forbidden"));
    deepEqual([world.made().length, await statuses(world)], [0, ["proposed"]]);
    const [item] = await world.list();
    deepEqual([item!.decided_by, item!.decided_at], [null, null]);
    await world.apply(id);
    deepEqual([world.made().length, await statuses(world)], [1, ["applied"]]);
  },

  async "go to no team of another scope, and to none that is gone"(linear) {
    const world = await continuityWorld(linear);
    const id = await promise(world);
    const [target] = await world.targets();
    const to = (change: Record<string, string>) =>
      applyContinuity(world.tools(), world.decider, id, { target: { ...target!, ...change } });
    await rejects(to({ team_external_id: "nowhere" }), failsWith("no_target"));
    await rejects(to({ connection_id: crypto.randomUUID() }), failsWith("no_target"));
    await rejects(to({ linear_project_external_id: "nothing" }), failsWith("no_target"));
    await rejects(
      applyContinuity(world.tools(), world.decider, crypto.randomUUID(), { target: target! }),
      failsWith("not_found"),
    );
    deepEqual(await statuses(world), ["proposed"]);
  },
});

Deno.test("an item's issue has one id, which is a UUID as Linear wants it", () => {
  const item = "9b2f0c4e-7a55-4c3e-8a51-0f6f2f1d9c11";
  equal(issueIdOf(item), issueIdOf(item));
  match(issueIdOf(item), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  ok(issueIdOf(item) !== issueIdOf(crypto.randomUUID()));
});
