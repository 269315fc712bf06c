-- Which of several servers leads. The time is the database's: theirs may differ.
create table leases (
    name text primary key,
    holder text not null,
    -- Rises whenever another one takes over. Whoever has a lower one leads no more.
    term integer not null,
    until text not null
) strict;

-- What whoever leads does now and then, each time once.
create table duties (
    name text primary key,
    due_at text not null,
    done_at text,
    -- In which term, and how often so far.
    term integer,
    times integer not null
) strict;
