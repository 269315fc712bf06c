-- One row: which installation this is, and which versions made and last opened it.
create table installation (
    only_row       integer primary key check (only_row = 1),
    id             text    not null,
    made_at        text    not null,
    made_by        text    not null,
    last_opened_at text    not null,
    last_opened_by text    not null
) strict;
