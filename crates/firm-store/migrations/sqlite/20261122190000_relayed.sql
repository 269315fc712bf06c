-- Answers to sign-ins that arrived at one of several servers, and may be picked up at another one.
-- Each is sealed by what neither this table nor any other has, under a name that says nothing.
create table relayed (
    name blob primary key check (length(name) = 32),
    sealed blob not null,
    ends_at text not null
) strict;

create index relayed_by_end on relayed (ends_at);
