-- What the firm does by default goes along with the firm's server: the connection that is meant
-- may be another computer's. Its id is kept then, and not a row here; so no reference to
-- `connections` keeps these tables, and what goes with a connection goes by triggers.

drop trigger switched_connections_are_no_defaults;
drop view firm_settings;

create table defaults_anew (
    kind       text primary key check (kind in ('meeting', 'esign', 'email', 'tax')),
    connection text not null,
    -- Of the sender of mail: which of its addresses.
    address    text,
    changed_at text not null,
    check ((kind = 'email') = (address is not null))
) strict;

insert into defaults_anew select kind, connection, address, changed_at from defaults;
drop table defaults;
alter table defaults_anew rename to defaults;
create index defaults_by_connection on defaults (connection);

-- Two computers may each have added a segment of one name before they knew of each other. Here
-- nobody adds a second one of a name: the statement that adds one looks.
drop index one_segment_a_name;
alter table segments add column changed_at text not null default '2026-11-22T04:00:00Z';
update segments set changed_at = made_at;

-- Where a segment pays. Whose money the account holds may be heard later than that, or be another
-- by now: nothing is paid where the two do not say the same (`payment_places`).
create table payment_defaults_anew (
    segment    text not null references segments (id) on delete cascade,
    money      text not null check (money in ('operating', 'trust')),
    connection text not null,
    account    text not null,
    changed_at text not null,
    primary key (segment, money)
) strict;

insert into payment_defaults_anew
    select segment, money, connection, account, changed_at from payment_defaults;
drop table payment_defaults;
alter table payment_defaults_anew rename to payment_defaults;
create index payment_defaults_by_account on payment_defaults (connection, account, money);

create table payment_accounts_anew (
    connection text not null,
    account    text not null,
    money      text not null check (money in ('operating', 'trust')),
    changed_at text not null,
    primary key (connection, account)
) strict;

insert into payment_accounts_anew (connection, account, money, changed_at)
    select a.connection, a.account, a.money, c.changed_at
    from payment_accounts a join connections c on c.id = a.connection;
drop table payment_accounts;
alter table payment_accounts_anew rename to payment_accounts;

-- The only places that anything is paid into: an account holds one kind of money, so trust money
-- and operating money share none, whatever order things were heard in.
create view payment_places (segment, money, connection, account) as
    select p.segment, p.money, p.connection, p.account
    from payment_defaults p
    join payment_accounts a
        on a.connection = p.connection and a.account = p.account and a.money = p.money;

-- While a segment pays into an account, nobody here says that it is another's.
create trigger money_in_use_stays before update of money on payment_accounts
    when old.money <> new.money and exists (
        select 1 from payment_defaults p where p.connection = old.connection
            and p.account = old.account and p.money = old.money)
begin
    select raise(abort, 'a segment pays into this account');
end;

-- A connection that is ended, or belongs to another account now, is what nobody chose, and what
-- arrives for the other account is not for it.
create trigger ended_connections_are_no_defaults after delete on connections
begin
    delete from defaults where connection = old.id;
    delete from payment_defaults where connection = old.id;
    delete from payment_accounts where connection = old.id;
end;

create trigger switched_connections_are_no_defaults after update of account_id on connections
    when old.account_id is not null and new.account_id is not old.account_id
begin
    delete from defaults where connection = new.id;
    delete from payment_defaults where connection = new.id;
    delete from payment_accounts where connection = new.id;
    delete from webhook_endpoints where connection = new.id;
end;

-- Which settings are the firm's, and not this computer's own; each value in JSON.
create view firm_settings (id, value, changed_at) as
    select name, case name when 'ai_order' then value else json_quote(value) end, changed_at
        from settings
        where name in ('relay_address', 'ai_order') or name glob 'ai_model.*'
    union all
    select 'signing.' || provider, json_object('flow', flow, 'identity', identity), changed_at
        from signing_defaults
    union all
    select 'provider_file.' || provider, json_quote(text), changed_at
        from firm_files
    union all
    select 'default.' || kind, json_object('connection', connection, 'address', address),
            changed_at
        from defaults
    union all
    -- Everybody else is nothing that is set until they pay somewhere.
    select 'client_segment.' || s.id,
            json_object(
                'name', s.name,
                'operating', (select json_object('connection', p.connection, 'account', p.account)
                    from payment_defaults p
                    where p.segment = s.id and p.money = 'operating') -> '$',
                'trust', (select json_object('connection', p.connection, 'account', p.account)
                    from payment_defaults p
                    where p.segment = s.id and p.money = 'trust') -> '$'),
            s.changed_at
        from segments s
        where s.name is not null
            or exists (select 1 from payment_defaults p where p.segment = s.id)
    union all
    select 'account_money.' || connection, json_group_object(account, money), max(changed_at)
        from payment_accounts group by connection;

-- Whatever changes is to be told, whoever changed it, in the same transaction.
create trigger defaults_made_are_told after insert on defaults
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/default.' || new.kind, 'null',
            new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/default.' || new.kind and tries = 0);
end;

create trigger defaults_changed_are_told after update on defaults
    when exists (select 1 from enrolment)
        and (old.connection <> new.connection or old.address is not new.address)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/default.' || new.kind, 'null',
            new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/default.' || new.kind and tries = 0);
end;

create trigger defaults_removed_are_told after delete on defaults
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/default.' || old.kind, 'null',
            old.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/default.' || old.kind and tries = 0);
end;

create trigger segments_made_are_told after insert on segments
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/client_segment.' || new.id, 'null',
            new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/client_segment.' || new.id and tries = 0);
end;

create trigger segments_renamed_are_told after update of name on segments
    when exists (select 1 from enrolment) and old.name is not new.name
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/client_segment.' || new.id, 'null',
            new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/client_segment.' || new.id and tries = 0);
end;

create trigger segments_removed_are_told after delete on segments
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/client_segment.' || old.id, 'null',
            old.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/client_segment.' || old.id and tries = 0);
end;

create trigger payments_made_are_told after insert on payment_defaults
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/client_segment.' || new.segment,
            'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/client_segment.' || new.segment and tries = 0);
end;

create trigger payments_changed_are_told after update on payment_defaults
    when exists (select 1 from enrolment)
        and (old.connection <> new.connection or old.account <> new.account)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/client_segment.' || new.segment,
            'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/client_segment.' || new.segment and tries = 0);
end;

create trigger payments_removed_are_told after delete on payment_defaults
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/client_segment.' || old.segment,
            'null', old.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/client_segment.' || old.segment and tries = 0);
end;

create trigger accounts_made_are_told after insert on payment_accounts
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/account_money.' || new.connection,
            'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/account_money.' || new.connection
                              and tries = 0);
end;

create trigger accounts_changed_are_told after update of money on payment_accounts
    when exists (select 1 from enrolment) and old.money <> new.money
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/account_money.' || new.connection,
            'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/account_money.' || new.connection
                              and tries = 0);
end;

create trigger accounts_removed_are_told after delete on payment_accounts
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/account_money.' || old.connection,
            'null', old.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/account_money.' || old.connection
                              and tries = 0);
end;

-- Of a computer that is in already: what it does by default is told with its next round.
insert into outbox (idempotency_key, kind, subject, body, made_at)
    select lower(hex(randomblob(16))), 'sync', 'setting/' || id, 'null', changed_at
    from firm_settings
    where (id glob 'default.*' or id glob 'client_segment.*' or id glob 'account_money.*')
        and exists (select 1 from enrolment);

-- What came before and could not be used is read again.
delete from synced where fits = 0 and their_version is null;
update sync_state set cursor = null, left_out = '[]';
