-- What happened, in the order it happened: the feed of connector events. What changed is put into a
-- queue by triggers, in the transaction of the change, so that the feed reads exactly that and never
-- a whole table; events and what was last known of a row are written in one transaction.

-- Makes the partitions of `months` months from the one `first_at` lies in, of a table partitioned by
-- one time; months are UTC's. Rows that the default partition has caught move to theirs. The new
-- table is attached when it is complete, so that reading and writing go on meanwhile. Returns what
-- was made.
create function ensure_month_partitions(parent regclass, first_at timestamptz, months int)
returns setof text language plpgsql as $$
declare
  home text;
  base text;
  time_column text;
  fallback regclass;
  columns text;
  month timestamp;
  low timestamptz;
  high timestamptz;
  made text;
begin
  perform pg_advisory_xact_lock(hashtextextended('partitions of ' || parent::text, 0));
  select n.nspname, c.relname, a.attname, nullif(p.partdefid, 0)::regclass
    into strict home, base, time_column, fallback
  from pg_partitioned_table p
  join pg_class c on c.oid = p.partrelid
  join pg_namespace n on n.oid = c.relnamespace
  join pg_attribute a on a.attrelid = c.oid and a.attnum = p.partattrs[0]
  where p.partrelid = parent;
  select string_agg(quote_ident(attname), ', ' order by attnum) into columns
  from pg_attribute where attrelid = parent and attnum > 0 and not attisdropped and attgenerated = '';
  for step in 0 .. months - 1 loop
    month := date_trunc('month', first_at at time zone 'UTC') + make_interval(months => step);
    made := base || to_char(month, '_YYYY_MM');
    continue when to_regclass(format('%I.%I', home, made)) is not null;
    low := month at time zone 'UTC';
    high := (month + interval '1 month') at time zone 'UTC';
    execute format('create table %I.%I (like %s including defaults including constraints including generated)',
      home, made, parent);
    if fallback is not null then
      execute format('lock table %s in access exclusive mode', fallback);
      execute format('with caught as (delete from %s where %I >= %L and %I < %L returning %s)
        insert into %I.%I (%s) select %s from caught',
        fallback, time_column, low, time_column, high, columns, home, made, columns, columns);
    end if;
    execute format('alter table %s attach partition %I.%I for values from (%L) to (%L)',
      parent, home, made, low, high);
    return next made;
  end loop;
end
$$;

-- Drops the month partitions that end at or before a moment, and what the default partition has of
-- that time. Returns what was dropped.
create function drop_month_partitions(parent regclass, before timestamptz)
returns setof text language plpgsql as $$
declare
  old record;
begin
  perform pg_advisory_xact_lock(hashtextextended('partitions of ' || parent::text, 0));
  for old in
    select i.inhrelid::regclass as name, c.relname, p.partdefid = c.oid as is_default, a.attname as time_column
    from pg_inherits i
    join pg_class c on c.oid = i.inhrelid
    join pg_partitioned_table p on p.partrelid = i.inhparent
    join pg_attribute a on a.attrelid = parent and a.attnum = p.partattrs[0]
    where i.inhparent = parent order by c.relname
  loop
    if old.is_default then
      execute format('delete from %s where %I < %L', old.name, old.time_column, before);
    elsif old.relname ~ '_\d{4}_\d{2}$'
      and (to_date(right(old.relname, 7), 'YYYY_MM') + interval '1 month') at time zone 'UTC' <= before
    then
      execute format('drop table %s', old.name);
      return next old.relname::text;
    end if;
  end loop;
end
$$;

