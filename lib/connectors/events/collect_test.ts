import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import type { Sql } from "postgres";
import { createLogger, migrate } from "@/lib/platform/mod.ts";
import { collectEvents } from "./collect.ts";
import { ago, type EventWorld, eventWorld, NOW } from "../../../tests/support/event_world.ts";
import { scratchDatabase } from "../../../tests/support/scratch_database.ts";
import { makeProject } from "../../../tests/support/sync_world.ts";
import { postgresUrl } from "../../../tests/support/services.ts";

const at = (days: number, hours = 0) => ago(days, hours).toISOString();

/** Everything stored, retracted events too, as one text: nothing may differ. */
async function everything(sql: Sql, { scopeId }: EventWorld): Promise<string> {
  const rows = await sql`
    select * from connector_events where account_scope_id = ${scopeId} order by occurred_at, id`;
  const states = await sql`
    select * from connector_event_states where account_scope_id = ${scopeId} order by source_id, aspect`;
  return JSON.stringify([rows, states]);
}

type Step = (name: string, run: (world: EventWorld) => Promise<void>) => Promise<void>;

function tests(sql: Sql, test: Deno.TestContext): Step {
  return async (name, run) => {
    await test.step(name, async () => run(await eventWorld(sql)));
  };
}

async function messages(step: Step): Promise<void> {
  await step("messages are told with who said what, private ones as notes", async (world) => {
    await world.conversation("10");
    await world.message("1", { conversation: "10", at: ago(3), content: "Hello" });
    await world.message("2", { conversation: "10", at: ago(2), incoming: false, content: "Hi" });
    await world.message("3", {
      conversation: "10",
      at: ago(1),
      private: true,
      content: "He is nice",
    });
    await world.message("4", { conversation: "10", at: ago(1, 1), content: "Please approve it." });
    equal(await world.collect(), 5);
    deepEqual(await world.told({ messages: true }), [
      ["message_sent", at(3), "Hello"],
      ["message_sent", at(2), "Hi"],
      ["approval_requested", at(1, 1), "Please approve it."],
      ["message_sent", at(1, 1), "Please approve it."],
      ["note_logged", at(1), "He is nice"],
    ]);
  });

  await step(
    "an edited message is told with its new words, and takes back what it no longer says",
    async (world) => {
      await world.conversation("10");
      const message = { conversation: "10", at: ago(3) };
      await world.message("1", { ...message, content: "Please approve the draft." });
      await world.collect();
      await world.message("1", { ...message, content: "Счёт оплатили." });
      equal(await world.collect(), 1);
      deepEqual(await world.told({ messages: true }), [
        ["invoice_paid", at(3), "Счёт оплатили."],
        ["message_sent", at(3), "Счёт оплатили."],
      ]);
      await world.message("1", { ...message, content: "Please approve the draft." });
      equal(await world.collect(), 0, "what was told before is shown again, not told twice");
      deepEqual((await world.told({ messages: true })).map(([kind]) => kind), [
        "approval_requested",
        "message_sent",
      ]);
    },
  );

  await step(
    "a deleted message is no longer shown nor quoted, and comes back with its row",
    async (world) => {
      await world.conversation("10");
      await world.message("1", { conversation: "10", at: ago(3), content: "Please approve it." });
      await world.collect();
      await world.bury("chatwoot_messages", "1");
      equal(await world.collect(), 0);
      deepEqual(await world.told({ messages: true }), []);
      await world.bury("chatwoot_messages", "1", false);
      await world.collect();
      deepEqual((await world.told({ messages: true })).length, 2);
    },
  );

  await step("what is older than is kept is not told", async (world) => {
    await world.conversation("10");
    await world.message("1", { conversation: "10", at: new Date("2025-10-31T23:59:59Z") });
    await world.message("2", { conversation: "10", at: new Date("2025-11-01T00:00:00Z") });
    equal(await world.collect(), 1);
  });
}

