-- Sealed rows that did not open, put aside by a person so that keys can be changed. The
-- bytes are kept as they were, for support, until a person removes them for good. They
-- name a key that may be gone, so nothing here refers to one.
create table set_aside (
    id         integer primary key autoincrement,
    from_table text    not null check (from_table in ('credentials', 'own_secrets')),
    from_id    text    not null,
    -- Of a credential: whose it is.
    connection text    references connections (id) on delete set null,
    generation integer not null,
    key_id     integer not null,
    sealed     blob    not null,
    at         text    not null
) strict;

-- Keys that signed the audit trail before the one of now, up to which entry, and the
-- word of the key of now that it was so: without it anybody who can write here could
-- add one.
create table former_signing_keys (
    public_key  blob    not null check (length(public_key) = 32),
    until_seq   integer not null,
    vouched_by  blob    not null check (length(vouched_by) = 32),
    signature   blob    not null check (length(signature) = 64),
    primary key (public_key, vouched_by)
) strict;
