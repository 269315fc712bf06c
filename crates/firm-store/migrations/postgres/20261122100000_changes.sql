-- What was changed last, in order: each thing once, under the number of its newest change.
-- Whoever has gone along up to a number asks for what is above it.
create table changes (
    kind text collate "C" not null check (kind in ('connection', 'setting')),
    id text collate "C" not null,
    seq bigint not null unique,
    primary key (kind, id)
);

insert into changes (kind, id, seq)
    select 'connection', id, row_number() over (order by changed_at, id) from connections;
insert into changes (kind, id, seq)
    select 'setting', name,
        (select count(*) from connections) + row_number() over (order by changed_at, name)
    from settings;

-- When it dies unless it is used, and when it dies in any case.
alter table connections add column idle_ends_at text collate "C";
alter table connections add column absolute_ends_at text collate "C";
