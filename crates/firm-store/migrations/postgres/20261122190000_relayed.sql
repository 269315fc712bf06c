-- Answers to sign-ins that arrived at one of several servers, and may be picked up at another one.
-- Each is sealed by what neither this table nor any other has, under a name that says nothing.
create table relayed (
    name bytea primary key check (length(name) = 32),
    sealed bytea not null,
    ends_at text collate "C" not null
);

create index relayed_by_end on relayed (ends_at);
