-- Linear's rows. Teams, users, workflow states, labels and cycles belong to the connected workspace
-- as a whole; Linear projects, issues and what hangs on them belong to a project (the 'unassigned'
-- one while no binding matches). `deleted_reason` 'trashed' is a row in Linear's trash: its comments
-- and attachments share its fate, and come back with it.

alter table bindings drop constraint bindings_kind_check;
alter table bindings add constraint bindings_kind_check check (
  kind in ('account', 'inbox', 'label', 'contact_company', 'linear_team', 'linear_project')
);

create table linear_teams (
  id uuid generated always as (md5(connection_id::text || ':team:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  key text not null,
  name text not null,
  description text,
  private boolean not null,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table linear_users (
  id uuid generated always as (md5(connection_id::text || ':user:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text not null,
  display_name text not null,
  email text,
  active boolean not null,
  admin boolean not null,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table linear_workflow_states (
  id uuid generated always as (md5(connection_id::text || ':workflow_state:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  team_external_id text not null,
  name text not null,
  -- triage, backlog, unstarted, started, completed, canceled; others are kept as they come
  type text not null,
  color text,
  position double precision not null,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table linear_labels (
  id uuid generated always as (md5(connection_id::text || ':label:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  -- null: a label of the whole workspace
  team_external_id text,
  parent_external_id text,
  name text not null,
  color text,
  is_group boolean not null,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table linear_cycles (
  id uuid generated always as (md5(connection_id::text || ':cycle:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  team_external_id text not null,
  number int not null,
  name text,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  completed_at timestamptz,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table linear_projects (
  id uuid generated always as (md5(connection_id::text || ':project:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text not null,
  description text,
  url text not null,
  status text not null,
  -- backlog, planned, started, paused, completed, canceled; others are kept as they come
  status_type text not null,
  health text,
  lead_external_id text,
  team_external_ids text[] not null default '{}',
  start_date date,
  target_date date,
  started_at timestamptz,
  completed_at timestamptz,
  canceled_at timestamptz,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  unique (project_id, connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table linear_project_updates (
  id uuid generated always as (md5(connection_id::text || ':project_update:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  linear_project_external_id text not null,
  body text not null,
  -- onTrack, atRisk, offTrack; others are kept as they come
  health text not null,
  author_external_id text,
  author_name text,
  url text not null,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  unique (project_id, connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (project_id, connection_id, linear_project_external_id)
    references linear_projects (project_id, connection_id, external_id)
    on update cascade on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);
create index linear_project_updates_project
  on linear_project_updates (connection_id, linear_project_external_id, vendor_created_at desc);

create table linear_issues (
  id uuid generated always as (md5(connection_id::text || ':issue:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  -- ENG-12: it changes when the issue moves to another team
  identifier text not null,
  previous_identifiers text[] not null default '{}',
  title text not null,
  description text,
  url text not null,
  -- 0 none, 1 urgent, 2 high, 3 medium, 4 low
  priority double precision not null,
  estimate double precision,
  due_date date,
  team_external_id text not null,
  state_external_id text not null,
  assignee_external_id text,
  creator_external_id text,
  creator_name text,
  linear_project_external_id text,
  cycle_external_id text,
  parent_external_id text,
  label_external_ids text[] not null default '{}',
  started_at timestamptz,
  completed_at timestamptz,
  canceled_at timestamptz,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  unique (project_id, connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);
-- nothing is looked for by these, and statistics of them are most of the work of having any
alter table linear_issues alter column data set statistics 0, alter column description set statistics 0,
  alter column content_hash set statistics 0, alter column url set statistics 0;
-- open issues of a project, by how lately they changed
create index linear_issues_open on linear_issues (project_id, vendor_updated_at desc)
  where deleted_at is null and archived_at is null and completed_at is null and canceled_at is null;
-- overdue issues of a project
create index linear_issues_overdue on linear_issues (project_id, due_date)
  where deleted_at is null and archived_at is null and completed_at is null and canceled_at is null
    and due_date is not null;
-- what changed since; what was completed when
create index linear_issues_updated on linear_issues (project_id, vendor_updated_at desc, external_id)
  where deleted_at is null;
create index linear_issues_completed on linear_issues (project_id, completed_at)
  where deleted_at is null and completed_at is not null;

-- A comment belongs to an issue or to an update of a Linear project, and goes where that goes.
create table linear_comments (
  id uuid generated always as (md5(connection_id::text || ':comment:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  issue_external_id text,
  project_update_external_id text,
  parent_external_id text,
  body text not null,
  author_external_id text,
  author_name text,
  url text not null,
  edited_at timestamptz,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (project_id, connection_id, issue_external_id)
    references linear_issues (project_id, connection_id, external_id)
    on update cascade on delete cascade,
  foreign key (project_id, connection_id, project_update_external_id)
    references linear_project_updates (project_id, connection_id, external_id)
    on update cascade on delete cascade,
  check (num_nonnulls(issue_external_id, project_update_external_id) = 1),
  check ((deleted_at is null) = (deleted_reason is null))
);
alter table linear_comments alter column data set statistics 0, alter column body set statistics 0,
  alter column content_hash set statistics 0, alter column url set statistics 0;
create index linear_comments_issue on linear_comments (connection_id, issue_external_id, vendor_created_at)
  where issue_external_id is not null;
create index linear_comments_update
  on linear_comments (connection_id, project_update_external_id, vendor_created_at)
  where project_update_external_id is not null;
create index linear_comments_recent on linear_comments (project_id, vendor_created_at desc)
  where deleted_at is null;

create table linear_attachments (
  id uuid generated always as (md5(connection_id::text || ':attachment:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  issue_external_id text not null,
  url text not null,
  title text not null,
  subtitle text,
  source_type text,
  creator_external_id text,
  archived_at timestamptz,
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz not null,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (project_id, connection_id, issue_external_id)
    references linear_issues (project_id, connection_id, external_id)
    on update cascade on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);
create index linear_attachments_issue on linear_attachments (connection_id, issue_external_id);
