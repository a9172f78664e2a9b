-- What is concluded from the rows of the sources: signals, actions, risks, chances to sell, promises,
-- agreements, health, costs, days and digests. Every conclusion has the rows it was drawn from, and a
-- cause: a text that names what it is about, so that the same is concluded once, and a rerun on the
-- same rows changes nothing.

-- Office hours: what response times are counted in. ISO days of the week, local times of the scope.
alter table account_scopes
  add column business_days int[] not null default '{1,2,3,4,5}'
    check (business_days <@ array[1, 2, 3, 4, 5, 6, 7] and cardinality(business_days) > 0),
  add column business_from time not null default '09:00',
  add column business_to time not null default '18:00',
  add column currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  add column hourly_rate numeric(10, 2) check (hourly_rate >= 0),
  add constraint business_hours_in_order check (business_from < business_to);

-- Rows behind a conclusion: [{"table", "id", "words"?}], newest first, at most 50.
create function is_evidence(refs jsonb) returns boolean immutable language sql as $$
  select jsonb_typeof(refs) = 'array' and jsonb_array_length(refs) <= 50
$$;

-- What became of a deal, by the name of its stage: workspaces name their stages themselves. Classes of
-- letters for Cyrillic, since not every database's locale knows its cases.
create function deal_outcome(stage text) returns text immutable language sql as $$
  select case
    when stage ~* '\mlost\M|\mdisqualified\M|\mcancell?ed\M|\mrejected\M' or stage ~ '[Пп]роигра|[Пп]отеря|[Оо]тказ' then 'lost'
    when stage ~* '\mwon\M' or stage ~ '[Вв]ыигра|[Уу]спе(х|ш)|[Дд]оговор подписан' then 'won'
    else 'open' end
$$;

-- Something noticed in a project.
create table signals (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  account_scope_id uuid not null,
  kind text not null check (kind in (
    'delivery_risk', 'commercial_pressure', 'upsell_intent', 'urgency_increase', 'scope_creep',
    'sentiment_drop', 'client_silent', 'slow_response', 'delivery_overdue', 'blocker_age',
    'deal_without_next_step', 'deal_stalled')),
  -- what it is about: 'conversation:<id>', 'linear_project:<id>', 'issue:<id>', 'deal:<id>', 'project'
  cause text not null,
  severity int not null check (severity between 1 and 5),
  confidence numeric(3, 2) not null check (confidence between 0 and 1),
  -- the figures its sentence is made of
  facts jsonb not null default '{}',
  evidence jsonb not null default '[]' check (is_evidence(evidence)),
  -- when it happened, by the newest row behind it
  occurred_at timestamptz not null,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'dismissed', 'done')),
  reason text check (length(reason) between 1 and 1000),
  decided_at timestamptz,
  decided_by text,
  raised_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  -- the cause is gone
  resolved_at timestamptz,
  unique (id, project_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  check ((status = 'dismissed') = (reason is not null)),
  check ((status = 'proposed') = (decided_at is null))
);
-- one per cause while the cause lasts
create unique index signals_one_per_cause on signals (project_id, kind, cause) where resolved_at is null;
-- what needs attention: open signals of a project, worst first
create index signals_open on signals (project_id, severity desc, occurred_at desc)
  where resolved_at is null and status in ('proposed', 'accepted');
create index signals_page on signals (account_scope_id, severity desc, occurred_at desc, id)
  where resolved_at is null;

-- What to do about a signal.
create table next_actions (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  account_scope_id uuid not null,
  signal_id uuid not null,
  action text not null check (action in (
    'call_client', 'reply', 'agree_plan', 'clarify_scope', 'prepare_offer', 'unblock', 'replan',
    'set_next_step', 'check_in', 'escalate')),
  priority int not null check (priority between 1 and 5),
  due_on date not null,
  owner text,
  draft text not null,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'done', 'dismissed')),
  reason text check (length(reason) between 1 and 1000),
  decided_at timestamptz,
  decided_by text,
  raised_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  -- its signal is gone, or asks for something else by now
  closed_at timestamptz,
  unique (signal_id, action),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (signal_id, project_id) references signals (id, project_id) on delete cascade,
  check ((status = 'dismissed') = (reason is not null)),
  check ((status = 'proposed') = (decided_at is null))
);
create index next_actions_open on next_actions (account_scope_id, priority desc, due_on, id)
  where closed_at is null and status in ('proposed', 'accepted');