async function silences(step: Step): Promise<void> {
  const silent = (world: EventWorld) => world.told({ kind: "client_silent_started" });

  await step(
    "a client is silent four days after the first message left without an answer",
    async (world) => {
      await world.contact("1", { name: "Ada" });
      await world.conversation("10");
      await world.message("1", { conversation: "10", at: ago(20) });
      await world.message("2", {
        conversation: "10",
        at: ago(19),
        incoming: false,
        content: "Any news?",
      });
      await world.message("3", {
        conversation: "10",
        at: ago(16),
        incoming: false,
        content: "Hello?",
      });
      await world.message("4", { conversation: "10", at: ago(13) });
      await world.message("5", {
        conversation: "10",
        at: ago(12),
        incoming: false,
        content: "Good.",
      });
      await world.message("6", { conversation: "10", at: ago(9) });
      await world.message("7", {
        conversation: "10",
        at: ago(4),
        incoming: false,
        content: "Bye.",
      });
      await world.message("8", { conversation: "10", at: ago(3), private: true, incoming: false });
      await world.collect();
      deepEqual(await silent(world), [
        ["client_silent_started", at(15), "Any news?"],
        ["client_silent_started", at(0), "Bye."],
      ], "not answered in 6 days; answered in 3 days; silent for exactly 4 days");
    },
  );

  await step(
    "it is told when its time has come, once, and again after the client wrote",
    async (world) => {
      await world.conversation("10");
      await world.message("1", {
        conversation: "10",
        at: ago(3),
        incoming: false,
        content: "Hello",
      });
      await world.collect();
      deepEqual(await silent(world), []);
      const later = (days: number) => new Date(NOW.getTime() + days * 86_400_000);
      await world.synced(later(1));
      equal(await world.collect(new Date(later(1).getTime() - 1)), 0);
      equal(await world.collect(later(1)), 1);
      await world.synced(later(3));
      equal(await world.collect(later(3)), 0, "told already");
      await world.message("2", { conversation: "10", at: later(4) });
      await world.message("3", {
        conversation: "10",
        at: later(5),
        incoming: false,
        content: "Ah",
      });
      await world.synced(later(9));
      await world.collect(later(9));
      deepEqual((await silent(world)).map(([, , text]) => text), ["Hello", "Ah"]);
    },
  );

  await step(
    "an answer in another conversation of the client counts, another client's does not",
    async (world) => {
      await world.conversation("10");
      await world.conversation("11");
      await world.conversation("12", { contact: "2" });
      await world.message("1", { conversation: "10", at: ago(10), incoming: false });
      await world.message("2", {
        conversation: "12",
        at: ago(9),
        incoming: false,
        content: "To 2",
      });
      await world.message("3", { conversation: "11", at: ago(8) });
      await world.collect();
      deepEqual((await silent(world)).map(([, , text]) => text), ["To 2"]);
    },
  );

  await step(
    "visitors without a contact are each on their own; bots are nobody's turn",
    async (world) => {
      await world.conversation("10", { contact: null });
      await world.conversation("11", { contact: null });
      await world.message("1", { conversation: "10", at: ago(10), incoming: false, content: "a" });
      await world.message("2", { conversation: "11", at: ago(9) });
      await world.message("3", {
        ...{ conversation: "11", at: ago(9), incoming: false, sender: "agent_bot" },
      });
      await world.collect();
      deepEqual((await silent(world)).map(([, , text]) => text), ["a"]);
    },
  );

  await step("nothing is concluded beyond the last complete sync", async (world) => {
    await world.synced(ago(7));
    await world.conversation("10");
    await world.message("1", { conversation: "10", at: ago(10), incoming: false });
    await world.collect();
    deepEqual(await silent(world), [], "an answer may be at the source");
    await world.message("2", { conversation: "10", at: ago(8) });
    await world.synced(NOW);
    await world.collect();
    deepEqual(await silent(world), []);
  });

  await step("an answer that arrives late takes the silence back", async (world) => {
    await world.conversation("10");
    await world.message("1", { conversation: "10", at: ago(10), incoming: false });
    await world.collect();
    equal((await silent(world)).length, 1);
    await world.message("2", { conversation: "10", at: ago(8) });
    await world.collect();
    deepEqual(await silent(world), []);
    await world.bury("chatwoot_messages", "2");
    await world.collect();
    equal((await silent(world)).length, 1);
  });
}

