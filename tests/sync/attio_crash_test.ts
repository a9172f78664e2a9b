/** A sync of Attio that breaks off at any of its statements: nothing is lost, nothing is doubled. */
import { deepEqual, equal, ok } from "node:assert/strict";
import { type Break, breakingSql } from "../support/breaking_sql.ts";
import { servedStore } from "../support/both_stores.ts";
import { makeProject } from "../support/sync_world.ts";
import { attioGround, type AttioWorld, attioWorld } from "../support/attio_world.ts";
import { company, deal, errorsOf, fillEverything, people, tombstones } from "./attio_looks.ts";
import { equalAttioMirrors, type Places } from "./attio_mirror.ts";

interface Changed {
  places: Places;
  /** Ids of companies that were merged, and of what they became. */
  merged: [string, string, string];
}

/** A workspace that was synced once and has changed in every way since. */
async function changedWorkspace(world: AttioWorld): Promise<Changed> {
  const { state, sql, scopeId, clock } = world;
  const { acme, globex, ada, bo, website, list, entry, note, task } = fillEverything(world);
  const [hooli, initech] = [company(world, "Hooli"), company(world, "Initech")];
  people(world, 8);
  equal(await world.sync(), "succeeded");
  const slugs = [`crew-${scopeId.slice(0, 8)}`, `list-${scopeId.slice(0, 8)}`] as const;
  for (
    const [slug, kind, external_id] of [
      [slugs[0], "attio_company", hooli],
      [slugs[1], "attio_list", list],
    ] as const
  ) {
    await world.connectors.bindings.create(
      { accountScopeId: scopeId, actor: "a", requestId: null },
      {
        project_id: await makeProject(sql, scopeId, slug),
        ...{ connection_id: await world.connectionId(), kind, external_id },
      },
    );
  }
  clock.advance(1000);
  const merged = state.mergeRecords("companies", hooli, initech).id;
  state.updateRecord("people", ada, { job_title: null, company: merged });
  state.deleteRecord("people", bo);
  state.updateRecord("deals", website, { stage: "Won 🎉", associated_company: merged });
  deal(world, "New", { associated_company: acme });
  state.deleteEntry("clients", entry);
  state.createEntry("clients", globex);
  state.updateNote(note, { content: "Changed" });
  state.deleteTask(task);
  state.createNote({ object: "companies", recordId: merged, title: "New", content: "" });
  state.tables.members.get(world.member)!.lastName = "Li";
  people(world, 520, { at: clock.now() });
  const { id } = state.createRecord("companies", { name: "Bad" });
  world.fake.faults.add({
    ...{ kind: "row", id, set: { created_at: 7 }, times: -1, path: "/companies/records/query" },
  });
  return {
    places: { companies: { [merged]: slugs[0] }, lists: { [list]: slugs[1] } },
    merged: [hooli, initech, merged],
  };
}

/** As if the process that ran the sync had not been heard of for longer than its lease. */
async function outliveLease({ sql, scopeId }: AttioWorld): Promise<void> {
  await sql`
    update sync_runs set lease_until = now() - interval '1 second'
    where account_scope_id = ${scopeId} and status = 'running'`;
}

async function recovers(world: AttioWorld, { places, merged }: Changed): Promise<void> {
  await outliveLease(world);
  world.fake.faults.clear();
  world.clock.advance(60_000);
  equal(await world.sync(), "succeeded");
  equal(await world.sync("full"), "succeeded");
  await equalAttioMirrors(world, places);
  deepEqual(await errorsOf(world), []);
  const [hooli, initech, became] = merged;
  deepEqual(
    await tombstones(world, "companies"),
    [hooli, initech].sort().map((id) => [id, "merged", became]),
  );
  const [runs] = await world.sql<[{ running: number }]>`
    select count(*)::int as running from sync_runs
    where account_scope_id = ${world.scopeId} and status = 'running'`;
  equal(runs.running, 0);
}

Deno.test(
  { name: "a sync of Attio may break at every statement", ignore: !servedStore.available },
  async (t) => {
    const store = await servedStore.open();
    const ground = await attioGround(store.sql);
    const each = async (how: Break, check: (outcome: string, sent: number) => void) => {
      const world = await attioWorld(ground);
      try {
        const changed = await changedWorkspace(world);
        const handle = breakingSql(world.sql, how);
        const outcome = await world.sync("full", world.connect({ sql: handle.sql }))
          .catch(() => "crashed");
        check(outcome, handle.sent());
        await recovers(world, changed);
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
      // in CI every sixth, another set for each way; else every 29th, another set for each way
      const [step, apart] = Deno.env.get("CI") === "true" ? [6, 3] : [29, 14];
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
