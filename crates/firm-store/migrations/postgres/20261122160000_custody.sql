-- What opens the connections that this server holds, sealed; and the keys that it is sealed with,
-- each kept wrapped by the server's own key, which is in no table.

-- A way to the data keys: one for the own key in use, and another one while that is changed.
create table custody_doors (
    number bigint primary key check (number >= 1),
    -- Tells the right own key from a wrong one.
    check_value bytea not null,
    made_at text collate "C" not null
);

-- The data keys. The newest one seals, the others open what is not sealed anew yet.
create table custody_keys (
    id bigint primary key check (id >= 1),
    made_at text collate "C" not null
);

create table wrapped_keys (
    door bigint not null references custody_doors (number),
    data_key bigint not null references custody_keys (id),
    wrapped bytea not null,
    primary key (door, data_key)
);

-- The server's pair of keys, to which computers seal what they hand over: what it grows from.
create table server_pair (
    one bigint primary key check (one = 1),
    sealed bytea not null,
    data_key bigint not null references custody_keys (id),
    made_at text collate "C" not null
);

-- One connection that was handed over, or was to be.
create table custody (
    connection text collate "C" primary key references connections (id),
    -- The number that the computer chose.
    handover text collate "C" not null,
    state text collate "C" not null check (state in ('delivered', 'proven', 'held', 'withdrawn')),
    -- What opens it. Nothing of one that was withdrawn.
    sealed bytea,
    data_key bigint references custody_keys (id),
    -- Rises with everything that is sealed here: one value alone cannot be put back.
    generation bigint not null,
    -- How it is, as the connection's own row says in fewer words.
    condition text collate "C" not null,
    about text collate "C",
    problem text collate "C",
    checks text collate "C" not null,
    retry_at text collate "C",
    put_off bigint not null,
    access_ends_at text collate "C",
    idle_ends_at text collate "C",
    absolute_ends_at text collate "C",
    last_success text collate "C",
    renewed_at text collate "C",
    next_check_at text collate "C",
    -- By the database's clock, and in which term; nothing while nobody renews it.
    renewing_since text collate "C",
    renewing_term bigint,
    made_at text collate "C" not null,
    changed_at text collate "C" not null,
    check ((sealed is null) = (data_key is null)),
    check ((state = 'withdrawn') = (sealed is null))
);

create index custody_by_data_key on custody (data_key);

-- Hand-overs that are over: whoever comes late with one of them is refused.
create table ended_handovers (
    id text collate "C" primary key,
    ended_at text collate "C" not null
);
