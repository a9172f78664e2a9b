-- Suggestions applied together are taken back together.

alter table identity_changes add column batch uuid;
create index identity_changes_batch on identity_changes (account_scope_id, batch) where batch is not null;
-- the history of a record, newest first
create index identity_changes_left on identity_changes (account_scope_id, left_id, number desc);
create index identity_changes_right on identity_changes (account_scope_id, right_id, number desc);
-- who and what a source itself links to a company
create index identity_records_refs on identity_records using gin (refs);
