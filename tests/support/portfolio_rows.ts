import type { Sql } from "postgres";
import { refreshView } from "../../lib/portfolio/view.ts";

/** How many rows a portfolio is filled with. */
export interface PortfolioSize {
  projects: number;
  messages: number;
  issues: number;
  evidence: number;
}

/** What was made, to ask about. */
export interface FilledPortfolio {
  accountScopeId: string;
  /** The client projects, by their numbers. */
  projectIds: string[];
}

/** Messages of a conversation. */
const PER_CONVERSATION = 25;

/**
 * Fills a scope by SQL as three syncs would have: a year of conversations, issues of which a third is
 * open, ten deals a project, evidence of messages, signals, risks, and health of 60 days. The same
 * rows each time, relative to `now`; spread evenly over the projects.
 *
 * @param sql of a user who may switch triggers off, for speed
 */
export async function fillPortfolio(
  sql: Sql,
  accountScopeId: string,
  size: PortfolioSize,
  now: Date,
): Promise<FilledPortfolio> {
  const conversations = Math.ceil(size.messages / PER_CONVERSATION);
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`set local synchronous_commit = off`;
    await tx`
      insert into projects (id, account_scope_id, slug, name, created_at)
      select md5(${accountScopeId} || 'project' || n)::uuid, ${accountScopeId}, 'client-' || n,
        'Client ' || n, ${now}::timestamptz - interval '400 days'
      from generate_series(1, ${size.projects}::int) n`;
    await tx`create temporary table numbered on commit drop as
      select id, substring(slug from 8)::int as n from projects
      where account_scope_id = ${accountScopeId} and kind = 'client'`;
    await tx`
      insert into connections (id, account_scope_id, connector, base_url, external_account_id, status, last_synced_at)
      select md5(${accountScopeId} || c)::uuid, ${accountScopeId}, c, 'https://' || c || '.example', '1', 'ok', ${now}
      from unnest(array['chatwoot', 'linear', 'attio']) c`;
    await tx`create temporary table linked on commit drop as
      select connector, id from connections where account_scope_id = ${accountScopeId}`;
    await tx`
      insert into bindings (account_scope_id, project_id, connection_id, kind, external_id)
      select ${accountScopeId}, p.id, l.id,
        case l.connector when 'chatwoot' then 'inbox' when 'linear' then 'linear_team' else 'attio_company' end, p.n::text
      from numbered p, linked l`;
    await tx`
      insert into reconciliation_runs (account_scope_id, connection_id, at, streams, joins, total, missing, completeness_pct)
      select ${accountScopeId}, l.id, ${now}::timestamptz - d * interval '6 hours', '{}', '{}', 10000, d % 7, 100 - (d % 7) / 10.0
      from linked l, generate_series(0, 360) d`;
    await tx`
      insert into chatwoot_contacts (account_scope_id, connection_id, external_id, name, email, resolved, data, content_hash, seen_at)
      select ${accountScopeId}, l.id, n::text, 'Person ' || n, 'person' || n || '@client.example', true, '{}', 'x', ${now}
      from linked l, generate_series(1, ${size.projects}::int) n where l.connector = 'chatwoot'`;
    await tx`
      insert into chatwoot_conversations (project_id, account_scope_id, connection_id, external_id, inbox_external_id,
        contact_external_id, status, vendor_created_at, last_activity_at, data, content_hash, vendor_updated_at, seen_at)
      select p.id, ${accountScopeId}, l.id, c::text, '1', p.n::text, case when c % 7 = 0 then 'open' else 'resolved' end,
        s.at, s.at + ${
      PER_CONVERSATION - 1
    } * interval '3 hours', jsonb_build_object('meta', repeat(md5(c::text), 20)), 'x', s.at, ${now}
      from generate_series(0, ${conversations - 1}::int) c
      join numbered p on p.n = 1 + c % ${size.projects}::int
      join linked l on l.connector = 'chatwoot'
      cross join lateral (select ${now}::timestamptz - interval '3 days'
        - (c::float8 / ${conversations}) * interval '362 days' as at) s`;
    await tx`
      insert into chatwoot_messages (project_id, account_scope_id, connection_id, external_id, conversation_external_id,
        direction, private, content, content_type, sender_kind, sender_name, vendor_created_at, data, content_hash, seen_at)
      select p.id, ${accountScopeId}, l.id, m::text, (m / ${PER_CONVERSATION})::text,
        case when m % 2 = 0 then 'incoming' else 'outgoing' end, m % 25 = 13,
        'We looked at the page together and will go on with the next step of the plan, number ' || m, 'text',
        case when m % 2 = 0 then 'contact' else 'user' end, 'Person ' || p.n,
        ${now}::timestamptz - interval '3 days'
          - ((m / ${PER_CONVERSATION})::float8 / ${conversations}) * interval '362 days'
          + (m % ${PER_CONVERSATION}) * interval '3 hours',
        '{}', 'x', ${now}
      from generate_series(0, ${size.messages - 1}::int) m
      join numbered p on p.n = 1 + (m / ${PER_CONVERSATION}) % ${size.projects}::int
      join linked l on l.connector = 'chatwoot'`;
    await tx`
      insert into linear_issues (project_id, account_scope_id, connection_id, external_id, identifier, title, description,
        url, priority, estimate, due_date, team_external_id, state_external_id, started_at, completed_at,
        vendor_created_at, data, content_hash, vendor_updated_at, seen_at)
      select p.id, ${accountScopeId}, l.id, md5('issue' || i)::uuid::text, 'CL-' || i, 'Issue number ' || i, repeat('word ', 60),
        'https://linear.example/CL-' || i, i % 5, i % 8,
        case when i % 2 = 0 then (s.at + interval '21 days')::date end, '1', '1', s.at + interval '2 days',
        case when i % 3 <> 1 then least(${now}::timestamptz, s.at + (5 + i % 30) * interval '1 day') end,
        s.at, '{}', 'x', s.at, ${now}
      from generate_series(0, ${size.issues - 1}::int) i
      join numbered p on p.n = 1 + i % ${size.projects}::int
      join linked l on l.connector = 'linear'
      cross join lateral (select ${now}::timestamptz
        - (1 - i::float8 / ${size.issues}) * interval '360 days' as at) s`;
    await tx`
      insert into connector_event_states (account_scope_id, connection_id, source_id, aspect, value, at)
      select account_scope_id, connection_id, id, 'blocked',
        to_jsonb(completed_at is null and substring(identifier from 4)::int % 51 = 0), vendor_updated_at
      from linear_issues where account_scope_id = ${accountScopeId}`;
    await tx`
      insert into attio_deals (project_id, account_scope_id, connection_id, external_id, name, stage, stage_since, value,
        currency, expected_close, next_step, vendor_created_at, first_seen_at, data, content_hash, seen_at)
      select p.id, ${accountScopeId}, l.id, 'deal-' || p.n || '-' || d, 'Deal ' || d,
        (array['Lead', 'In Progress', 'Won', 'Lost', 'Proposal'])[1 + d % 5], ${now}::timestamptz - d * interval '9 days',
        1000 * (1 + d) + p.n, case when d = 9 then 'USD' else 'EUR' end, (${now}::timestamptz + d * interval '11 days')::date,
        case when d % 2 = 0 then 'Call them' end, ${now}::timestamptz - d * interval '20 days', ${now}, '{}', 'x', ${now}
      from numbered p, linked l, generate_series(0, 9) d where l.connector = 'attio'`;
    await tx`
      insert into evidence (project_id, account_scope_id, source, source_table, source_id, occurred_at, author, snippet)
      select project_id, account_scope_id, 'chatwoot', 'chatwoot_messages', id, vendor_created_at, sender_name, left(content, 120)
      from chatwoot_messages where account_scope_id = ${accountScopeId}
      order by vendor_created_at desc limit ${size.evidence}`;
    await tx`
      insert into signals (project_id, account_scope_id, kind, cause, severity, confidence, evidence, occurred_at)
      select p.id, ${accountScopeId}, (array['delivery_risk', 'urgency_increase', 'scope_creep', 'client_silent'])[1 + s % 4],
        'conversation:' || s, 2 + (p.n + s) % 3, 0.75, '[]', ${now}::timestamptz - s * interval '1 day'
      from numbered p, generate_series(1, 6) s where s <= p.n % 7`;
    await tx`
      insert into risks (project_id, account_scope_id, origin, cause, kind, severity, probability, playbook, opened_at)
      select project_id, account_scope_id, 'signal', 'signal:' || kind || ':' || cause, kind, severity, confidence, kind, occurred_at
      from signals where account_scope_id = ${accountScopeId} and severity >= 4`;
    await tx`
      insert into health_scores (project_id, account_scope_id, score, trust, factors)
      select id, ${accountScopeId}, 40 + n % 60, 95, '[]' from numbered`;
    await tx`
      insert into health_days (project_id, account_scope_id, day, score, trust, factors)
      select id, ${accountScopeId}, (${now}::timestamptz - d * interval '1 day')::date, 40 + (n + d) % 60, 95, '[]'
      from numbered, generate_series(0, 59) d`;
  });
  // what triggers would have queued
  await sql`
    insert into chatwoot_replies_queue (connection_id, conversation_external_id)
    select connection_id, external_id from chatwoot_conversations where account_scope_id = ${accountScopeId}`;
  await sql`analyze`;
  await refreshView(sql);
  await sql`vacuum (analyze)`;
  const rows = await sql<{ id: string }[]>`
    select id from projects where account_scope_id = ${accountScopeId} and kind = 'client'
    order by substring(slug from 8)::int`;
  return { accountScopeId, projectIds: rows.map(({ id }) => id) };
}

