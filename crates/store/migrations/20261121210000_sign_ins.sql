-- Signing in to providers, and what follows from it: renewals, what a person has to do,
-- and what the firm's server is to be told.

-- An app that the firm registered at a provider. By what it is known there lies in the seal.
create table oauth_apps (
    id          text    primary key,
    provider    text    not null,
    -- For which of the provider's ways to sign in.
    sign_in     text    not null,
    environment text    not null check (environment in ('live', 'sandbox')),
    generation  integer not null,
    key_id      integer not null references data_keys (id),
    sealed      blob    not null,
    made_at     text    not null,
    changed_at  text    not null,
    unique (provider, sign_in, environment)
) strict;

create index oauth_apps_by_key on oauth_apps (key_id);

-- By which of the provider's ways it signed in.
alter table connections add column sign_in text;
-- When what it calls with ends and is renewed.
alter table connections add column access_ends_at text;
-- Written before a renewal is called: a token that works once must not be used twice.
alter table connections add column renewing_since text;

-- Sign-ins under way. The state that comes home with the answer is known by its digest
-- only; what the answer is redeemed with lies in the seal.
create table attempts (
    id           text    primary key,
    state_digest text    not null unique,
    provider     text    not null,
    sign_in      text    not null,
    environment  text    not null check (environment in ('live', 'sandbox')),
    -- When one that is there is signed in to again.
    connection   text    references connections (id) on delete cascade,
    -- How the answer comes home.
    way          text    not null check (way in ('relay', 'deep_link', 'loopback', 'paste')),
    phase        text    not null check (phase in ('waiting', 'answered', 'choosing')),
    generation   integer not null,
    key_id       integer not null references data_keys (id),
    sealed       blob    not null,
    made_at      text    not null,
    ends_at      text    not null
) strict;

create index attempts_by_key on attempts (key_id);
create unique index one_attempt_a_connection on attempts (connection)
    where connection is not null;

-- How sign-ins ended, so that an answer that comes again is known for that.
create table ended_attempts (
    state_digest text primary key,
    id           text not null unique,
    provider     text not null,
    how          text not null check (how in (
                     'done', 'refused', 'cancelled', 'expired', 'failed', 'replaced')),
    at           text not null
) strict;

-- How Patchbay is set, by name. Nothing secret is in here.
create table settings (
    name       text primary key,
    value      text not null,
    changed_at text not null
) strict;

-- What the firm's server is to be told, in this order. Nothing secret is in here.
create table outbox (
    id              integer primary key autoincrement,
    -- By which the server knows what it was told already.
    idempotency_key text    not null unique,
    kind            text    not null,
    -- What it is about. Of one subject, one thing is told at a time.
    subject         text    not null,
    body            text    not null check (json_valid(body)),
    made_at         text    not null,
    -- Counted before it is sent.
    tries           integer not null default 0,
    next_try_at     text,
    last_error      text
) strict;

create index outbox_by_subject on outbox (subject, id);

-- What a person has to do for a connection.
create table repairs (
    id         text primary key,
    connection text not null references connections (id) on delete cascade,
    kind       text not null,
    -- The feature, field or permission that it is about.
    about      text,
    raised_at  text not null,
    closed_at  text,
    closed_by  text,
    check ((closed_at is null) = (closed_by is null))
) strict;

create index repairs_by_connection on repairs (connection);
create unique index one_open_repair_of_a_kind on repairs (connection, kind)
    where closed_at is null;

-- What was put aside may have been an app, too. A table's check is changed by making the
-- table anew; the numbers go on where they were.
create table set_aside_anew (
    id          integer primary key autoincrement,
    from_table  text    not null check (from_table in
                    ('credentials', 'own_secrets', 'oauth_apps')),
    from_id     text    not null,
    -- Of a credential: whose it is.
    connection  text    references connections (id) on delete set null,
    -- Of an app: where it is registered.
    provider    text,
    environment text,
    generation  integer not null,
    key_id      integer not null,
    sealed      blob    not null,
    at          text    not null
) strict;

insert into set_aside_anew (id, from_table, from_id, connection, generation, key_id, sealed, at)
    select id, from_table, from_id, connection, generation, key_id, sealed, at from set_aside;
delete from sqlite_sequence where name = 'set_aside_anew';
insert into sqlite_sequence (name, seq)
    select 'set_aside_anew', seq from sqlite_sequence where name = 'set_aside';
drop table set_aside;
alter table set_aside_anew rename to set_aside;
