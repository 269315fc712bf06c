-- What goes along between this computer and the firm's server.

-- Each thing as the server had it when the two last agreed.
create table synced (
    kind             text    not null check (kind in ('connection', 'setting')),
    id               text    not null,
    version          integer not null,
    -- Null, as JSON, where it is set no more.
    facts            text    not null check (json_valid(facts)),
    changed_by       text,
    changed_at       text,
    -- As the server has it now, where it was changed both here and there: a person decides.
    their_version    integer,
    their_facts      text    check (their_facts is null or json_valid(their_facts)),
    their_changed_by text,
    their_changed_at text,
    -- Whether this version of Patchbay can use what the server has.
    fits             integer not null default 1 check (fits in (0, 1)),
    -- Why the server did not take what is here.
    refused          text,
    primary key (kind, id),
    check ((their_version is null) = (their_facts is null))
) strict;

-- How far it is. One row.
create table sync_state (
    only_row     integer primary key check (only_row = 1),
    -- Up to where this computer has gone along with the server's changes.
    cursor       text,
    last_sync_at text,
    failures     integer not null default 0,
    next_try_at  text,
    -- Why it did not work last, as a problem in JSON.
    last_problem text    check (last_problem is null or json_valid(last_problem)),
    -- Until when one of the programs of this computer has the turn.
    taken_until  text,
    -- What came that this version does not know, as a list in JSON.
    left_out     text    not null default '[]' check (json_valid(left_out)),
    -- By which version of Patchbay: another one may know it, and reads it all again.
    read_by      text
) strict;

insert into sync_state (only_row) values (1);

-- Whatever changes is to be told, whoever changed it, in the same transaction. What is told is
-- written down when it is first sent: until then newer changes are part of it.
create trigger connections_made_are_told after insert on connections
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'connection/' || new.id, 'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'connection/' || new.id and tries = 0);
end;

-- When it last worked, and a clock that is wound by use, count by the day.
create trigger connections_changed_are_told after update on connections
    when exists (select 1 from enrolment) and (
        old.label is not new.label or old.account_id is not new.account_id
        or old.account_name is not new.account_name or old.owner is not new.owner
        or old.custodian <> new.custodian or old.condition <> new.condition
        or old.condition_about is not new.condition_about
        or substr(old.last_success_at, 1, 10) is not substr(new.last_success_at, 1, 10)
        or substr(old.idle_ends_at, 1, 10) is not substr(new.idle_ends_at, 1, 10)
        or substr(old.absolute_ends_at, 1, 10) is not substr(new.absolute_ends_at, 1, 10))
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'connection/' || new.id, 'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'connection/' || new.id and tries = 0);
end;

create trigger connections_removed_are_told after delete on connections
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'connection/' || old.id, 'null', old.changed_at
        where not exists (select 1 from outbox
                          where subject = 'connection/' || old.id and tries = 0);
end;

-- Which settings are the firm's, and not this computer's own; each value in JSON.
create view firm_settings (id, value, changed_at) as
    select name, case name when 'ai_order' then value else json_quote(value) end, changed_at
        from settings
        where name in ('relay_address', 'ai_order') or name glob 'ai_model.*'
    union all
    select 'signing.' || provider, json_object('flow', flow, 'identity', identity), changed_at
        from signing_defaults;

create trigger settings_made_are_told after insert on settings
    when exists (select 1 from enrolment)
        and (new.name in ('relay_address', 'ai_order') or new.name glob 'ai_model.*')
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/' || new.name, 'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/' || new.name and tries = 0);
end;

create trigger settings_changed_are_told after update of value on settings
    when exists (select 1 from enrolment) and old.value <> new.value
        and (new.name in ('relay_address', 'ai_order') or new.name glob 'ai_model.*')
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/' || new.name, 'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/' || new.name and tries = 0);
end;

create trigger settings_removed_are_told after delete on settings
    when exists (select 1 from enrolment)
        and (old.name in ('relay_address', 'ai_order') or old.name glob 'ai_model.*')
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/' || old.name, 'null', old.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/' || old.name and tries = 0);
end;

create trigger signing_made_is_told after insert on signing_defaults
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/signing.' || new.provider, 'null',
            new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/signing.' || new.provider and tries = 0);
end;

create trigger signing_changed_is_told after update on signing_defaults
    when exists (select 1 from enrolment)
        and (old.flow <> new.flow or old.identity is not new.identity)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/signing.' || new.provider, 'null',
            new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/signing.' || new.provider and tries = 0);
end;
