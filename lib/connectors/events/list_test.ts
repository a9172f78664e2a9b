import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { createLogger, migrate } from "@/lib/platform/mod.ts";
import { allEvents, EVENT_CURSOR, type EventFilter, listEvents } from "./list.ts";
import { ago, eventWorld } from "../../../tests/support/event_world.ts";
import { scratchDatabase } from "../../../tests/support/scratch_database.ts";
import { postgresUrl } from "../../../tests/support/services.ts";

Deno.test({ name: "the feed is listed", ignore: postgresUrl === null }, async (test) => {
  const { sql, drop } = await scratchDatabase("feed");
  try {
    await migrate(sql, "migrations", createLogger({ level: "silent" }));
    const world = await eventWorld(sql);
    const { a, b } = world.projects;
    // hundreds at one moment: ties are what cursors stumble over
    await sql`
      insert into connector_events (project_id, account_scope_id, kind, connector, connection_id, source_table,
        source_id, occurred_at, dedup_key, snippet, retracted_at)
      select case when n % 3 = 0 then ${a}::uuid else ${b}::uuid end, ${world.scopeId},
        case when n % 400 = 0 then 'invoice_paid' else 'message_sent' end,
        case when n % 2 = 0 then 'chatwoot' else 'linear' end,
        case when n % 2 = 0 then ${world.connections.chatwoot}::uuid else ${world.connections.linear}::uuid end,
        'x', gen_random_uuid(), ${ago(200)}::timestamptz + n / 300 * interval '1 day 1 microsecond',
        world || ':' || n, n::text, case when n = 7 then now() end
      from generate_series(1, 20000) n, (select ${world.scopeId}::text as world) w`;
    await sql`analyze connector_events`;
    const scope = { accountScopeId: world.scopeId, projectIds: [a, b] };
    const list = (filter: EventFilter, place: Parameters<typeof listEvents>[3], ids = [a, b]) =>
      listEvents(sql, { ...scope, projectIds: ids }, filter, place);

    await test.step("all of it, newest first, each once, across equal moments", async () => {
      const seen: string[] = [];
      let last = Infinity;
      for await (const events of allEvents(sql, scope, {})) {
        for (const { id, occurred_at } of events) {
          ok(occurred_at.getTime() <= last);
          last = occurred_at.getTime();
          seen.push(id);
        }
      }
      equal(seen.length, 19_999, "a retracted one is not shown");
      equal(new Set(seen).size, seen.length);
    });

    await test.step("older pages, and back by newer ones", async () => {
      const first = await list({}, { limit: 500 });
      deepEqual([first.hasNewer, first.hasOlder], [false, true]);
      const second = await list({}, { limit: 500, older: first.events.at(-1)!.cursor });
      deepEqual([second.hasNewer, second.hasOlder], [true, true]);
      const back = await list({}, { limit: 500, newer: second.events[0]!.cursor });
      deepEqual(back.events, first.events);
      deepEqual([back.hasNewer, back.hasOlder], [false, true]);
      ok(first.events.every(({ cursor }) => EVENT_CURSOR.test(cursor)));
    });

    await test.step("by kind, by source, by project, and all together", async () => {
      const count = async (filter: EventFilter, ids?: string[]) =>
        (await list(filter, { limit: 30_000 }, ids)).events.length;
      equal(await count({ kind: "invoice_paid" }), 50);
      equal(await count({ connector: "chatwoot" }), 10_000);
      equal(await count({}, [a]), 6_666);
      equal(await count({ kind: "invoice_paid", connector: "linear" }), 0);
      equal(await count({ kind: "invoice_paid", connector: "chatwoot" }, [a]), 16);
      equal(await count({ connector: "attio" }), 0);
    });

    await test.step("another scope's are never shown", async () => {
      const other = await eventWorld(sql);
      const mixed = { accountScopeId: other.scopeId, projectIds: [a, b] };
      equal((await listEvents(sql, mixed, {}, { limit: 10 })).events.length, 0);
    });

    await test.step("a cursor that is none is refused", async () => {
      for (const older of ["x", "1_2", `${"9".repeat(18)}_${crypto.randomUUID()}`, "1' or '1"]) {
        await rejects(list({}, { limit: 1, older }), RangeError);
      }
    });

    await test.step("pages are read from indexes", async () => {
      const plan = async (ids: string[], kind: string | null) => {
        const rows = await sql<{ "QUERY PLAN": string }[]>`
          explain (costs off) select id from connector_events e
          where e.account_scope_id = ${world.scopeId} and e.project_id = any (${ids})
            and e.retracted_at is null ${kind === null ? sql`` : sql`and e.kind = ${kind}`}
          order by e.occurred_at desc, e.id desc limit 51`;
        return rows.map((row) => row["QUERY PLAN"]).join("\n");
      };
      // months without rows may be read whole
      const filled = /Seq Scan on connector_events_2026_0[56]/;
      for (const text of [await plan([a, b], null), await plan([a], null)]) {
        ok(!/-> {2}(Incremental )?Sort\b/.test(text) && !filled.test(text), text);
      }
      const rare = await plan([a, b], "invoice_paid");
      ok(/Index Scan using connector_events_2026_05_account_scope_id_kind/.test(rare), rare);
      ok(!filled.test(rare), rare);
    });
  } finally {
    await drop();
  }
});