-- Append-only, one partition a month; the default partition only catches a missed creation. An event
-- is never changed but for three things that follow its source row: the project it is in, the words
-- taken from it, and whether it is shown (`retracted_at`: the row is gone at the source, or was
-- edited and no longer says so; the words are dropped then).
create table connector_events (
  -- follows from what happened, so that the same is told once
  id uuid generated always as (md5(dedup_key)::uuid) stored,
  project_id uuid not null,
  account_scope_id uuid not null,
  kind text not null check (kind in (
    'message_sent', 'client_silent_started', 'approval_requested', 'scope_change_detected',
    'stage_started', 'stage_completed', 'issue_created', 'issue_blocked', 'issue_unblocked',
    'deal_stage_changed', 'invoice_sent', 'invoice_paid', 'note_logged', 'contact_updated',
    'process_started', 'process_finished', 'process_failed', 'process_warning')),
  -- null: work of the product itself
  connector text check (connector in ('chatwoot', 'linear', 'attio')),
  connection_id uuid,
  source_table text not null,
  source_id uuid not null,
  -- the vendor's own time, as far as there is one
  occurred_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  -- kind, source row, and what tells repetitions of the same kind apart
  dedup_key text not null,
  author text,
  snippet text check (length(snippet) <= 500),
  url text,
  data jsonb not null default '{}',
  retracted_at timestamptz,
  primary key (project_id, occurred_at, id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((connector is null) = (connection_id is null))
) partition by range (occurred_at);
create table connector_events_default partition of connector_events default;
-- the feed of a scope, newest first; of one project it is the primary key
create index connector_events_feed on connector_events (account_scope_id, occurred_at desc, id desc)
  where retracted_at is null;
create index connector_events_kind on connector_events (account_scope_id, kind, occurred_at desc, id desc)
  where retracted_at is null;
-- the events of a source row
create index connector_events_source on connector_events (source_id);

select ensure_month_partitions('connector_events', now() - interval '12 months', 16);
select ensure_month_partitions('audit_events', first_at,
  4 + extract(month from age(now(), first_at))::int + 12 * extract(year from age(now(), first_at))::int)
from (select coalesce(min(at), now()) as first_at from audit_events) a;

-- What was last known of a source row, for kinds of events that are told on change only.
create table connector_event_states (
  account_scope_id uuid not null,
  connection_id uuid not null,
  source_id uuid not null,
  aspect text not null,
  value jsonb not null,
  -- the vendor's time of the value
  at timestamptz,
  changes int not null default 0,
  primary key (connection_id, source_id, aspect),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade
);

-- Source rows to be looked at: those that changed, and those to be looked at again at a time.
create table connector_event_queue (
  id bigint generated always as identity primary key,
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  source_table text not null,
  source_ids uuid[] not null,
  due_at timestamptz not null default '-infinity'
);
create index connector_event_queue_due on connector_event_queue (account_scope_id, due_at, id);
create unique index connector_event_queue_again on connector_event_queue (source_table, source_ids, due_at)
  where due_at <> '-infinity';

-- Queues the rows a statement made or changed, at most 1,000 in a row of the queue. The argument
-- says which changes count, of the old row `o` and the new row `n`.
create function queue_connector_events() returns trigger language plpgsql as $$
begin
  execute format('
    insert into connector_event_queue (account_scope_id, source_table, source_ids)
    select account_scope_id, %L, array_agg(id)
    from (select n.account_scope_id, n.id, (row_number() over () - 1) / 1000 as part from new_rows n %s) r
    group by account_scope_id, part',
    tg_table_name,
    case when tg_op = 'UPDATE' then 'join old_rows o on o.id = n.id where ' || tg_argv[0] else '' end);
  return null;
end
$$;

create trigger connector_events_insert after insert on chatwoot_messages
  referencing new table as new_rows for each statement execute function queue_connector_events();
create trigger connector_events_update after update on chatwoot_messages
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.content_hash <> o.content_hash
    or n.project_id <> o.project_id or n.deleted_at is distinct from o.deleted_at');

create trigger connector_events_update after update on chatwoot_conversations
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.project_id <> o.project_id
    or n.contact_external_id is distinct from o.contact_external_id');

create trigger connector_events_insert after insert on chatwoot_contacts
  referencing new table as new_rows for each statement execute function queue_connector_events();
create trigger connector_events_update after update on chatwoot_contacts
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.deleted_at is distinct from o.deleted_at
    or (n.name, n.email, n.phone_number, n.identifier, n.company_name)
      is distinct from (o.name, o.email, o.phone_number, o.identifier, o.company_name)');

create trigger connector_events_insert after insert on linear_projects
  referencing new table as new_rows for each statement execute function queue_connector_events();
create trigger connector_events_update after update on linear_projects
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.content_hash <> o.content_hash
    or n.project_id <> o.project_id or n.deleted_at is distinct from o.deleted_at');

create trigger connector_events_insert after insert on linear_issues
  referencing new table as new_rows for each statement execute function queue_connector_events();
create trigger connector_events_update after update on linear_issues
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.content_hash <> o.content_hash
    or n.project_id <> o.project_id or n.deleted_at is distinct from o.deleted_at');

create trigger connector_events_insert after insert on attio_people
  referencing new table as new_rows for each statement execute function queue_connector_events();
create trigger connector_events_update after update on attio_people
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.content_hash <> o.content_hash
    or n.project_id <> o.project_id or n.deleted_at is distinct from o.deleted_at');

create trigger connector_events_insert after insert on attio_deals
  referencing new table as new_rows for each statement execute function queue_connector_events();
create trigger connector_events_update after update on attio_deals
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.content_hash <> o.content_hash
    or n.project_id <> o.project_id or n.deleted_at is distinct from o.deleted_at');

create trigger connector_events_insert after insert on attio_notes
  referencing new table as new_rows for each statement execute function queue_connector_events();
create trigger connector_events_update after update on attio_notes
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.content_hash <> o.content_hash
    or n.project_id <> o.project_id or n.deleted_at is distinct from o.deleted_at');

create trigger connector_events_insert after insert on sync_runs
  referencing new table as new_rows for each statement execute function queue_connector_events();
create trigger connector_events_update after update on sync_runs
  referencing old table as old_rows new table as new_rows for each statement
  execute function queue_connector_events('n.status <> o.status');

-- Runs of jobs know their scope by their job.
create function queue_job_run_events() returns trigger language plpgsql as $$
begin
  insert into connector_event_queue (account_scope_id, source_table, source_ids)
  select j.account_scope_id, 'job_runs', array[n.id]
  from new_rows n join jobs j on j.id = n.job_id;
  return null;
end
$$;

create trigger connector_events_insert after insert on job_runs
  referencing new table as new_rows for each statement execute function queue_job_run_events();
create trigger connector_events_update after update on job_runs
  referencing new table as new_rows for each statement execute function queue_job_run_events();

-- What was here before: as if it had just arrived.
insert into connector_event_queue (account_scope_id, source_table, source_ids)
select account_scope_id, source_table, array_agg(id)
from (
  select account_scope_id, source_table, id,
    (row_number() over (partition by account_scope_id, source_table order by id) - 1) / 1000 as part
  from (
    select account_scope_id, 'chatwoot_messages' as source_table, id from chatwoot_messages
    union all select account_scope_id, 'chatwoot_contacts', id from chatwoot_contacts
    union all select account_scope_id, 'linear_projects', id from linear_projects
    union all select account_scope_id, 'linear_issues', id from linear_issues
    union all select account_scope_id, 'attio_people', id from attio_people
    union all select account_scope_id, 'attio_deals', id from attio_deals
    union all select account_scope_id, 'attio_notes', id from attio_notes
    union all select account_scope_id, 'sync_runs', id from sync_runs
    union all select j.account_scope_id, 'job_runs', r.id from job_runs r join jobs j on j.id = r.job_id
  ) here
) numbered
group by account_scope_id, source_table, part;