create index next_actions_project on next_actions (project_id, priority desc, due_on)
  where closed_at is null and status in ('proposed', 'accepted');

-- A chance to sell: a client's words, or an open deal beside the others of its scope.
create table upsell_items (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  account_scope_id uuid not null,
  kind text not null check (kind in ('words', 'deal')),
  cause text not null,
  -- 0 to 100
  score int not null check (score between 0 and 100),
  confidence numeric(3, 2) not null check (confidence between 0 and 1),
  value numeric,
  currency text,
  facts jsonb not null default '{}',
  evidence jsonb not null default '[]' check (is_evidence(evidence)),
  occurred_at timestamptz not null,
  status text not null default 'proposed' check (status in ('proposed', 'accepted', 'dismissed', 'done')),
  reason text check (length(reason) between 1 and 1000),
  decided_at timestamptz,
  decided_by text,
  raised_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  resolved_at timestamptz,
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  check ((status = 'dismissed') = (reason is not null)),
  check ((status = 'proposed') = (decided_at is null))
);
create unique index upsell_items_one_per_cause on upsell_items (project_id, kind, cause) where resolved_at is null;
create index upsell_items_page on upsell_items (account_scope_id, score desc, id) where resolved_at is null;

-- A promise that needs work to be done: in a chat, or as the next step of a deal that was won.
create table continuity_items (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  account_scope_id uuid not null,
  kind text not null check (kind in ('promise', 'won_deal')),
  cause text not null,
  -- the words of the promise, as they were said
  quote text not null,
  promised_at timestamptz not null,
  due_on date,
  evidence jsonb not null default '[]' check (is_evidence(evidence)),
  -- the issue as it would be made
  title text not null check (length(title) between 1 and 250),
  description text not null,
  status text not null default 'proposed'
    check (status in ('proposed', 'applying', 'applied', 'exported', 'dismissed')),
  reason text check (length(reason) between 1 and 1000),
  -- where the issue is to be made, from when that was begun: a repetition goes to the same place
  issue_connection_id uuid,
  issue_team_external_id text,
  issue_project_external_id text,
  -- the issue that was made: Linear's id, its short name and address
  issue_external_id text,
  issue_identifier text,
  issue_url text,
  decided_at timestamptz,
  decided_by text,
  raised_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  resolved_at timestamptz,
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  check ((status = 'dismissed') = (reason is not null)),
  check (status <> 'applied' or issue_external_id is not null),
  check (status <> 'applying' or issue_connection_id is not null)
);
create unique index continuity_items_one_per_cause on continuity_items (project_id, cause) where resolved_at is null;
create index continuity_items_page on continuity_items (account_scope_id, promised_at desc, id)
  where resolved_at is null;

-- What was agreed in a chat: a yes to something asked, or terms said by one side and taken by the other.
create table agreements (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  account_scope_id uuid not null,
  kind text not null check (kind in ('approval', 'terms', 'price', 'deadline')),
  cause text not null,
  quote text not null,
  agreed_at timestamptz not null,
  agreed_by text,
  evidence jsonb not null default '[]' check (is_evidence(evidence)),
  status text not null default 'noted' check (status in ('noted', 'confirmed', 'dismissed')),
  reason text check (length(reason) between 1 and 1000),
  decided_at timestamptz,
  decided_by text,
  raised_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  resolved_at timestamptz,
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  check ((status = 'dismissed') = (reason is not null)),
  check ((status = 'noted') = (decided_at is null))
);
create unique index agreements_one_per_cause on agreements (project_id, cause) where resolved_at is null;
create index agreements_page on agreements (project_id, agreed_at desc, id) where resolved_at is null;

