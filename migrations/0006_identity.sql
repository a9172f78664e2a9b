-- The identity graph. Records of all sources in one neutral form, what is proposed about them, what
-- people decided, and what follows: groups of records that are one entity. Scope-wide, as contacts are.

create table identity_records (
  id uuid generated always as (md5(account_scope_id::text || ':' || kind || ':' || source || ':' || source_id)::uuid) stored
    primary key,
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  kind text not null check (kind in ('person', 'company', 'deal', 'project')),
  -- connector, or 'email' for companies known by an e-mail domain alone
  source text not null,
  -- unique within source and kind; begins with the connection where there is one
  source_id text not null,
  -- made from what people's records say about their company, not a record of its own at the source
  derived boolean not null default false,
  -- contact: someone outside; user: someone of the team
  role text check (role in ('contact', 'user')),
  name text,
  given_name text,
  surname text,
  emails text[] not null default '{}',
  phones text[] not null default '{}',
  company text,
  domains text[] not null default '{}',
  -- ids of conversations with several people, for people who took part in them
  conversations text[] not null default '{}',
  -- source_ids of companies that the source itself links it to
  refs text[] not null default '{}',
  -- when the person last did something, or the row last changed: which value is newest
  active_at timestamptz,
  content_hash bytea not null,
  deleted_at timestamptz,
  unique (account_scope_id, kind, source, source_id),
  unique (account_scope_id, id)
);
create index identity_records_kind on identity_records (account_scope_id, kind) where deleted_at is null;

-- Normalised values, made again when the record or the way of making them changes.
create table identity_features (
  record_id uuid primary key references identity_records (id) on delete cascade,
  account_scope_id uuid not null,
  kind text not null,
  made_from text not null,
  given_name text,
  surname text,
  emails text[] not null,
  -- E.164, or ~ and the last digits of a number without a country
  phones text[] not null,
  company text,
  company_key text,
  domains text[] not null,
  conversations text[] not null,
  -- folded words of a company's, deal's or project's name
  tokens text[] not null
);
create index identity_features_kind on identity_features (account_scope_id, kind);
create index identity_features_domains on identity_features using gin (domains);

create table identity_suggestions (
  id uuid generated always as (md5(account_scope_id::text || ':' || link || ':' || left_id::text || ':' || right_id::text)::uuid) stored
    primary key,
  account_scope_id uuid not null,
  -- same: two records of one entity; the others: left belongs to the company on the right
  link text not null check (link in ('same', 'works_at', 'deal_of', 'project_of')),
  kind text not null check (kind in ('person', 'company', 'deal', 'project')),
  left_id uuid not null,
  right_id uuid not null,
  confidence numeric(4, 3) not null check (confidence between 0 and 1),
  -- [{field, level, bits}], the strongest first
  reasons jsonb not null,
  -- smallest record of the group that all proposals about it would make
  group_id uuid not null,
  status text not null default 'open' check (status in ('open', 'applied', 'dismissed')),
  dismiss_reason text,
  decided_at timestamptz,
  decided_by text,
  created_at timestamptz not null default now(),
  unique (account_scope_id, link, left_id, right_id),
  unique (account_scope_id, id),
  foreign key (account_scope_id, left_id) references identity_records (account_scope_id, id) on delete cascade,
  foreign key (account_scope_id, right_id) references identity_records (account_scope_id, id) on delete cascade,
  check (left_id <> right_id and (link <> 'same' or left_id < right_id)),
  check ((status = 'open') = (decided_at is null)),
  check ((status = 'dismissed') = (dismiss_reason is not null))
);
-- pages of open suggestions, the surest first
create index identity_suggestions_page on identity_suggestions (account_scope_id, status, confidence desc, id desc);
create index identity_suggestions_right on identity_suggestions (account_scope_id, right_id);

-- What people applied.
create table identity_links (
  account_scope_id uuid not null,
  link text not null,
  left_id uuid not null,
  right_id uuid not null,
  suggestion_id uuid not null,
  applied_at timestamptz not null,
  applied_by text not null,
  primary key (account_scope_id, link, left_id, right_id),
  foreign key (account_scope_id, suggestion_id) references identity_suggestions (account_scope_id, id)
    on delete cascade
);
create index identity_links_right on identity_links (account_scope_id, right_id);

-- Groups of records joined by applied links, and the values that stand for the group.
create table identity_clusters (
  id uuid primary key,
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  kind text not null,
  -- by field: {value, record_id, rule, others: [{value, record_id}]}
  survivors jsonb not null,
  -- by field: the record whose value a person chose
  chosen jsonb not null default '{}',
  unique (account_scope_id, id)
);

create table identity_members (
  record_id uuid primary key,
  account_scope_id uuid not null,
  cluster_id uuid not null,
  foreign key (account_scope_id, record_id) references identity_records (account_scope_id, id) on delete cascade,
  foreign key (account_scope_id, cluster_id) references identity_clusters (account_scope_id, id) on delete cascade
);
create index identity_members_cluster on identity_members (cluster_id);

-- History, append-only: what was decided, and the groups before and after it.
create table identity_changes (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  number bigint generated always as identity,
  at timestamptz not null default now(),
  actor text not null,
  action text not null check (action in ('applied', 'dismissed', 'undone')),
  -- the change that this one takes back; each at most once
  undoes uuid unique references identity_changes (id) on delete cascade,
  suggestion_id uuid not null,
  link text not null,
  left_id uuid not null,
  right_id uuid not null,
  -- {suggestion, clusters: [{id, members, survivors, chosen}]}
  before jsonb not null,
  after jsonb not null,
  check ((action = 'undone') = (undoes is not null))
);
create index identity_changes_page on identity_changes (account_scope_id, number desc);
create index identity_changes_suggestion on identity_changes (suggestion_id);

-- What the last preview saw and learned: unchanged records need no new one.
create table identity_previews (
  account_scope_id uuid primary key references account_scopes (id) on delete cascade,
  fingerprint text not null,
  at timestamptz not null,
  -- by kind: {records, candidates, proposed, model}
  figures jsonb not null
);
