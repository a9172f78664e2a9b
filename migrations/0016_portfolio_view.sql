-- The portfolio's read model: one row a project with the figures of its tiles, refreshed after syncs
-- and after health, and the indexes that it and the charts beside it read.

-- How much a client is worth keeping well, 0 to 100: what is expected of it, how lively the talk is,
-- how well it is served, and less for each open risk. Null while health is not known.
create function client_value(expected_revenue numeric, messages_7d bigint, health numeric, open_risks bigint)
returns int immutable language sql as $$
  select case when health is not null then round(greatest(0, least(100,
    22 + least(28, 7 * log(1 + greatest(0, expected_revenue))) + least(16, 0.8 * messages_7d)
    + least(42, 0.42 * health) - least(30, 5.5 * open_risks))))::int end
$$;

-- Percent that may be taken off an offer to a client of this value without an approval.
create function discount_ceiling(value int) returns int immutable language sql as $$
  select case when value is null then null when value >= 85 then 18 when value >= 70 then 14
    when value >= 55 then 10 when value >= 40 then 7 else 5 end
$$;

-- Answers of the team to waiting clients: the first outgoing message after one or more incoming ones,
-- with the first of these. Private notes and deleted messages do not count. Finding them means reading
-- whole conversations in order, so they are kept; which conversations have changed is queued by
-- triggers, in the transaction of the change, and settled before the view is refreshed.
create table chatwoot_replies (
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  conversation_external_id text not null,
  message_external_id text not null,
  message_id uuid not null,
  author text,
  waiting_since timestamptz not null,
  at timestamptz not null,
  minutes float8 not null generated always as (extract(epoch from at - waiting_since) / 60) stored,
  primary key (project_id, connection_id, message_external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (project_id, connection_id, conversation_external_id)
    references chatwoot_conversations (project_id, connection_id, external_id)
    on update cascade on delete cascade
);
create index chatwoot_replies_times on chatwoot_replies (project_id, at) include (minutes);
create index chatwoot_replies_conversation on chatwoot_replies (connection_id, conversation_external_id);

create table chatwoot_replies_queue (
  connection_id uuid not null references connections (id) on delete cascade,
  conversation_external_id text not null
);

-- The argument: a query of (connection_id, conversation) whose answers may be others now.
create function queue_chatwoot_replies() returns trigger language plpgsql as $$
begin
  execute 'insert into chatwoot_replies_queue (connection_id, conversation_external_id) ' || tg_argv[0];
  return null;
end
$$;

create trigger chatwoot_replies_insert after insert on chatwoot_messages
  referencing new table as new_rows for each statement execute function queue_chatwoot_replies(
    'select distinct connection_id, conversation_external_id from new_rows');
-- a conversation that goes to another project takes its answers along by their key
create trigger chatwoot_replies_update after update on chatwoot_messages
  referencing old table as old_rows new table as new_rows for each statement execute function queue_chatwoot_replies(
    'select distinct n.connection_id, n.conversation_external_id from new_rows n join old_rows o on o.id = n.id
      where (n.direction, n.private, n.deleted_at, n.vendor_created_at, n.sender_name)
        is distinct from (o.direction, o.private, o.deleted_at, o.vendor_created_at, o.sender_name)');
create trigger chatwoot_replies_update after update on chatwoot_conversations
  referencing old table as old_rows new table as new_rows for each statement execute function queue_chatwoot_replies(
    'select n.connection_id, n.external_id from new_rows n join old_rows o on o.id = n.id
      where n.deleted_at is distinct from o.deleted_at');

-- Makes the answers in these conversations what their messages say; rows that are right stay as they
-- are. Nested loops over so many rows are never right, whatever statistics are still missing.
create function keep_chatwoot_replies(connection uuid, conversations text[]) returns void language sql
set enable_nestloop = off as $$
  with fresh as materialized (
    select project_id, account_scope_id, connection_id, conversation_external_id, external_id, id, sender_name,
      waiting_since, vendor_created_at
    from (
      select *, max(case when direction = 'incoming' and previous is distinct from 'incoming' then vendor_created_at end)
        over (partition by conversation_external_id order by vendor_created_at, number rows unbounded preceding)
        as waiting_since
      from (
        select m.project_id, m.account_scope_id, m.connection_id, m.conversation_external_id, m.external_id, m.id,
          m.sender_name, m.direction, m.vendor_created_at, m.external_id::bigint as number,
          lag(m.direction) over (partition by m.conversation_external_id
            order by m.vendor_created_at, m.external_id::bigint) as previous
        from chatwoot_messages m
        join chatwoot_conversations c on c.project_id = m.project_id and c.connection_id = m.connection_id
          and c.external_id = m.conversation_external_id
        where m.connection_id = connection and m.conversation_external_id = any (conversations)
          and c.connection_id = connection and c.external_id = any (conversations) and c.deleted_at is null
          and m.deleted_at is null and not m.private and m.direction in ('incoming', 'outgoing')
      ) spoken
    ) waited
    where direction = 'outgoing' and previous = 'incoming'
  ), gone as (
    delete from chatwoot_replies r
    where r.connection_id = connection and r.conversation_external_id = any (conversations)
      and not exists (select from fresh f where f.external_id = r.message_external_id)
  )
  insert into chatwoot_replies as r (project_id, account_scope_id, connection_id, conversation_external_id,
    message_external_id, message_id, author, waiting_since, at)
  select * from fresh
  on conflict (project_id, connection_id, message_external_id) do update
    set author = excluded.author, waiting_since = excluded.waiting_since, at = excluded.at
    where (r.author, r.waiting_since, r.at) is distinct from (excluded.author, excluded.waiting_since, excluded.at)
$$;

-- Brings the answers up to date with at most so many of the queue's entries. Returns how many there were.
create function settle_chatwoot_replies(most int) returns int language plpgsql as $$
declare
  touched record;
  entries int := 0;
begin
  for touched in
    with taken as (
      delete from chatwoot_replies_queue
      where ctid in (select ctid from chatwoot_replies_queue limit most for update skip locked)
      returning connection_id, conversation_external_id
    )
    select connection_id, array_agg(distinct conversation_external_id) as conversations, count(*)::int as entries
    from taken group by connection_id
  loop
    perform keep_chatwoot_replies(touched.connection_id, touched.conversations);
    entries := entries + touched.entries;
  end loop;
  return entries;
end
$$;

insert into chatwoot_replies_queue (connection_id, conversation_external_id)
select connection_id, external_id from chatwoot_conversations;

-- conversations of projects by their state: counted from the index alone
create index chatwoot_conversations_counts
  on chatwoot_conversations (project_id, status, vendor_created_at, last_activity_at)
  where deleted_at is null;
-- issues with a due date, with what tells whether they were late at a moment
create index linear_issues_late on linear_issues (project_id, due_date)
  include (vendor_created_at, completed_at, canceled_at, archived_at)
  where deleted_at is null and due_date is not null;
-- issues that wait for something
create index connector_event_states_blocked on connector_event_states (source_id)
  where aspect = 'blocked' and value = 'true'::jsonb;
-- open deals of a project
create index attio_deals_worth on attio_deals (project_id) include (stage, value, currency)
  where deleted_at is null;
-- agreements of projects by when they were made
create index agreements_times on agreements (project_id, agreed_at) where resolved_at is null and status <> 'dismissed';
-- health of projects by day
create index health_days_day on health_days (day, project_id) include (score);

create materialized view mv_portfolio_dashboard as
with zones as (
  select id as account_scope_id, currency, (now() at time zone time_zone)::date as today
  from account_scopes
), spoken as (
  select p.id as project_id,
    count(*) filter (where m.vendor_created_at >= now() - interval '7 days') as messages_7d,
    count(*) filter (where m.vendor_created_at < now() - interval '7 days') as messages_before
  from projects p
  join chatwoot_messages m on m.project_id = p.id and m.deleted_at is null and not m.private
    and m.direction in ('incoming', 'outgoing') and m.vendor_created_at >= now() - interval '14 days'
  group by p.id
), conversations as (
  select project_id, count(*) as conversations, count(*) filter (where status = 'open') as open_conversations,
    max(last_activity_at) as last_activity_at
  from chatwoot_conversations where deleted_at is null group by project_id
), issues as (
  select project_id, count(*) as open_issues
  from linear_issues
  where deleted_at is null and archived_at is null and completed_at is null and canceled_at is null
  group by project_id
), overdue as (
  select i.project_id, count(*) as overdue_issues
  from linear_issues i
  join zones z on z.account_scope_id = i.account_scope_id
  where i.deleted_at is null and i.archived_at is null and i.completed_at is null and i.canceled_at is null
    and i.due_date is not null and i.due_date < z.today
  group by i.project_id
), blocked as (
  select i.project_id, count(*) as blocked_issues
  from connector_event_states s
  join linear_issues i on i.id = s.source_id
  where s.aspect = 'blocked' and s.value = 'true'::jsonb
    and i.deleted_at is null and i.archived_at is null and i.completed_at is null and i.canceled_at is null
  group by i.project_id
), deals as (
  select d.project_id, count(*) as open_deals,
    -- what is in other currencies cannot be added; it is counted, so that the tile can say so
    coalesce(sum(d.value) filter (where d.currency = z.currency), 0) as expected_revenue,
    count(*) filter (where d.value > 0 and d.currency <> z.currency) as deals_elsewhere
  from attio_deals d
  join zones z on z.account_scope_id = d.account_scope_id
  where d.deleted_at is null and deal_outcome(d.stage) = 'open'
  group by d.project_id
), risky as (
  select project_id, count(*) as open_risks, max(severity) as risk_severity
  from risks where status <> 'closed' group by project_id
), noticed as (
  select project_id, count(*) as open_signals, max(severity) as signal_severity
  from signals where resolved_at is null and status in ('proposed', 'accepted') group by project_id
), chances as (
  select project_id, max(score) as upsell_score
  from upsell_items where resolved_at is null and status in ('proposed', 'accepted') group by project_id
), connected as (
  -- once a connection, however many projects it serves
  select c.id as connection_id, c.last_synced_at, r.completeness_pct, greatest(1, r.total) as weight
  from connections c
  left join lateral (
    select completeness_pct, total from reconciliation_runs r where r.connection_id = c.id
    order by at desc limit 1
  ) r on true
), sources as (
  select b.project_id, min(c.last_synced_at) as synced_at,
    sum(c.completeness_pct * c.weight) / nullif(sum(c.weight) filter (where c.completeness_pct is not null), 0)
      as completeness_pct
  from (select distinct project_id, connection_id from bindings) b
  join connected c on c.connection_id = b.connection_id
  group by b.project_id
)
select p.id as project_id, p.account_scope_id, p.kind,
  coalesce(m.messages_7d, 0)::int as messages_7d,
  coalesce(m.messages_before, 0)::int as messages_before,
  coalesce(c.conversations, 0)::int as conversations,
  coalesce(c.open_conversations, 0)::int as open_conversations,
  c.last_activity_at,
  coalesce(i.open_issues, 0)::int as open_issues,
  coalesce(o.overdue_issues, 0)::int as overdue_issues,
  coalesce(b.blocked_issues, 0)::int as blocked_issues,
  coalesce(d.open_deals, 0)::int as open_deals,
  coalesce(d.expected_revenue, 0) as expected_revenue,
  coalesce(d.deals_elsewhere, 0)::int as deals_elsewhere,
  z.currency,
  coalesce(r.open_risks, 0)::int as open_risks,
  r.risk_severity,
  coalesce(n.open_signals, 0)::int as open_signals,
  n.signal_severity,
  u.upsell_score,
  h.score as health,
  h.trust,
  client_value(coalesce(d.expected_revenue, 0), coalesce(m.messages_7d, 0), h.score, coalesce(r.open_risks, 0))
    as client_value,
  s.completeness_pct,
  s.synced_at,
  now() as as_of
from projects p
join zones z on z.account_scope_id = p.account_scope_id
left join spoken m on m.project_id = p.id
left join conversations c on c.project_id = p.id
left join issues i on i.project_id = p.id
left join overdue o on o.project_id = p.id
left join blocked b on b.project_id = p.id
left join deals d on d.project_id = p.id
left join risky r on r.project_id = p.id
left join noticed n on n.project_id = p.id
left join chances u on u.project_id = p.id
left join sources s on s.project_id = p.id
left join health_scores h on h.project_id = p.id;

-- what refreshing without a lock on readers needs
create unique index mv_portfolio_dashboard_project on mv_portfolio_dashboard (project_id);
create index mv_portfolio_dashboard_scope on mv_portfolio_dashboard (account_scope_id);
