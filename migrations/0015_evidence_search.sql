-- Evidence search: source rows as documents, documents in chunks, and what chunks are found by.
-- What changed at the sources is queued by triggers, in the transaction of the change; what was deleted
-- there, or moved to another project, is gone from here in the same transaction.

-- A project's place in the index, and its part of the statistics of terms: chunks, and terms in them.
-- What was said privately has a place of its own, so that it shows in nothing that leaves it out.
create table evidence_spaces (
  space int generated always as identity primary key,
  project_id uuid not null,
  account_scope_id uuid not null,
  private boolean not null,
  -- number of the next chunk
  next_no int not null default 1,
  chunks int not null default 0,
  terms bigint not null default 0,
  unique (project_id, private),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade
);

-- A conversation, what was said privately in it, an issue with its comments, a deal, or a note.
create table evidence_documents (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null,
  account_scope_id uuid not null,
  connection_id uuid not null,
  source text not null check (source in ('chatwoot', 'linear', 'attio')),
  kind text not null check (kind in ('conversation', 'private', 'issue', 'deal', 'note')),
  source_table text not null,
  source_id uuid not null,
  title text not null,
  url text,
  -- when it was last added to
  occurred_at timestamptz not null,
  -- names of those who speak in it or stand for it
  people text[] not null default '{}',
  -- short names: ENG-12
  identifiers text[] not null default '{}',
  -- what it is about, as 'person:<identity record>', 'company:…', 'deal:…', 'project:…', 'issue:ENG-12'
  entities text[] not null default '{}',
  -- stems of its labels, stages and states
  themes text[] not null default '{}',
  content_hash bytea not null,
  indexed_at timestamptz not null default now(),
  unique (source_id, kind),
  unique (id, project_id),
  foreign key (project_id, account_scope_id) references projects (id, account_scope_id) on delete cascade,
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade
);
create index evidence_documents_project on evidence_documents (project_id, occurred_at desc);
-- names looked for in whatever spelling
create index evidence_documents_title on evidence_documents using gin (title gin_trgm_ops);
create index evidence_documents_entities on evidence_documents using gin (entities);
create index evidence_documents_themes on evidence_documents using gin (themes);

create table evidence_chunks (
  -- space and number
  id bigint primary key,
  project_id uuid not null,
  account_scope_id uuid not null,
  document_id uuid not null,
  space int not null,
  no int not null,
  -- place in the document, from 0
  position int not null,
  text text not null,
  -- the source rows its text is of
  refs uuid[] not null,
  occurred_at timestamptz not null,
  author text,
  content_hash bytea not null,
  -- distinct terms, how often each occurs, and how many that makes; those of the title count more
  terms text[] not null,
  counts smallint[] not null,
  length int not null,
  foreign key (document_id, project_id) references evidence_documents (id, project_id) on delete cascade,
  foreign key (space) references evidence_spaces (space) on delete cascade,
  check (cardinality(terms) = cardinality(counts))
);
create index evidence_chunks_document on evidence_chunks (document_id, position);
create unique index evidence_chunks_no on evidence_chunks (space, no);
-- chunks in which rows of a source are quoted
create index evidence_chunks_refs on evidence_chunks using gin (refs);
alter table evidence_chunks alter column text set statistics 0, alter column terms set statistics 0,
  alter column counts set statistics 0, alter column content_hash set statistics 0;

-- For each term the chunks that have it: 512 numbers of chunks to a row, so that a common term is a
-- few rows. How many chunks have a term is the sum over its rows.
create table evidence_postings (
  space int not null references evidence_spaces (space) on delete cascade,
  term text not null,
  bucket int not null,
  nos int[] not null,
  counts smallint[] not null,
  lengths smallint[] not null,
  primary key (space, term, bucket)
);
create index evidence_postings_bucket on evidence_postings (space, bucket);

-- Buckets whose chunks have changed since their postings were made.
create table evidence_stale_buckets (
  space int not null references evidence_spaces (space) on delete cascade,
  bucket int not null,
  primary key (space, bucket)
);

-- Keeps the statistics and marks the buckets, whatever made or removed the chunks. A space that is
-- being removed itself has nothing to keep.
create function count_evidence_chunks() returns trigger language plpgsql as $$
begin
  update evidence_spaces s set chunks = s.chunks + c.sign * c.n, terms = s.terms + c.sign * c.terms
  from (select space, count(*)::int as n, sum(length) as terms,
      case when tg_op = 'INSERT' then 1 else -1 end as sign
    from changed_rows group by space) c
  where s.space = c.space;
  insert into evidence_stale_buckets (space, bucket)
  select distinct c.space, c.no / 512 from changed_rows c join evidence_spaces s on s.space = c.space
  on conflict do nothing;
  return null;
