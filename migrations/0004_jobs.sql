-- Recurring background work. Deno.cron only ticks; a due job is claimed here under a lease.

create table jobs (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  name text not null,
  cadence_seconds int not null check (cadence_seconds > 0),
  timeout_seconds int not null check (timeout_seconds > 0),
  next_run_at timestamptz not null default now(),
  paused_at timestamptz,
  lease_owner text,
  lease_until timestamptz,
  consecutive_failures int not null default 0,
  -- who asked for the next run and how, when a person did: {trigger, mode, connector}
  request jsonb,
  unique (account_scope_id, name),
  check ((lease_owner is null) = (lease_until is null))
);
create index jobs_due on jobs (next_run_at) where paused_at is null;

create table job_runs (
  id uuid primary key default gen_random_uuid(),
  job_id uuid not null references jobs (id) on delete cascade,
  owner text not null,
  status text not null default 'running'
    check (status in ('running', 'succeeded', 'failed', 'timed_out', 'abandoned', 'stopped')),
  started_at timestamptz not null default now(),
  finished_at timestamptz,
  error jsonb
);
create index job_runs_recent on job_runs (job_id, started_at desc);
create unique index job_runs_one_running on job_runs (job_id) where status = 'running';
