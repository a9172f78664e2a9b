/** A sync of Linear that breaks off at any of its statements: nothing is lost, nothing is doubled. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { type Break, breakingSql } from "../support/breaking_sql.ts";
import { servedStore } from "../support/both_stores.ts";
import { makeProject } from "../support/sync_world.ts";
import { linearGround, type LinearWorld, linearWorld } from "../support/linear_world.ts";
import { errorsOf, fillEverything, issues, team } from "./linear_looks.ts";
import { equalLinearMirrors, type Places } from "./linear_mirror.ts";

/** A workspace that was synced once and has changed in every way since. */
async function changedWorkspace(world: LinearWorld): Promise<Places> {
  const { state, sql, scopeId } = world;
  const { team: own, project, issue } = fillEverything(world);
  const others = issues(world, own.id, 6);
  const hidden = state.createTeam({ key: "SEC", name: "Secret", private: true });
  issues(world, hidden.id, 2);
  equal(await world.sync(), "succeeded");
  await world.connectors.bindings.create({ accountScopeId: scopeId, actor: "a", requestId: null }, {
    project_id: await makeProject(sql, scopeId, `crew-${scopeId.slice(0, 8)}`),
    connection_id: await world.connectionId(),
    ...{ kind: "linear_team", external_id: own.id },
  });
  const ops = [...state.tables.teams.values()].find(({ key }) => key === "OPS")!;
  state.updateIssue(others[0]!.id, { title: "Edited" });
  state.updateIssue(others[1]!.id, { teamId: ops.id });
  state.archiveIssue(others[2]!.id);
  state.trashIssue(issue.id);
  state.purgeIssue(others[3]!.id);
  state.createComment({ issueId: others[0]!.id, body: "New" });
  state.deleteComment([...state.tables.comments.values()].at(-2)!.id);
  state.updateProject(project.id, { name: "Renamed" });
  state.updateTeam(hidden.id, { memberIds: [world.admin] });
  state.updateUser([...state.tables.users.values()][1]!.id, { name: "Bob" });
  team(world, "NEW");
  world.fake.faults.add({
    ...{ kind: "row", id: others[4]!.id, set: { url: null }, times: -1, path: "/graphql Issues" },
  });
  state.updateIssue(others[4]!.id, { title: "Undecodable" });
  return { teams: { [own.id]: `crew-${scopeId.slice(0, 8)}` } };
}

/** As if the process that ran the sync had not been heard of for longer than its lease. */
async function outliveLease({ sql, scopeId }: LinearWorld): Promise<void> {
  await sql`
    update sync_runs set lease_until = now() - interval '1 second'
    where account_scope_id = ${scopeId} and status = 'running'`;
}

async function recovers(world: LinearWorld, places: Places): Promise<void> {
  await outliveLease(world);
  world.fake.faults.clear();
  world.clock.advance(60_000);
  equal(await world.sync(), "succeeded");
  equal(await world.sync("full"), "succeeded");
  await equalLinearMirrors(world, places);
  deepEqual(await errorsOf(world), []);
  const [runs] = await world.sql<[{ running: number }]>`
    select count(*)::int as running from sync_runs
    where account_scope_id = ${world.scopeId} and status = 'running'`;
  equal(runs.running, 0);
}

Deno.test(
  { name: "a sync of Linear may break at every statement", ignore: !servedStore.available },
  async (t) => {
    const store = await servedStore.open();
    const ground = await linearGround(store.sql);
    const each = async (how: Break, check: (outcome: string, sent: number) => void) => {
      const world = await linearWorld(ground);
      try {
        const places = await changedWorkspace(world);
        const handle = breakingSql(world.sql, how);
        const outcome = await world.sync("full", world.connect({ sql: handle.sql }))
          .catch(() => "crashed");
        check(outcome, handle.sent());
        await recovers(world, places);
      } catch (error) {
        throw new Error(`broken ${how.when} statement ${how.at}`, { cause: error });
      }
    };
    try {
      let statements = 0;
      await each({ at: 0, when: "before", dead: false }, (outcome, sent) => {
        equal(outcome, "succeeded");
        statements = sent;
      });
      ok(statements > 100, `${statements} statements`);
      // in CI every sixth, another set for each way; else every eleventh, another set for each way
      const [step, apart] = Deno.env.get("CI") === "true" ? [6, 3] : [11, 5];
      const ways: [string, Omit<Break, "at">, string[]][] = [
        ["its process dies after it", { when: "after", dead: true }, ["crashed", "succeeded"]],
        ["it fails", { when: "before", dead: false }, ["failed", "crashed", "succeeded"]],
      ];
      for (const [index, [name, how, expected]] of ways.entries()) {
        await t.step(`at statements from first to last: ${name}`, async () => {
          for (let at = 1 + index * apart; at <= statements; at += step) {
            await each({ ...how, at }, (outcome) => ok(expected.includes(outcome), outcome));
          }
        });
      }
    } finally {
      await ground.close();
      await store.close();
    }
  },
);