/**
 * What the insights would conclude of such rows: agreements, costs, chances to sell. Beside
 * {@link fillPortfolio} for tests of what is counted of them.
 */
export async function fillFollowing(sql: Sql, accountScopeId: string, now: Date): Promise<void> {
  const numbered = sql`select id, substring(slug from 8)::int as n from projects
    where account_scope_id = ${accountScopeId} and kind = 'client'`;
  await sql`
    insert into agreements (project_id, account_scope_id, kind, cause, quote, agreed_at, status, reason, decided_at)
    select p.id, ${accountScopeId}, 'price', 'message:' || a, 'Agreed, go ahead', ${now}::timestamptz - a * interval '5 days',
      case when a % 5 = 0 then 'dismissed' else 'noted' end, case when a % 5 = 0 then 'no' end,
      case when a % 5 = 0 then ${now}::timestamptz end
    from (${numbered}) p, generate_series(1, 12) a`;
  await sql`
    insert into cost_entries (project_id, account_scope_id, incurred_on, amount, currency, category, origin)
    select p.id, ${accountScopeId}, (${now}::timestamptz - c * interval '17 days')::date, 100 + 10 * c + p.n,
      case when c % 4 = 0 then 'USD' else 'EUR' end, 'work', 'manual'
    from (${numbered}) p, generate_series(0, 8) c`;
  await sql`
    insert into upsell_items (project_id, account_scope_id, kind, cause, score, confidence, occurred_at)
    select p.id, ${accountScopeId}, 'deal', 'deal:' || u, 30 + 9 * u + p.n, 0.7, ${now}
    from (${numbered}) p, generate_series(1, 3) u`;
}
