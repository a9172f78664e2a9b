-- Doorbells: vendors tell that something changed, and the entity is read again by its id.

create table webhook_endpoints (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null,
  connection_id uuid not null,
  -- last part of the address; who knows it can ring, which makes us read, and nothing else
  path_token text not null unique check (length(path_token) >= 32),
  -- what the vendor signs with, encrypted; null: an older server that signs nothing
  secret_ciphertext bytea,
  -- the vendor's own id of the webhook; null: registered there by hand
  vendor_id text,
  created_at timestamptz not null default now(),
  last_delivery_at timestamptz,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id)
    on delete cascade
);
create index webhook_endpoints_connection on webhook_endpoints (connection_id);

create table webhook_deliveries (
  endpoint_id uuid not null references webhook_endpoints (id) on delete cascade,
  -- the vendor's id of the delivery, or the hash of its body: the same one counts once
  delivery_id text not null,
  connection_id uuid not null references connections (id) on delete cascade,
  received_at timestamptz not null default now(),
  body jsonb not null,
  -- what is to be read again: [{type, id}]
  refs jsonb not null,
  status text not null default 'pending' check (status in ('pending', 'processed', 'failed')),
  attempts int not null default 0,
  error text,
  processed_at timestamptz,
  primary key (endpoint_id, delivery_id)
);
create index webhook_deliveries_pending on webhook_deliveries (connection_id, received_at)
  where status = 'pending';
create index webhook_deliveries_age on webhook_deliveries (received_at);

alter table sync_runs drop constraint sync_runs_trigger_check;
alter table sync_runs add constraint sync_runs_trigger_check
  check (trigger in ('schedule', 'manual', 'start', 'webhook'));
