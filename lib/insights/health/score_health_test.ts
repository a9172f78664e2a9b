import { deepEqual, equal } from "node:assert/strict";
import { type Stores, testOnStores } from "../../../tests/support/scratch_stores.ts";
import { makeProject } from "../../../tests/support/sync_world.ts";
import { writeSignal } from "../../../tests/support/insight_rows.ts";
import { readHealth } from "./read_health.ts";
import { scoreHealth } from "./score_health.ts";

const hash = "decode(repeat('00', 32), 'hex')";

/** An open Linear issue that was due on a day. */
async function dueIssue({ sql, accountScopeId }: Stores, projectId: string, due: string) {
  await sql`
    insert into connections (account_scope_id, connector, base_url, external_account_id)
    values (${accountScopeId}, 'linear', 'https://linear.example', '1') on conflict do nothing`;
  const [row] = await sql<{ id: string }[]>`
    insert into linear_issues (project_id, account_scope_id, connection_id, external_id, identifier, title,
      url, priority, due_date, team_external_id, state_external_id, vendor_created_at, data, content_hash,
      vendor_updated_at, seen_at)
    select ${projectId}, ${accountScopeId}, c.id, ${crypto.randomUUID()}, 'CL-1', 'Late', 'https://x', 0,
      ${due}, '1', '1', now(), '{}', ${sql.unsafe(hash)}, now(), now()
    from connections c where c.account_scope_id = ${accountScopeId} and c.connector = 'linear'
    returning id`;
  return row!.id;
}

/** The rows of scores as they are, with what tells whether they were written again. */
const written = ({ sql }: Stores) =>
  sql`select xmin::text, * from health_scores
    union all select xmin::text, project_id, account_scope_id, score, trust, factors, null from health_days
    order by project_id, changed_at`;

