-- One row a connection: which account of which provider, and how it is. No secret
-- and nothing sealed is in here; credentials have a table of their own.
create table connections (
    id               text    primary key,
    provider         text    not null,
    environment      text    not null check (environment in ('live', 'sandbox')),
    label            text,
    account_id       text,
    account_name     text,
    owner            text,
    custodian        text    not null check (custodian in ('this_computer', 'firm_server')),
    condition        text    not null check (condition in (
                         'works', 'paused', 'reconnect_needed', 'more_permission_needed',
                         'delayed', 'check_settings')),
    -- The sentence, feature or field that the condition is about.
    condition_about  text,
    retry_at         text,
    last_success_at  text,
    idle_ends_at     text,
    absolute_ends_at text,
    made_at          text    not null,
    changed_at       text    not null
) strict;

create index connections_by_provider on connections (provider);

-- A practice firm holds nothing real, and says so on every screen.
alter table installation add column practice integer not null default 0 check (practice in (0, 1));