async function changes(step: Step): Promise<void> {
  await step("an issue is created once, its stages at Linear's own times", async (world) => {
    await world.issue("1", { updated: ago(9), started: ago(9) });
    equal(await world.collect(), 2);
    await world.issue("1", { updated: ago(5), started: ago(9), completed: ago(5) });
    await world.collect();
    await world.issue("1", { updated: ago(4), started: ago(9) });
    await world.issue("1", { updated: ago(2), started: ago(9), completed: ago(2) });
    await world.collect();
    deepEqual(await world.told(), [
      ["issue_created", at(300), "Issue 1"],
      ["stage_started", at(9), "Issue 1"],
      ["stage_completed", at(5), "Issue 1"],
      ["stage_completed", at(2), "Issue 1"],
    ], "completed again is told again, and that it was reopened takes nothing back");
  });

  await step(
    "blocked is told on change only, by state or label, in both languages",
    async (world) => {
      const blocked = async () =>
        (await world.told()).filter(([kind]) => kind.includes("blocked")).map(([kind, when]) => [
          kind.replace("issue_", ""),
          when,
        ]);
      await world.issue("1", { updated: ago(9), state: "Blocked" });
      await world.collect();
      deepEqual(await blocked(), [], "how it was when first seen is no change");
      await world.issue("1", { updated: ago(8), state: "Blocked", labels: ["Bug"] });
      await world.collect();
      deepEqual(await blocked(), []);
      await world.issue("1", { updated: ago(7), state: "Doing" });
      await world.collect();
      await world.issue("1", { updated: ago(6), state: "Doing", labels: ["Заблокировано"] });
      await world.collect();
      await world.issue("1", {
        ...{ updated: ago(5), state: "Doing", labels: ["Заблокировано"], completed: ago(5) },
      });
      await world.collect();
      deepEqual(await blocked(), [
        ["unblocked", at(7)],
        ["blocked", at(6)],
        ["unblocked", at(5)],
      ]);
    },
  );

  await step(
    "a deal that moves is told with its stages, one whose stage is renamed is not",
    async (world) => {
      await world.deal("1", { stage: "Lead", since: ago(20) });
      await world.collect();
      await world.deal("1", { stage: "New lead", since: ago(20) });
      await world.collect();
      await world.deal("1", { stage: "Won", since: ago(2) });
      equal(await world.collect(), 1);
      deepEqual(await world.told(), [["deal_stage_changed", at(2), "Deal 1"]]);
    },
  );

  await step("a contact is told when its details change, not when it writes", async (world) => {
    await world.contact("1", { name: "Ada", activity: ago(9) });
    await world.conversation("10", { project: world.projects.b });
    await world.collect();
    await world.contact("1", { name: "Ada", activity: ago(5) });
    equal(await world.collect(), 0);
    await world.contact("1", { name: "Ada Byron", email: "ada@b.example", activity: ago(4) });
    equal(await world.collect(), 1);
    deepEqual(await world.told({ project: world.projects.b }), [
      ["contact_updated", at(4), "Ada Byron"],
    ]);
  });

  await step("notes are told, with what they say", async (world) => {
    await world.note("1", { title: "Call", content: "They have paid the invoice.", at: ago(2) });
    await world.collect();
    deepEqual((await world.told()).map(([kind, , text]) => [kind, text]), [
      ["invoice_paid", "They have paid the invoice."],
      ["note_logged", "Call\nThey have paid the invoice."],
    ]);
  });
}

async function places(step: Step, sql: Sql): Promise<void> {
  await step("events go with their rows into another project", async (world) => {
    const { a, b } = world.projects;
    await world.contact("1", { name: "Ada" });
    await world.conversation("10");
    await world.message("1", { conversation: "10", at: ago(9), incoming: false, content: "Hi" });
    await world.message("2", { conversation: "10", at: ago(1), content: "Please approve it." });
    await world.issue("1", { updated: ago(9) });
    await world.deal("1", { stage: "Lead", since: ago(9) });
    await world.collect();
    await world.contact("1", { name: "Ada B" });
    await world.issue("1", { updated: ago(8), state: "Blocked" });
    await world.deal("1", { stage: "Won", since: ago(2) });
    await world.collect();
    const before = await world.told({ project: a, messages: true });
    equal(before.length, 8);
    await world.conversation("10", { project: b });
    await world.issue("1", { updated: ago(8), state: "Blocked", project: b });
    await world.deal("1", { stage: "Won", since: ago(2), project: b });
    equal(await world.collect(), 0);
    deepEqual(await world.told({ project: a, messages: true }), []);
    deepEqual(await world.told({ project: b, messages: true }), before);
  });

  await step("they cannot be in a project of another scope", async (world) => {
    const other = await eventWorld(sql);
    await world.conversation("10");
    await world.message("1", { conversation: "10", at: ago(9) });
    await world.collect();
    await rejects(
      sql`update connector_events set project_id = ${other.projects.a} where account_scope_id = ${world.scopeId}`,
      /foreign key/,
    );
  });

  await step("they go with their project and with their connection", async (world) => {
    const c = await makeProject(sql, world.scopeId, "c");
    await world.conversation("10", { project: c });
    await world.message("1", { conversation: "10", at: ago(9) });
    await world.deal("1", { stage: "Lead", since: ago(9) });
    await world.collect();
    await world.deal("1", { stage: "Won", since: ago(1) });
    await world.collect();
    await sql`delete from projects where id = ${c}`;
    deepEqual((await world.told({ messages: true })).map(([kind]) => kind), ["deal_stage_changed"]);
    await sql`delete from connections where id = ${world.connections.attio}`;
    equal(await world.collect(), 0);
    deepEqual(await world.told({ messages: true }), []);
  });
}

