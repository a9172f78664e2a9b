-- Connections that people make: the account's own name, and the token encrypted (AES-256-GCM).

alter table connections add column name text;
alter table connections add constraint connections_stored_token
  check ((token_source = 'stored') = (token_ciphertext is not null));
