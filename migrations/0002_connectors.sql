-- What is connected, to what, and how far it has been read.

create table connections (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  connector text not null check (connector in ('chatwoot', 'linear', 'attio')),
  base_url text not null,
  external_account_id text not null,
  -- where the token comes from: the environment, or (later) an encrypted value kept here
  token_source text not null default 'environment' check (token_source in ('environment', 'stored')),
  token_ciphertext bytea,
  status text not null default 'new'
    check (status in ('new', 'ok', 'syncing', 'needs_attention', 'paused')),
  -- why attention is needed: {code, message, fix}
  status_detail jsonb,
  capabilities jsonb not null default '{}',
  last_synced_at timestamptz,
  created_at timestamptz not null default now(),
  unique (id, account_scope_id),
  unique (account_scope_id, connector, base_url, external_account_id)
);

-- A project is bound to an external scope; an item matching no binding stays unassigned.
create table bindings (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null,
  project_id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('account', 'inbox', 'label', 'contact_company')),
  -- inbox id, label title or company name; '*' for the whole account
  external_id text not null,
  created_at timestamptz not null default now(),
  unique (connection_id, kind, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id)
    on delete cascade
);
create index bindings_project on bindings (project_id);

create table sync_cursors (
  connection_id uuid not null references connections (id) on delete cascade,
  stream text not null,
  -- T0 of the last walk that finished, by the vendor's clock
  watermark timestamptz,
  -- where an unfinished walk stands; null between walks
  position jsonb,
  completed_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (connection_id, stream)
);

create table sync_runs (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null,
  connection_id uuid not null,
  mode text not null check (mode in ('incremental', 'full')),
  trigger text not null check (trigger in ('schedule', 'manual', 'start')),
  status text not null default 'running' check (status in ('running', 'succeeded', 'failed', 'stopped')),
  stop_requested boolean not null default false,
  -- per stream: {records, upserted, unchanged, tombstoned, errors}
  streams jsonb not null default '{}',
  error jsonb,
  lease_owner text,
  lease_until timestamptz,
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id)
    on delete cascade
);
create unique index sync_runs_one_running on sync_runs (connection_id) where status = 'running';
create index sync_runs_recent on sync_runs (connection_id, started_at desc);

-- One row per failing unit. A dead letter stays dead until a person retries it.
create table error_queue (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null,
  connection_id uuid not null,
  stream text not null,
  unit text not null check (unit in ('record', 'page', 'stream')),
  external_id text not null,
  error_class text not null,
  code text not null,
  message text not null,
  payload jsonb,
  attempts int not null default 1 check (attempts >= 1),
  status text not null default 'waiting'
    check (status in ('waiting', 'dead_letter', 'resolved', 'dismissed')),
  dismiss_reason text,
  next_attempt_at timestamptz,
  first_failed_at timestamptz not null default now(),
  last_failed_at timestamptz not null default now(),
  resolved_at timestamptz,
  unique (connection_id, stream, unit, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id)
    on delete cascade,
  check (status <> 'dismissed' or dismiss_reason is not null)
);
create index error_queue_due on error_queue (next_attempt_at) where status = 'waiting';

create table reconciliation_runs (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null,
  connection_id uuid not null,
  sync_run_id uuid references sync_runs (id) on delete set null,
  at timestamptz not null default now(),
  -- per stream: {source, local, missing, extra, stale, duplicates}; per join: {total, joined}
  streams jsonb not null,
  joins jsonb not null,
  total bigint not null,
  missing bigint not null,
  completeness_pct numeric(5, 2) not null check (completeness_pct between 0 and 100),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id)
    on delete cascade
);
create index reconciliation_latest on reconciliation_runs (connection_id, at desc);

-- A stored reference to a source row with its snippet: what figures point at.
create table evidence (
  project_id uuid not null,
  account_scope_id uuid not null,
  source text not null,
  source_table text not null,
  source_id uuid not null,
  occurred_at timestamptz not null,
  author text,
  snippet text not null,
  url text,
  primary key (project_id, source_table, source_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade
);
create index evidence_recent on evidence (project_id, occurred_at desc);
