-- Chatwoot's rows. Inboxes, agents, labels and contacts belong to the connected account as a whole;
-- conversations and messages belong to a project (the 'unassigned' one while no binding matches).
-- `id` is our own and follows from the vendor's, so a repeated sync makes the same rows.

create table chatwoot_inboxes (
  id uuid generated always as (md5(connection_id::text || ':inbox:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text not null,
  channel text not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table chatwoot_agents (
  id uuid generated always as (md5(connection_id::text || ':agent:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text not null,
  email text,
  role text,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table chatwoot_labels (
  id uuid generated always as (md5(connection_id::text || ':label:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  title text not null,
  color text,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);

create table chatwoot_contacts (
  id uuid generated always as (md5(connection_id::text || ':contact:' || external_id)::uuid) stored unique,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  name text,
  email text,
  phone_number text,
  identifier text,
  company_name text,
  -- listed by GET /contacts: has e-mail, phone or identifier. Others are seen only in conversations
  resolved boolean not null,
  vendor_created_at timestamptz,
  last_activity_at timestamptz,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (connection_id, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);
create index chatwoot_contacts_name on chatwoot_contacts using gin (name gin_trgm_ops);

create table chatwoot_conversations (
  id uuid generated always as (md5(connection_id::text || ':conversation:' || external_id)::uuid) stored unique,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  inbox_external_id text not null,
  -- null when the vendor sends no sender
  contact_external_id text,
  assignee_external_id text,
  status text not null,
  priority text,
  labels text[] not null default '{}',
  vendor_created_at timestamptz not null,
  last_activity_at timestamptz not null,
  waiting_since timestamptz,
  first_reply_at timestamptz,
  snoozed_until timestamptz,
  -- greatest message id known to be followed by no unseen older one: where reading goes on
  message_cursor text,
  -- newest message by the list's own word: it must be here when the conversation is complete
  last_message_external_id text,
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
create index chatwoot_conversations_activity on chatwoot_conversations (project_id, last_activity_at desc, external_id)
  where deleted_at is null;
create index chatwoot_conversations_inbox on chatwoot_conversations (connection_id, inbox_external_id);
create index chatwoot_conversations_contact on chatwoot_conversations (connection_id, contact_external_id);

-- project_id leads the key, so that the table can be split by project without a rewrite; a move of
-- the conversation to another project takes its messages along.
create table chatwoot_messages (
  id uuid generated always as (md5(connection_id::text || ':message:' || external_id)::uuid) stored,
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  external_id text not null,
  conversation_external_id text not null,
  -- incoming, outgoing, activity, template; an unknown number is kept as text
  direction text not null,
  private boolean not null,
  content text,
  content_type text not null,
  status text,
  sender_kind text,
  sender_external_id text,
  sender_name text,
  attachments jsonb not null default '[]',
  vendor_created_at timestamptz not null,
  data jsonb not null,
  content_hash bytea not null,
  vendor_updated_at timestamptz,
  seen_at timestamptz not null,
  deleted_at timestamptz,
  deleted_reason text,
  primary key (project_id, connection_id, external_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (project_id, connection_id, conversation_external_id)
    references chatwoot_conversations (project_id, connection_id, external_id)
    on update cascade on delete cascade,
  check ((deleted_at is null) = (deleted_reason is null))
);
create index chatwoot_messages_id on chatwoot_messages (id);
create index chatwoot_messages_thread
  on chatwoot_messages (project_id, connection_id, conversation_external_id, vendor_created_at, external_id);
-- dashboard: messages per day and in the last days, counted from the index alone
create index chatwoot_messages_daily on chatwoot_messages (project_id, vendor_created_at, direction)
  where deleted_at is null and not private;
