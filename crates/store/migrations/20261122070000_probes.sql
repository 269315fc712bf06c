-- What each test of a connection came to, so that trouble can be followed over days. A name of
-- a step is the provider's file's; no answer of a provider and no secret is in here. The newest
-- two hundred of each connection are kept.
create table probes (
    id         integer primary key,
    connection text    not null references connections (id) on delete cascade,
    at         text    not null,
    asked_by   text    not null check (asked_by in ('person', 'schedule', 'connecting')),
    -- Where it failed: the code of the problem, and its sentence.
    problem    text,
    what       text,
    took_ms    integer not null check (took_ms >= 0),
    steps      text    not null check (json_valid(steps)),
    check ((problem is null) = (what is null))
) strict;

create index probes_of_a_connection on probes (connection, id);

-- When each connection is tested by itself, and who tests it just now: whoever does says so
-- first, and is alone until that is over or a time has passed.
create table probe_plans (
    connection    text    primary key references connections (id) on delete cascade,
    next_at       text,
    -- How often in a row it could not be tested.
    put_off       integer not null default 0 check (put_off >= 0),
    testing_since text
) strict, without rowid;
