-- How the firm works: which of its connections is used where nobody chose another. And
-- where the events of a connection arrive, with the secrets that prove them.

-- One connection a kind, and none that is not there any more.
create table defaults (
    kind       text primary key check (kind in ('meeting', 'esign', 'email', 'tax')),
    connection text not null references connections (id) on delete cascade,
    -- Of the sender of mail: which of its addresses.
    address    text,
    changed_at text not null,
    check ((kind = 'email') = (address is not null))
) strict;

create index defaults_by_connection on defaults (connection);

-- Clients by how they pay. The segment without a name is everybody who is in no other.
create table segments (
    id      text primary key,
    name    text,
    made_at text not null,
    check (name is null or trim(name) <> '')
) strict;

create unique index one_segment_a_name on segments (name collate nocase);
create unique index one_segment_of_everybody_else on segments ((name is null)) where name is null;

insert into segments (id, name, made_at) values ('everybody_else', null, '2026-11-22T04:00:00Z');

create trigger everybody_else_stays before delete on segments when old.name is null
begin
    select raise(abort, 'everybody else has to pay somewhere');
end;

create trigger everybody_else_has_no_name before update of name on segments
    when (old.name is null) <> (new.name is null)
begin
    select raise(abort, 'everybody else is no segment of its own');
end;

-- Whose money an account holds: the firm's own, or that of its clients. The account is the
-- provider's id of it, or empty where the connection has one alone.
create table payment_accounts (
    connection text not null references connections (id) on delete cascade,
    account    text not null,
    money      text not null check (money in ('operating', 'trust')),
    primary key (connection, account)
) strict;

-- What a default has to say of its account in so many words.
create unique index payment_accounts_by_money on payment_accounts (connection, account, money);

-- Where a segment pays what it owes the firm, and where what the firm keeps for it. Naming
-- the money in the reference keeps an account of the one kind from taking the other, and
-- keeps its kind from being changed while it is a default.
create table payment_defaults (
    segment    text not null references segments (id) on delete cascade,
    money      text not null,
    connection text not null,
    account    text not null,
    changed_at text not null,
    primary key (segment, money),
    foreign key (connection, account, money)
        references payment_accounts (connection, account, money) on delete cascade
) strict;

create index payment_defaults_by_account on payment_defaults (connection, account, money);

-- How documents are signed, by the provider.
create table signing_defaults (
    provider   text primary key,
    flow       text not null check (flow in ('sequential', 'parallel')),
    -- By which of the provider's methods it is found out who signs; none where nobody is
    -- asked.
    identity   text,
    changed_at text not null
) strict;

-- Where the events of a connection arrive: the part of the address that nobody guesses.
create table webhook_endpoints (
    connection text primary key references connections (id) on delete cascade,
    id         text not null unique,
    made_at    text not null
) strict;

-- What events are proven by, sealed. Two slots, so that a new one can be there before the
-- old one ends.
create table webhook_secrets (
    id         text    primary key,
    connection text    not null references webhook_endpoints (connection) on delete cascade,
    slot       text    not null check (slot in ('current', 'next')),
    hint       text,
    generation integer not null,
    key_id     integer not null references data_keys (id),
    sealed     blob    not null,
    made_at    text    not null,
    changed_at text    not null,
    unique (connection, slot)
) strict;

create index webhook_secrets_by_key on webhook_secrets (key_id);

-- A connection that belongs to another account now is what nobody chose, and what arrives
-- for the other account is not for it.
create trigger switched_connections_are_no_defaults after update of account_id on connections
    when old.account_id is not null and new.account_id is not old.account_id
begin
    delete from defaults where connection = new.id;
    delete from payment_accounts where connection = new.id;
    delete from webhook_endpoints where connection = new.id;
end;

-- What was put aside may have been what events are proven by, too. A table's check is
-- changed by making the table anew; the numbers go on where they were.
create table set_aside_anew (
    id          integer primary key autoincrement,
    from_table  text    not null check (from_table in
                    ('credentials', 'own_secrets', 'oauth_apps', 'webhook_secrets')),
    from_id     text    not null,
    -- Of a credential, and of what proves events: whose it is.
    connection  text    references connections (id) on delete set null,
    -- Of an app: where it is registered.
    provider    text,
    environment text,
    generation  integer not null,
    key_id      integer not null,
    sealed      blob    not null,
    at          text    not null
) strict;

insert into set_aside_anew select * from set_aside;
delete from sqlite_sequence where name = 'set_aside_anew';
insert into sqlite_sequence (name, seq)
    select 'set_aside_anew', seq from sqlite_sequence where name = 'set_aside';
drop table set_aside;
alter table set_aside_anew rename to set_aside;
