/** The questions that Linear's indexes are for are answered from them, in a workspace of some size. */
import { ok } from "node:assert/strict";
import { servedStore } from "../support/both_stores.ts";
import { makeProject, makeScope } from "../support/sync_world.ts";

interface Plan {
  "Node Type": string;
  "Index Name"?: string;
  Plans?: Plan[];
}

function indexesOf(plan: Plan): string[] {
  const own = plan["Index Name"] === undefined ? [] : [plan["Index Name"]];
  return [...own, ...(plan.Plans ?? []).flatMap(indexesOf)];
}

Deno.test(
  { name: "Linear's questions are answered from their indexes", ignore: !servedStore.available },
  async (t) => {
    const store = await servedStore.open();
    const { sql } = store;
    try {
      const scopeId = await makeScope(sql);
      const [one, two] = [
        await makeProject(sql, scopeId, "a"),
        await makeProject(sql, scopeId, "b"),
      ];
      const [connection] = await sql<[{ id: string }]>`
        insert into connections (account_scope_id, connector, base_url, external_account_id)
        values (${scopeId}, 'linear', 'https://api.linear.app', 'w') returning id`;
      const { id } = connection;
      await sql`
        insert into linear_issues (project_id, account_scope_id, connection_id, external_id, identifier, title,
          url, priority, due_date, team_external_id, state_external_id, completed_at, vendor_created_at,
          vendor_updated_at, data, content_hash, seen_at)
        select case when n % 20 = 0 then ${one}::uuid else ${two}::uuid end, ${scopeId}, ${id}, n, 'A-' || n,
          'Task', 'https://linear.app', 2, case when n % 3 = 0 then date '2026-01-01' + n % 400 end, 't', 's',
          case when n % 5 > 0 then timestamptz '2026-01-01' + n * interval '1 minute' end, now(),
          timestamptz '2026-01-01' + n * interval '1 minute', '{}', '\\x00', now()
        from generate_series(1, 20000) n`;
      await sql`
        insert into linear_comments (project_id, account_scope_id, connection_id, external_id,
          issue_external_id, body, url, vendor_created_at, vendor_updated_at, data, content_hash, seen_at)
        select project_id, account_scope_id, connection_id, external_id, external_id, 'Note', 'https://linear.app',
          vendor_updated_at, vendor_updated_at, '{}', '\\x00', now()
        from linear_issues`;
      await sql`analyze linear_issues, linear_comments`;
      const live = sql`project_id = ${one} and deleted_at is null`;
      const open =
        sql`${live} and archived_at is null and completed_at is null and canceled_at is null`;
      const questions = {
        "how many issues are open": [
          sql`select count(*) from linear_issues where ${open}`,
          "linear_issues_open",
        ],
        "which open issues changed last": [
          sql`select * from linear_issues where ${open} order by vendor_updated_at desc limit 20`,
          "linear_issues_open",
        ],
        "which issues are overdue": [
          sql`select * from linear_issues where ${open} and due_date < '2026-01-15'`,
          "linear_issues_overdue",
        ],
        "which issues changed since": [
          sql`select * from linear_issues where ${live} and vendor_updated_at >= '2026-01-14'
            order by vendor_updated_at desc, external_id limit 50`,
          "linear_issues_updated",
        ],
        "what was completed in a week": [
          sql`select count(*) from linear_issues where ${live}
            and completed_at >= '2026-01-05' and completed_at < '2026-01-06'`,
          "linear_issues_completed",
        ],
        "an issue's comments in order": [
          sql`select * from linear_comments where connection_id = ${id} and issue_external_id = '77'
            order by vendor_created_at`,
          "linear_comments_issue",
        ],
        "the newest comments of a project": [
          sql`select * from linear_comments where ${live} order by vendor_created_at desc limit 20`,
          "linear_comments_recent",
        ],
      } as const;
      for (const [question, [query, index]] of Object.entries(questions)) {
        await t.step(question, async () => {
          const [row] = await sql<[{ "QUERY PLAN": [{ Plan: Plan }] }]>`
            explain (format json) ${query}`;
          const used = indexesOf(row["QUERY PLAN"][0].Plan);
          ok(used.includes(index), `${used.join(", ") || "no index"} instead of ${index}`);
        });
      }
    } finally {
      await store.close();
    }
  },
);