-- What may go wrong.
create table risks (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  account_scope_id uuid not null,
  -- where it comes from: a strong signal, the same signal again and again, a deal that may be lost
  origin text not null check (origin in ('signal', 'pattern', 'radar', 'person')),
  cause text not null,
  kind text not null,
  severity int not null check (severity between 1 and 5),
  probability numeric(3, 2) not null check (probability between 0 and 1),
  facts jsonb not null default '{}',
  evidence jsonb not null default '[]' check (is_evidence(evidence)),
  -- name of the playbook in the catalogue
  playbook text not null,
  status text not null default 'open' check (status in ('open', 'mitigating', 'closed')),
  closed_because text check (closed_because in ('cause_gone', 'person')),
  reason text check (length(reason) between 1 and 1000),
  decided_at timestamptz,
  decided_by text,
  opened_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  closed_at timestamptz,
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  check ((status = 'closed') = (closed_at is not null)),
  check ((status = 'closed') = (closed_because is not null))
);
create unique index risks_one_per_cause on risks (project_id, cause) where status <> 'closed';
create index risks_open on risks (project_id, severity desc, probability desc) where status <> 'closed';
create index risks_page on risks (account_scope_id, severity desc, opened_at desc, id) where status <> 'closed';
-- counts of each day are made from openings and closings
create index risks_times on risks (project_id, opened_at, closed_at);

-- Health as it is now, with what it is made of; one row a project.
create table health_scores (
  project_id uuid primary key,
  account_scope_id uuid not null,
  score numeric(5, 2) not null check (score between 0 and 100),
  -- trust in the figures themselves, beside it: 0 to 100
  trust numeric(5, 2) not null check (trust between 0 and 100),
  -- [{"factor", "weight", "value", "points", "change", "evidence"}]
  factors jsonb not null,
  changed_at timestamptz not null default now(),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade
);

-- Health at the end of each day of the scope; today's row follows the score.
create table health_days (
  project_id uuid not null,
  account_scope_id uuid not null,
  day date not null,
  score numeric(5, 2) not null,
  trust numeric(5, 2) not null,
  factors jsonb not null,
  primary key (project_id, day),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade
) partition by range (day);
create table health_days_default partition of health_days default;

-- Money spent on a project. What was imported is known by its key, so that a file read twice counts once.
create table cost_entries (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  account_scope_id uuid not null,
  incurred_on date not null,
  amount numeric(14, 2) not null check (amount <> 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  category text not null check (length(category) between 1 and 100),
  note text check (length(note) <= 1000),
  origin text not null check (origin in ('manual', 'csv')),
  import_key text,
  created_at timestamptz not null default now(),
  unique (project_id, import_key),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade
);
create index cost_entries_day on cost_entries (project_id, incurred_on desc, id);

-- Figures of each day, in the scope's time zone: what charts of long ranges read.
create table project_days (
  project_id uuid not null,
  account_scope_id uuid not null,
  day date not null,
  messages_in int not null default 0,
  messages_out int not null default 0,
  contacts int not null default 0,
  responses int not null default 0,
  response_median_minutes numeric,
  response_p90_minutes numeric,
  issues_completed int not null default 0,
  issues_created int not null default 0,
  issues_overdue int not null default 0,
  open_risks int not null default 0,
  risk_severity_mean numeric(3, 2),
  upsell_score int,
  agreements int not null default 0,
  costs numeric(14, 2),
  pipeline numeric(16, 2),
  completeness_pct numeric(5, 2),
  primary key (project_id, day),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade
) partition by range (day);
create table project_days_default partition of project_days default;

-- What changed in a day or a week, for one project or (without one) for the scope.
create table digests (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  project_id uuid,
  kind text not null check (kind in ('daily', 'weekly')),
  -- first and last local day
  first_day date not null,
  last_day date not null,
  content jsonb not null,
  created_at timestamptz not null default now(),
  unique nulls not distinct (account_scope_id, project_id, kind, first_day),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  check (first_day <= last_day)
);
create index digests_page on digests (account_scope_id, first_day desc, id);