end
$$;
create trigger evidence_chunks_made after insert on evidence_chunks
  referencing new table as changed_rows for each statement execute function count_evidence_chunks();
create trigger evidence_chunks_gone after delete on evidence_chunks
  referencing old table as changed_rows for each statement execute function count_evidence_chunks();

-- Makes the postings of all stale buckets of these spaces anew. Returns how many there were.
create function settle_evidence_postings(wanted int[]) returns int language plpgsql as $$
declare
  spaces int[];
  buckets int[];
begin
  with stale as (
    delete from evidence_stale_buckets where space = any (wanted) returning space, bucket
  ) select array_agg(space), array_agg(bucket) into spaces, buckets from stale;
  if spaces is null then return 0; end if;
  delete from evidence_postings p using unnest(spaces, buckets) as s (space, bucket)
  where p.space = s.space and p.bucket = s.bucket;
  insert into evidence_postings (space, term, bucket, nos, counts, lengths)
  select c.space, u.term, s.bucket, array_agg(c.no), array_agg(u.count), array_agg(least(c.length, 32767)::smallint)
  from unnest(spaces, buckets) as s (space, bucket)
  join evidence_chunks c on c.space = s.space and c.no between s.bucket * 512 and s.bucket * 512 + 511
  cross join unnest(c.terms, c.counts) as u (term, count)
  group by c.space, u.term, s.bucket;
  return cardinality(spaces);
end
$$;

-- Documents to be made again.
create table evidence_queue (
  account_scope_id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('conversation', 'issue', 'deal', 'note')),
  external_id text not null,
  -- the project it is in, so that a project's documents are made together
  project_id uuid not null,
  queued_at timestamptz not null default now(),
  primary key (connection_id, kind, external_id),
  foreign key (connection_id, account_scope_id) references connections (id, account_scope_id) on delete cascade
);
create index evidence_queue_next on evidence_queue (account_scope_id, project_id, kind, external_id);

-- Queues the documents of changed rows. Arguments: kind of the document, column with its id, and
-- (for updates) which changes count. Rows that are gone, or went to another project, leave at once.
create function queue_evidence() returns trigger language plpgsql as $$
declare
  gone uuid[];
  unsaid uuid[];
begin
  if tg_op = 'UPDATE' then
    -- most updates only mark rows as seen: what they touch is found out before anything is looked for
    select array_agg(n.id) into gone from new_rows n join old_rows o on o.id = n.id
    where n.deleted_at is not null and o.deleted_at is null or n.project_id <> o.project_id;
    if gone is not null then
      delete from evidence_documents where source_id = any (gone);
    end if;
    if tg_table_name = 'chatwoot_messages' then
      select array_agg(n.id) into unsaid from new_rows n join old_rows o on o.id = n.id
      where n.deleted_at is not null and o.deleted_at is null or n.private and not o.private;
    elsif tg_table_name = 'linear_comments' then
      select array_agg(n.id) into unsaid from new_rows n join old_rows o on o.id = n.id
      where n.deleted_at is not null and o.deleted_at is null;
    end if;
    if unsaid is not null then
      delete from evidence_chunks where refs && unsaid;
    end if;
  end if;
  execute format('
    insert into evidence_queue as q (account_scope_id, connection_id, kind, external_id, project_id)
    select distinct on (n.connection_id, n.%1$I)
      n.account_scope_id, n.connection_id, %2$L, n.%1$I, n.project_id
    from new_rows n %3$s
    on conflict (connection_id, kind, external_id) do update
      set project_id = excluded.project_id, queued_at = excluded.queued_at',
    tg_argv[1], tg_argv[0],
    case when tg_op = 'UPDATE' then format('join old_rows o on o.id = n.id where n.%I is not null and (%s)',
        tg_argv[1], tg_argv[2])
      else format('where n.%I is not null', tg_argv[1]) end);
  return null;
end
$$;

do $$
declare
  watched record;
  counts text := 'n.content_hash <> o.content_hash or n.project_id <> o.project_id
    or n.deleted_at is distinct from o.deleted_at';
