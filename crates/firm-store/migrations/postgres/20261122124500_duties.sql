-- Which of several servers leads. The time is the database's: theirs may differ.
create table leases (
    name text collate "C" primary key,
    holder text collate "C" not null,
    -- Rises whenever another one takes over. Whoever has a lower one leads no more.
    term bigint not null,
    until text collate "C" not null
);

-- What whoever leads does now and then, each time once.
create table duties (
    name text collate "C" primary key,
    due_at text collate "C" not null,
    done_at text collate "C",
    -- In which term, and how often so far.
    term bigint,
    times bigint not null
);