async function processes(step: Step, sql: Sql): Promise<void> {
  const run = async (
    world: EventWorld,
    days: number,
    status: string,
    { trigger = "schedule", mode = "incremental" } = {},
  ) => {
    await sql`
      insert into sync_runs (account_scope_id, connection_id, mode, trigger, status, started_at, finished_at,
        streams, error)
      values (${world.scopeId}, ${world.connections.linear}, ${mode}, ${trigger}, ${status}, ${
      ago(days)
    },
        ${ago(days, -1)}, '{"a": {"records": 5}}', ${
      status === "failed" ? { code: "x", message: "It broke" } as never : null
    })`;
  };
  const kinds = async (world: EventWorld) =>
    (await world.told()).map(([kind, when]) => [kind.replace("process_", ""), when]);

  await step("of routine syncs only a change is told, of others all", async (world) => {
    await run(world, 20, "succeeded");
    for (const [index, status] of ["succeeded", "failed", "failed", "succeeded"].entries()) {
      await run(world, 10 - index, status);
      await world.collect();
    }
    await run(world, 5, "succeeded", { trigger: "webhook" });
    await run(world, 4, "succeeded", { trigger: "manual" });
    await run(world, 3, "stopped", { mode: "full" });
    await run(world, 2, "stopped");
    await world.collect();
    deepEqual(await kinds(world), [
      ["started", at(20)],
      ["finished", at(20, -1)],
      ["failed", at(9, -1)],
      ["finished", at(7, -1)],
      ["started", at(4)],
      ["finished", at(4, -1)],
      ["started", at(3)],
      ["warning", at(3, -1)],
    ]);
    deepEqual(await world.told({ project: world.projects.unassigned }), await world.told());
  });

  await step("a warning is told when it appears", async (world) => {
    const warn = async (days: number, ...codes: string[]) => {
      const warnings = codes.map((code) => ({ code, message: `About ${code}`, fix: "" }));
      await sql`
        update connections set status_detail = ${sql.json({ warnings })}
        where id = ${world.connections.linear}`;
      await run(world, days, "succeeded");
      await world.collect();
    };
    await warn(9, "a");
    await warn(8, "a", "b");
    await warn(7);
    await warn(6, "a");
    deepEqual(await world.told({ kind: "process_warning" }), [
      ["process_warning", at(9, -1), "About a"],
      ["process_warning", at(8, -1), "About b"],
      ["process_warning", at(6, -1), "About a"],
    ]);
  });

  await step(
    "of jobs, rare ones are told, often run ones when they begin to fail",
    async (world) => {
      const [often, rare] = await sql<{ id: string }[]>`
      insert into jobs (account_scope_id, name, cadence_seconds, timeout_seconds)
      values (${world.scopeId}, 'often', 300, 60), (${world.scopeId}, 'rare', 86400, 60) returning id`;
      const ran = async (job: string, days: number, status: string) => {
        const [row] = await sql<{ id: string }[]>`
        insert into job_runs (job_id, owner, started_at) values (${job}, 'w', ${
          ago(days)
        }) returning id`;
        await world.collect();
        await sql`
        update job_runs set status = ${status}, finished_at = ${ago(days, -1)} where id = ${
          row!.id
        }`;
        await world.collect();
      };
      await ran(often!.id, 9, "succeeded");
      await ran(often!.id, 8, "timed_out");
      await ran(often!.id, 7, "abandoned");
      await ran(often!.id, 6, "succeeded");
      await ran(rare!.id, 5, "succeeded");
      await ran(rare!.id, 4, "failed");
      deepEqual(await kinds(world), [
        ["failed", at(8, -1)],
        ["finished", at(6, -1)],
        ["started", at(5)],
        ["finished", at(5, -1)],
        ["started", at(4)],
        ["failed", at(4, -1)],
      ]);
    },
  );
}