begin
  for watched in
    select * from (values
      ('chatwoot_conversations', 'conversation', 'external_id'),
      ('chatwoot_messages', 'conversation', 'conversation_external_id'),
      ('linear_issues', 'issue', 'external_id'),
      ('linear_comments', 'issue', 'issue_external_id'),
      ('attio_deals', 'deal', 'external_id'),
      ('attio_notes', 'note', 'external_id')) as w (source_table, kind, id)
  loop
    execute format('create trigger evidence_insert after insert on %I referencing new table as new_rows
      for each statement execute function queue_evidence(%L, %L)', watched.source_table, watched.kind, watched.id);
    execute format('create trigger evidence_update after update on %I
      referencing old table as old_rows new table as new_rows
      for each statement execute function queue_evidence(%L, %L, %L)',
      watched.source_table, watched.kind, watched.id, counts);
    -- what was here before: as if it had just arrived
    execute format('insert into evidence_queue (account_scope_id, connection_id, kind, external_id, project_id)
      select distinct on (connection_id, %1$I) account_scope_id, connection_id, %2$L, %1$I, project_id
      from %3$I where %1$I is not null on conflict do nothing', watched.id, watched.kind, watched.source_table);
  end loop;
end
$$;

-- How a document names the identity record it is about.
create function evidence_entity(scope uuid, kind text, source text, source_id text)
returns text immutable language sql as $$
  select kind || ':' || md5(scope::text || ':' || kind || ':' || source || ':' || source_id)::uuid
$$;

-- What questions may name: identity records and projects, by the stems of their names.
create table evidence_names (
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  entity text not null,
  name text not null,
  terms text[] not null,
  primary key (account_scope_id, entity)
);
create index evidence_names_terms on evidence_names using gin (terms);
create index evidence_names_name on evidence_names using gin (name gin_trgm_ops);

-- Where the vectors of chunks stand, for each model. The vectors themselves are in a column that is
-- there only where the server has the extension: see enable_evidence_vectors().
create table evidence_vectors (
  chunk_id bigint not null references evidence_chunks (id) on delete cascade,
  model text not null,
  project_id uuid not null,
  account_scope_id uuid not null,
  status text not null default 'pending' check (status in ('pending', 'processing', 'ready', 'failed')),
  attempts int not null default 0 check (attempts between 0 and 5),
  lease_owner uuid,
  lease_until timestamptz,
  error text,
  primary key (chunk_id, model),
  check ((status = 'processing') = (lease_until is not null))
);
-- what is to be embedded next
create index evidence_vectors_due on evidence_vectors (account_scope_id, model, chunk_id)
  where status in ('pending', 'processing');
create index evidence_vectors_failed on evidence_vectors (account_scope_id, model) where status = 'failed';

-- Makes the column of vectors, where the server can have it. True: it is there.
create function enable_evidence_vectors() returns boolean language plpgsql as $$
begin
  if exists (select from pg_attribute
      where attrelid = 'evidence_vectors'::regclass and attname = 'embedding' and not attisdropped) then
    return true;
  end if;
  if not exists (select from pg_available_extensions where name = 'vector') then return false; end if;
  create extension if not exists vector;
  alter table evidence_vectors add column embedding vector;
  alter table evidence_vectors add constraint evidence_vectors_ready
    check ((status = 'ready') = (embedding is not null));
  return true;
exception when insufficient_privilege then
  return false;
end
$$;
select enable_evidence_vectors();

-- What a scope searches with.
create table evidence_settings (
  account_scope_id uuid primary key references account_scopes (id) on delete cascade,
  -- the model whose vectors serve, and its number of dimensions; null before the first
  serving_model text,
  -- null: as the environment says
  ef_search int check (ef_search between 10 and 1000),
  -- what the choice was made from: {at, recall, p50_ms, p95_ms, queries, points}
  measured jsonb
);

-- Who asked what, and what they were given.
create table evidence_query_runs (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  project_ids uuid[] not null,
  at timestamptz not null,
  actor text not null,
  query text not null check (length(query) between 1 and 4000),
  filters jsonb not null default '{}',
  hits int not null,
  -- chunks of the hits, best first: [{chunk, document}]
  found jsonb not null,
  -- what the quality was told from, and what it says
  features jsonb not null,
  quality_proxy numeric(5, 2) not null check (quality_proxy between 0 and 100),
  quality numeric(5, 2) not null check (quality between 0 and 100),
  cached boolean not null,
  degraded text[] not null default '{}',
  duration_ms numeric not null
);
create index evidence_query_runs_recent on evidence_query_runs (account_scope_id, at desc, id desc);

-- What people said of answers and hits; the last word of a person about each counts.
create table lightrag_feedback (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  query_run_id uuid not null references evidence_query_runs (id) on delete cascade,
  -- null: about the answer as a whole
  document_id uuid,
  actor text not null,
  rating int not null check (rating in (-1, 0, 1)),
  comment text check (length(comment) between 1 and 2000),
  at timestamptz not null default now(),
  unique nulls not distinct (query_run_id, document_id, actor)
);
create index lightrag_feedback_recent on lightrag_feedback (account_scope_id, at desc);

create table evidence_saved_questions (
  id uuid primary key default gen_random_uuid(),
  account_scope_id uuid not null references account_scopes (id) on delete cascade,
  actor text not null,
  query text not null check (length(query) between 1 and 4000),
  created_at timestamptz not null default now(),
  unique (account_scope_id, actor, query)
);
