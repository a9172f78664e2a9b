-- Attio's rows. Lists and members belong to the connected workspace as a whole; records, entries,
-- notes and tasks belong to a project (the 'unassigned' one while no binding covers them). Attio
-- keeps no time of change: `vendor_updated_at` is when the newest value was set, which a cleared value
-- does not move, and is for showing only. A merge makes a new record: the old ones are buried as
-- 'merged' and say in `merged_into` what they became.

alter table bindings drop constraint bindings_kind_check;
alter table bindings add constraint bindings_kind_check check (
  kind in ('account', 'inbox', 'label', 'contact_company', 'linear_team', 'linear_project',
    'attio_company', 'attio_list')
);

create table attio_workspace_members (
  id uuid generated always as (md5(connection_id::text || ':workspace_member:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text not null,
  email text not null,
  -- admin, member, suspended; others are kept as they come
  access_level text not null,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table attio_lists (
  id uuid generated always as (md5(connection_id::text || ':list:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  slug text not null,
  name text not null,
  -- slugs of the objects whose records it takes
  parent_objects text[] not null default '{}',
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table attio_companies (
  id uuid generated always as (md5(connection_id::text || ':company:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text,
  domains text[] not null default '{}',
  description text,
  web_url text,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  merged_into text,
  primary key (connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null)),
  check (merged_into is null or deleted_reason is not distinct from 'merged')
);
create index attio_companies_project on attio_companies (project_id) where deleted_at is null;
create index attio_companies_domains on attio_companies using gin (domains);

create table attio_people (
  id uuid generated always as (md5(connection_id::text || ':person:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text,
  first_name text,
  last_name text,
  emails text[] not null default '{}',
  phones text[] not null default '{}',
  job_title text,
  company_external_id text,
  web_url text,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  merged_into text,
  primary key (connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null)),
  check (merged_into is null or deleted_reason is not distinct from 'merged')
);
create index attio_people_project on attio_people (project_id) where deleted_at is null;
create index attio_people_emails on attio_people using gin (emails);
-- who follows a company
create index attio_people_company on attio_people (connection_id, company_external_id)
  where company_external_id is not null;

create table attio_deals (
  id uuid generated always as (md5(connection_id::text || ':deal:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text,
  stage text,
  -- since when the deal is at its stage
  stage_since timestamptz,
  value numeric,
  currency text,
  owner_external_id text,
  company_external_id text,
  person_external_ids text[] not null default '{}',
  next_step text,
  next_step_due date,
  expected_close date,
  web_url text,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  merged_into text,
  primary key (connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null)),
  check (merged_into is null or deleted_reason is not distinct from 'merged')
);
create index attio_deals_company on attio_deals (connection_id, company_external_id)
  where company_external_id is not null;

create table attio_entries (
  id uuid generated always as (md5(connection_id::text || ':entry:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  list_external_id text not null,
  parent_object text not null,
  parent_record_external_id text not null,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);
create index attio_entries_list on attio_entries (connection_id, list_external_id);
create index attio_entries_parent on attio_entries (connection_id, parent_record_external_id);

create table attio_notes (
  id uuid generated always as (md5(connection_id::text || ':note:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  parent_object text not null,
  parent_record_external_id text not null,
  title text not null,
  content text not null,
  author_external_id text,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);
create index attio_notes_parent on attio_notes (connection_id, parent_record_external_id);
create index attio_notes_recent on attio_notes (project_id, vendor_created_at desc) where deleted_at is null;

create table attio_tasks (
  id uuid generated always as (md5(connection_id::text || ':task:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  content text not null,
  deadline_at timestamptz,
  completed boolean not null,
  completed_at timestamptz,
  linked_record_external_ids text[] not null default '{}',
  assignee_external_ids text[] not null default '{}',
  author_external_id text,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  first_seen_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);
create index attio_tasks_linked on attio_tasks using gin (linked_record_external_ids);
-- open tasks of a project by when they are due
create index attio_tasks_open on attio_tasks (project_id, deadline_at)
  where deleted_at is null and not completed;

-- Which project records belong to, the most deliberate binding first: of the company itself, of a
-- list the record is in, then of the company that a person or a deal belongs to, then of a list that
-- company is in; among equals the older binding. Records that no binding covers are left out.
create function attio_places(connection uuid, records text[])
returns table (record_external_id text, project_id uuid) language sql stable as $$
  with asked as (
    select a.record, coalesce(p.company_external_id, d.company_external_id) as company
    from (select distinct unnest(records) as record) a
    left join attio_people p on p.connection_id = connection and p.external_id = a.record
    left join attio_deals d on d.connection_id = connection and d.external_id = a.record
  ), named as (
    select record, record as by, 0 as rank from asked
    union all
    select record, company, 2 from asked where company is not null
  ), covered as (
    select n.record, n.rank, b.project_id, b.created_at, b.id
    from named n
    join bindings b on b.connection_id = connection and b.kind = 'attio_company' and b.external_id = n.by
    union all
    select n.record, n.rank + 1, b.project_id, b.created_at, b.id
    from named n
    join attio_entries e on e.connection_id = connection and e.parent_record_external_id = n.by
      and e.deleted_at is null
    join bindings b on b.connection_id = connection and b.kind = 'attio_list'
      and b.external_id = e.list_external_id
  )
  select distinct on (c.record) c.record, c.project_id
  from covered c order by c.record, c.rank, c.created_at, c.id
$$;

-- A record's JSON is some kilobytes: LZ4, where the server has it, packs it many times faster.
do $$
declare
  name text;
begin
  foreach name in array array['attio_companies', 'attio_people', 'attio_deals', 'attio_entries'] loop
    execute format('alter table %I alter column data set compression lz4', name);
  end loop;
exception when feature_not_supported or invalid_parameter_value then
  null;
end
$$;