testOnStores("health of projects", {
  async "without signals it is 100, and trust says that nothing is connected"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "quiet");
    equal(await scoreHealth(sql, { accountScopeId, now: new Date() }), 1);
    const health = await readHealth(sql, accountScopeId, project);
    deepEqual([health?.score, health?.trust], [100, 0]);
    deepEqual(await readHealth(sql, accountScopeId, crypto.randomUUID()), null);
    equal((await sql`select from risks`).count, 0);
  },

  async "open signals and overdue issues lower it; decided and resolved ones do not"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    const grave = await writeSignal(stores, project, {
      kind: "delivery_risk",
      severity: 4,
      confidence: 0.82,
    });
    await writeSignal(stores, project, { kind: "client_silent", severity: 3, status: "accepted" });
    await writeSignal(stores, project, { cause: "d", severity: 5, status: "dismissed" });
    await writeSignal(stores, project, { cause: "e", severity: 5, status: "done" });
    await writeSignal(stores, project, { cause: "f", severity: 5, resolved: true });
    const now = new Date("2026-03-30T12:00:00Z");
    const late = await dueIssue(stores, project, "2026-03-29");
    // due today is not overdue yet
    await dueIssue(stores, project, "2026-03-30");
    await scoreHealth(sql, { accountScopeId, now });
    const { score, factors } = (await readHealth(sql, accountScopeId, project))!;
    // 0.8 · (4·.82 + 3·.8) = 4.544; 2 · 1; 2.5 · 3
    equal(score, 100 - 4.54 - 2 - 7.5);
    const of = (name: string) => factors.find(({ factor }) => factor === name)!;
    deepEqual(of("signals").evidence[0], { table: "signals", id: grave });
    deepEqual(of("overdue").evidence, [{ table: "linear_issues", id: late }]);
    equal(of("silence").points, 7.5);
  },

  async "today is the scope's"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    await dueIssue(stores, project, "2026-03-30");
    const now = new Date("2026-03-30T23:30:00Z");
    await scoreHealth(sql, { accountScopeId, now });
    equal((await readHealth(sql, accountScopeId, project))?.score, 100);
    await sql`update account_scopes set time_zone = 'Europe/Berlin'`;
    await scoreHealth(sql, { accountScopeId, now });
    equal((await readHealth(sql, accountScopeId, project))?.score, 98);
    deepEqual((await sql`select day::text from health_days order by day`).map(({ day }) => day), [
      "2026-03-30",
      "2026-03-31",
    ]);
  },

  async "a rerun writes no row; the next day tells how each factor changed"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    await makeProject(sql, accountScopeId, "other");
    const order = { accountScopeId, now: new Date("2026-03-30T12:00:00Z") };
    equal(await scoreHealth(sql, order), 2);
    const before = await written(stores);
    equal(await scoreHealth(sql, { ...order, now: new Date("2026-03-30T15:00:00Z") }), 0);
    deepEqual(await written(stores), before);
    await writeSignal(stores, project, { severity: 5, confidence: 1 });
    equal(await scoreHealth(sql, order), 1);
    const change = async () =>
      (await readHealth(sql, accountScopeId, project))!.factors
        .find(({ factor }) => factor === "signals")!.change;
    equal(await change(), null);
    await sql`update signals set severity = 3`;
    await scoreHealth(sql, { accountScopeId, now: new Date("2026-03-31T12:00:00Z") });
    // 0.8·3 after 0.8·5
    equal(await change(), -1.6);
    equal((await sql`select from health_days where project_id = ${project}`).count, 2);
  },

  async "failing jobs and broken sources lower trust, never health"(stores) {
    const { sql, accountScopeId } = stores;
    const project = await makeProject(sql, accountScopeId, "acme");
    const now = new Date();
    const [{ id }] = await sql<[{ id: string }]>`
      insert into connections (account_scope_id, connector, base_url, external_account_id, status, last_synced_at)
      values (${accountScopeId}, 'chatwoot', 'https://x', '1', 'ok', ${now}) returning id`;
    await sql`
      insert into bindings (account_scope_id, project_id, connection_id, kind, external_id)
      values (${accountScopeId}, ${project}, ${id}, 'account', '*')`;
    await sql`
      insert into reconciliation_runs (account_scope_id, connection_id, at, streams, joins, total, missing, completeness_pct)
      values (${accountScopeId}, ${id}, ${now}, '{}', '{}', 100, 2, 98)`;
    await scoreHealth(sql, { accountScopeId, now });
    equal((await readHealth(sql, accountScopeId, project))?.trust, 98);
    await sql`update connections set status = 'needs_attention'`;
    await sql`
      insert into jobs (account_scope_id, name, cadence_seconds, timeout_seconds, consecutive_failures)
      values (${accountScopeId}, 'x', 1, 1, 4)`;
    await scoreHealth(sql, { accountScopeId, now });
    const health = await readHealth(sql, accountScopeId, project);
    deepEqual([health?.score, health?.trust], [100, 98 - 25]);
  },

  async "archived and unassigned projects are not scored, nor those of other scopes"(stores) {
    const { sql, accountScopeId } = stores;
    const archived = await makeProject(sql, accountScopeId, "old");
    await sql`update projects set archived_at = now() where id = ${archived}`;
    const [{ id: other }] = await sql<[{ id: string }]>`
      insert into account_scopes (slug, name) values ('other', 'Other') returning id`;
    await makeProject(sql, other, "theirs");
    equal(await scoreHealth(sql, { accountScopeId, now: new Date() }), 0);
    equal((await sql`select from health_scores`).count, 0);
  },

  async "two at once do no harm"(stores) {
    const { sql, accountScopeId } = stores;
    for (const slug of ["a", "b", "c"]) await makeProject(sql, accountScopeId, slug);
    const order = { accountScopeId, now: new Date() };
    await Promise.all([scoreHealth(sql, order), scoreHealth(sql, order), scoreHealth(sql, order)]);
    equal((await sql`select from health_scores`).count, 3);
    equal((await sql`select from health_days`).count, 3);
  },
});