async function repetition(step: Step, sql: Sql): Promise<void> {
  const fill = async (world: EventWorld) => {
    await world.contact("1", {});
    for (let n = 0; n < 5; n++) await world.conversation(String(10 + n), { contact: String(n) });
    for (let n = 0; n < 60; n++) {
      await world.message(String(n), {
        ...{ conversation: String(10 + n % 5), at: ago(60 - n), incoming: n % 7 < 3 },
        content: n % 4 === 0 ? "Please approve it." : "ok",
      });
    }
    await world.issue("1", { updated: ago(9) });
    await world.deal("1", { stage: "Lead", since: ago(9) });
    await world.collect();
    await world.issue("1", { updated: ago(8), state: "Blocked" });
    await world.deal("1", { stage: "Won", since: ago(2) });
    await world.contact("1", { name: "Ada B" });
  };
  const requeue = (world: EventWorld) =>
    sql`
      insert into connector_event_queue (account_scope_id, source_table, source_ids)
      select account_scope_id, 'chatwoot_messages', array_agg(id) from chatwoot_messages
      where account_scope_id = ${world.scopeId} group by 1
      union all
      select account_scope_id, 'linear_issues', array_agg(id) from linear_issues
      where account_scope_id = ${world.scopeId} group by 1
      union all
      select account_scope_id, 'attio_deals', array_agg(id) from attio_deals
      where account_scope_id = ${world.scopeId} group by 1`;

  await step("looking again at what did not change writes nothing", async (world) => {
    await fill(world);
    ok(await world.collect() > 0);
    const before = await everything(sql, world);
    equal(await world.collect(), 0);
    await requeue(world);
    equal(await world.collect(), 0);
    equal(await everything(sql, world), before);
  });

  await step("processes at the same time tell each thing once", async (world) => {
    await fill(world);
    const told = await Promise.all([1, 2, 3].map(() => world.collect()));
    const [stored] = await sql<{ all: number; different: number }[]>`
      select count(*)::int as all, count(distinct dedup_key)::int as different
      from connector_events where account_scope_id = ${world.scopeId}`;
    equal(stored!.all, stored!.different);
    equal(told.reduce((sum, one) => sum + one), 3, "blocked, moved, updated");
  });

  await step("what arrives while events are collected is told by the next run", async (world) => {
    // of two conversations: writers of one wait for each other
    for (const id of ["10", "11"]) await world.conversation(id);
    const [written, held] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const writing = sql.begin(async (tx) => {
      await tx`
        insert into chatwoot_messages (project_id, account_scope_id, connection_id, external_id,
          conversation_external_id, direction, private, content, content_type, vendor_created_at, data,
          content_hash, seen_at)
        values (${world.projects.a}, ${world.scopeId}, ${world.connections.chatwoot}, '1', '11', 'incoming',
          false, 'late', 'text', ${ago(3)}, '{}', 'x', ${NOW})`;
      written.resolve();
      await held.promise;
    });
    await written.promise;
    await world.message("2", { conversation: "10", at: ago(2), content: "early" });
    equal(await world.collect(), 1);
    held.resolve();
    await writing;
    equal(await world.collect(), 1);
    deepEqual((await world.told({ messages: true })).map(([, , text]) => text), ["late", "early"]);
  });

  await step(
    "a run that breaks off leaves the rest to the next one, and doubles nothing",
    async (world) => {
      await fill(world);
      await requeue(world);
      await sql`
      create function refuse_wins() returns trigger language plpgsql as $$
      begin
        if new.kind = 'deal_stage_changed' then raise exception 'broken'; end if;
        return new;
      end $$`;
      await sql`
      create trigger refuse before insert on connector_events for each row execute function refuse_wins()`;
      const before = await everything(sql, world);
      await rejects(world.collect(), /broken/);
      equal(await everything(sql, world), before, "neither events nor states without the other");
      await sql`drop function refuse_wins cascade`;
      equal(await world.collect(), 3);
    },
  );

  await step("a stop between batches keeps what was told", async (world) => {
    await world.conversation("10");
    await world.message("1", { conversation: "10", at: ago(2) });
    const order = { accountScopeId: world.scopeId, now: NOW, retentionMonths: 12 };
    await rejects(
      collectEvents(sql, { ...order, signal: AbortSignal.abort(new Error("stop")) }),
      /stop/,
    );
    equal(await world.collect(), 1);
  });

  await step("another scope's queue is left alone", async (world) => {
    const other = await eventWorld(sql);
    await other.conversation("10");
    await other.message("1", { conversation: "10", at: ago(2) });
    await world.conversation("10");
    await world.message("1", { conversation: "10", at: ago(3) });
    equal(await world.collect(), 1);
    deepEqual(await other.told({ messages: true }), []);
    equal(await other.collect(), 1);
  });
}

Deno.test({ name: "events are collected", ignore: postgresUrl === null }, async (test) => {
  const { sql, drop } = await scratchDatabase("events");
  try {
    await migrate(sql, "migrations", createLogger({ level: "silent" }));
    const step = tests(sql, test);
    await messages(step);
    await silences(step);
    await changes(step);
    await places(step, sql);
    await processes(step, sql);
    await repetition(step, sql);
  } finally {
    await drop();
  }
});
