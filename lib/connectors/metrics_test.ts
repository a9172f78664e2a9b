import { deepEqual, equal, ok } from "node:assert/strict";
import { Registry } from "prom-client";
import type { HttpClient, Sql } from "../platform/mod.ts";
import { testOnStores } from "../../tests/support/scratch_stores.ts";
import { watchConnectors } from "./metrics.ts";

/** Every figure as name, labels and value, without those of other names. */
async function figures(registry: Registry): Promise<[string, string, number][]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.flatMap(({ name, values }) =>
    values.map(({ labels, value }) =>
      [name, Object.values(labels).join(" "), value] as [string, string, number]
    )
  );
}

function clientWhere(states: Record<string, "closed" | "open" | "half_open">): HttpClient {
  const unused = () => Promise.reject(new Error("no request is sent for a figure"));
  return {
    request: unused,
    requestJson: unused,
    breaker: (host) =>
      Promise.resolve({ host, state: states[host] ?? "closed", failures: 0, openedAt: null }),
  };
}

async function connect(sql: Sql, scope: string, connector: string, synced: Date | null) {
  const [row] = await sql<{ id: string }[]>`
    insert into connections (account_scope_id, connector, base_url, external_account_id, last_synced_at, status)
    values (${scope}, ${connector}, ${`https://${connector}.example:444/api`}, '1', ${synced},
      ${synced === null ? "new" : "ok"}) returning id`;
  return row!.id;
}

async function compare(sql: Sql, scope: string, connection: string, pct: number, at: string) {
  const [run] = await sql<{ id: string }[]>`
    insert into sync_runs (account_scope_id, connection_id, mode, trigger, status, finished_at, lease_owner,
      lease_until)
    values (${scope}, ${connection}, 'full', 'schedule', 'succeeded', now(), 'a', now()) returning id`;
  await sql`
    insert into reconciliation_runs (account_scope_id, connection_id, sync_run_id, at, streams, joins, total,
      missing, completeness_pct)
    values (${scope}, ${connection}, ${run!.id}, ${at}, '{}', '{}', 10, 1, ${pct})`;
}

testOnStores("figures of connections", {
  async "completeness beside its threshold, lag, errors and breakers are told of each"(stores) {
    const { sql, accountScopeId: scope, clock } = stores;
    const synced = new Date(clock.now() - 90_000);
    const chat = await connect(sql, scope, "chatwoot", synced);
    const issues = await connect(sql, scope, "linear", null);
    await compare(sql, scope, chat, 99, "2026-01-01");
    await compare(sql, scope, chat, 90, "2026-01-02");
    for (
      const [external_id, status] of [["1", "waiting"], ["2", "waiting"], ["3", "dead_letter"]]
    ) {
      await sql`
        insert into error_queue (account_scope_id, connection_id, stream, unit, external_id, error_class, code,
          message, status, next_attempt_at)
        values (${scope}, ${chat}, 'contacts', 'record', ${external_id!}, 'decode', 'bad', 'bad', ${status!},
          ${status === "waiting" ? new Date() : null})`;
    }
    const registry = new Registry();
    const http = clientWhere({ "chatwoot.example:444": "open", "linear.example:444": "half_open" });
    watchConnectors(registry, { sql, http, clock, completenessMinPct: 95 });
    const told = await figures(registry);
    const of = (name: string) =>
      Object.fromEntries(
        told.filter(([n]) => n === name).map(([, labels, value]) => [labels, value]),
      );
    deepEqual(of("connector_completeness_pct"), { [`chatwoot ${chat}`]: 90 });
    deepEqual(of("connector_completeness_below_threshold"), { [`chatwoot ${chat}`]: 1 });
    deepEqual(of("connector_completeness_min_pct"), {
      [`chatwoot ${chat}`]: 95,
      [`linear ${issues}`]: 95,
    });
    deepEqual(of("connector_lag_seconds"), { [`chatwoot ${chat}`]: 90 });
    equal(of("connector_errors_open")[`chatwoot ${chat} waiting`], 2);
    equal(of("connector_errors_open")[`chatwoot ${chat} dead_letter`], 1);
    equal(of("connector_errors_open")[`linear ${issues} waiting`], 0);
    deepEqual(of("connector_breaker_open"), {
      "chatwoot.example:444": 1,
      "linear.example:444": 0.5,
    });
    deepEqual(of("connector_figures_up"), { "": 1 });

    await sql`update account_scopes set completeness_min_pct = 90`;
    const [again] = (await figures(registry))
      .filter(([name]) => name === "connector_completeness_below_threshold");
    equal(again?.[2], 0, "a scope's own threshold counts");
  },

  async "a paused or removed connection has no figures any more"(stores) {
    const { sql, accountScopeId: scope, clock } = stores;
    const chat = await connect(sql, scope, "chatwoot", new Date(clock.now()));
    const registry = new Registry();
    watchConnectors(registry, { sql, http: clientWhere({}), clock, completenessMinPct: 95 });
    const lag = async () =>
      (await figures(registry)).filter(([name]) => name === "connector_lag_seconds").length;
    equal(await lag(), 1);
    await sql`update connections set status = 'paused' where id = ${chat}`;
    equal(await lag(), 0);
  },

  async "one reading serves a scrape"(stores) {
    const { sql, accountScopeId: scope, clock } = stores;
    await connect(sql, scope, "chatwoot", new Date(clock.now()));
    let asked = 0;
    const counting = new Proxy(sql, {
      apply: (target, self, args) => (asked++, Reflect.apply(target as never, self, args)),
    });
    const registry = new Registry();
    watchConnectors(registry, {
      sql: counting,
      http: clientWhere({}),
      clock,
      completenessMinPct: 95,
    });
    await registry.metrics();
    equal(asked, 1);
    await registry.metrics();
    equal(asked, 2);
  },

  async "without the database the scrape goes on, and says so"(stores) {
    const { clock } = stores;
    const broken = (() => Promise.reject(new Error("away"))) as unknown as Sql;
    const registry = new Registry();
    watchConnectors(registry, {
      sql: broken,
      http: clientWhere({}),
      clock,
      completenessMinPct: 95,
    });
    const told = await figures(registry);
    ok(told.some(([name, , value]) => name === "connector_figures_up" && value === 0));
    equal(told.filter(([name]) => name === "connector_lag_seconds").length, 0);
  },
});
