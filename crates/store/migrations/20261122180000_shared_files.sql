-- Provider files of the firm's own that go along with the firm's server.

-- What the firm shares, as this computer knows it: somebody here has offered it, or it came from
-- the server. The files that are used lie in the data folder; a person puts each of them there.
create table firm_files (
    provider   text not null primary key,
    text       text not null,
    changed_at text not null
) strict;

-- What was said to one at this computer. It does not go along.
create table file_choices (
    provider text not null,
    -- The SHA-256 of the text that was looked at.
    digest   text not null,
    -- Between `taking` and `taken` the file is put into its folder: whether that was cut off
    -- before or behind it, the folder says.
    choice   text not null check (choice in ('taking', 'taken', 'declined')),
    at       text not null,
    primary key (provider, digest)
) strict;

-- Which settings are the firm's, and not this computer's own; each value in JSON.
drop view firm_settings;

create view firm_settings (id, value, changed_at) as
    select name, case name when 'ai_order' then value else json_quote(value) end, changed_at
        from settings
        where name in ('relay_address', 'ai_order') or name glob 'ai_model.*'
    union all
    select 'signing.' || provider, json_object('flow', flow, 'identity', identity), changed_at
        from signing_defaults
    union all
    select 'provider_file.' || provider, json_quote(text), changed_at
        from firm_files;

-- What is offered and withdrawn is to be told, in the same transaction.
create trigger files_offered_are_told after insert on firm_files
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/provider_file.' || new.provider,
            'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/provider_file.' || new.provider and tries = 0);
end;

create trigger files_offered_anew_are_told after update of text on firm_files
    when exists (select 1 from enrolment) and old.text <> new.text
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/provider_file.' || new.provider,
            'null', new.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/provider_file.' || new.provider and tries = 0);
end;

create trigger files_withdrawn_are_told after delete on firm_files
    when exists (select 1 from enrolment)
begin
    insert into outbox (idempotency_key, kind, subject, body, made_at)
        select lower(hex(randomblob(16))), 'sync', 'setting/provider_file.' || old.provider,
            'null', old.changed_at
        where not exists (select 1 from outbox
                          where subject = 'setting/provider_file.' || old.provider and tries = 0);
end;
