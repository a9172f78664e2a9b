import { type Fragment, ofProjects, type Reading, within } from "./asked.ts";

/** Issues that were completed; the value is days since work began, or since they were made. */
export function completed(asked: Reading): Fragment {
  const { sql } = asked;
  return sql`
    select i.id, i.project_id, i.identifier || ' ' || i.title as title, u.name as detail,
      greatest(0, extract(epoch from i.completed_at - coalesce(i.started_at, i.vendor_created_at)) / 86400)::float8
        as value,
      i.completed_at as at, i.url, extract(epoch from i.completed_at)::float8 as rank
    from linear_issues i
    left join linear_users u on u.connection_id = i.connection_id
      and u.external_id = i.assignee_external_id
    where ${ofProjects(asked, sql`i.project_id`)} and i.deleted_at is null
      and ${within(asked, sql`i.completed_at`)}`;
}
