-- What opens the connections that this server holds, sealed; and the keys that it is sealed with,
-- each kept wrapped by the server's own key, which is in no table.

-- A way to the data keys: one for the own key in use, and another one while that is changed.
create table custody_doors (
    number integer primary key check (number >= 1),
    -- Tells the right own key from a wrong one.
    check_value blob not null,
    made_at text not null
) strict;

-- The data keys. The newest one seals, the others open what is not sealed anew yet.
create table custody_keys (
    id integer primary key check (id >= 1),
    made_at text not null
) strict;

create table wrapped_keys (
    door integer not null references custody_doors (number),
    data_key integer not null references custody_keys (id),
    wrapped blob not null,
    primary key (door, data_key)
) strict;

-- The server's pair of keys, to which computers seal what they hand over: what it grows from.
create table server_pair (
    one integer primary key check (one = 1),
    sealed blob not null,
    data_key integer not null references custody_keys (id),
    made_at text not null
) strict;

-- One connection that was handed over, or was to be.
create table custody (
    connection text primary key references connections (id),
    -- The number that the computer chose.
    handover text not null,
    state text not null check (state in ('delivered', 'proven', 'held', 'withdrawn')),
    -- What opens it. Nothing of one that was withdrawn.
    sealed blob,
    data_key integer references custody_keys (id),
    -- Rises with everything that is sealed here: one value alone cannot be put back.
    generation integer not null,
    -- How it is, as the connection's own row says in fewer words.
    condition text not null,
    about text,
    problem text,
    checks text not null,
    retry_at text,
    put_off integer not null,
    access_ends_at text,
    idle_ends_at text,
    absolute_ends_at text,
    last_success text,
    renewed_at text,
    next_check_at text,
    -- By the database's clock, and in which term; nothing while nobody renews it.
    renewing_since text,
    renewing_term integer,
    made_at text not null,
    changed_at text not null,
    check ((sealed is null) = (data_key is null)),
    check ((state = 'withdrawn') = (sealed is null))
) strict;

create index custody_by_data_key on custody (data_key);

-- Hand-overs that are over: whoever comes late with one of them is refused.
create table ended_handovers (
    id text primary key,
    ended_at text not null
) strict;
