-- Tenancy, sign-in and audit.

create extension if not exists pg_trgm;

create table account_scopes (
  id uuid primary key default gen_random_uuid(),
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  locale text not null default 'en' check (locale in ('en', 'ru')),
  time_zone text not null default 'UTC',
  completeness_min_pct numeric(5, 2),
  created_at timestamptz not null default now()
);

-- One row per client engagement. Each scope has exactly one row of kind 'unassigned': rows whose
-- external item matches no binding live there, so that every business row has a project.
create table projects (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  kind text not null default 'client' check (kind in ('client', 'unassigned')),
  slug text not null check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  name text not null check (length(name) between 1 and 200),
  pinned_at timestamptz,
  archived_at timestamptz,
  created_at timestamptz not null default now(),
  unique (id, account_scope_id),
  unique (account_scope_id, slug)
);
create unique index projects_one_unassigned on projects (account_scope_id) where kind = 'unassigned';

create table sessions (
  id uuid primary key default gen_random_uuid(),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  login text not null,
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  -- null: all projects of the scope, also future ones
  project_id uuid,
  csrf_secret bytea not null check (octet_length(csrf_secret) = 32),
  locale text check (locale in ('en', 'ru')),
  theme text check (theme in ('light', 'dark')),
  user_agent text,
  ip text,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id)
    on delete set null (project_id)
);
create index sessions_expiry on sessions (expires_at);

create table api_tokens (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  name text not null check (length(name) between 1 and 100),
  token_hash bytea not null unique check (octet_length(token_hash) = 32),
  scopes text[] not null check (scopes <@ array['read', 'write'] and cardinality(scopes) > 0),
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table idempotency_keys (
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  key text not null check (length(key) between 1 and 255),
  request_hash bytea not null,
  status int,
  response jsonb,
  created_at timestamptz not null default now(),
  primary key (account_scope_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);

-- Append-only, one partition a month. The default partition only catches a missed creation.
create table audit_events (
  id uuid not null default gen_random_uuid(),
  account_scope_id uuid not null,
  project_id uuid,
  at timestamptz not null default now(),
  actor text not null,
  action text not null,
  entity text not null,
  entity_id text not null,
  request_id text,
  before jsonb,
  after jsonb,
  evidence jsonb not null default '[]' check (jsonb_array_length(evidence) <= 50),
  primary key (account_scope_id, at, id)
) partition by range (at);
create table audit_events_default partition of audit_events default;
create index audit_events_entity on audit_events (account_scope_id, entity, entity_id, at desc);
