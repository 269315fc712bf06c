-- The vault. No key lies here in clear: every data key is wrapped, once for each door.

-- The keys that credentials are sealed with. Ids rise and are never given twice.
create table data_keys (
    id          integer primary key check (id between 1 and 4294967295),
    state       text    not null check (state in ('primary', 'old')),
    -- Tells this key from another that came to have its id.
    check_value blob    not null,
    -- While everything is sealed anew: this key, sealed with the one before it, so that
    -- a recovery kit that holds only that one opens both.
    bridge      blob,
    made_at     text    not null,
    -- How many values were sealed with it, because its nonces are random.
    sealed      integer not null default 0
) strict;

create unique index one_primary_data_key on data_keys (state) where state = 'primary';

-- The ways in. A retired kit stays as a row without wraps, so that its code is known
-- for an old one.
create table doors (
    id          integer primary key autoincrement,
    kind        text    not null check (kind in (
                    'keychain', 'passphrase', 'memory', 'recovery_kit', 'administrator')),
    state       text    not null check (state in ('preparing', 'in_use', 'retiring', 'retired')),
    -- How the passphrase was stretched.
    stretch     text,
    check_value blob,
    -- An administrator's name and public key.
    name        text,
    public_key  blob,
    made_at     text    not null,
    -- When somebody proved that the kit is on paper.
    checked_at  text,
    retired_at  text
) strict;

create unique index one_main_door on doors (state)
    where state = 'in_use' and kind in ('keychain', 'passphrase', 'memory');

create table wraps (
    door     integer not null references doors (id) on delete cascade,
    data_key integer not null references data_keys (id) on delete cascade,
    wrapped  blob    not null,
    primary key (door, data_key)
) strict;

-- One row, made with the vault.
create table vault (
    only_row   integer primary key check (only_row = 1),
    made_at    text    not null,
    -- A data key was given up, and what it sealed may still lie in free pages.
    scrub_due  integer not null default 0 check (scrub_due in (0, 1))
) strict;

-- Credentials of connections. The hint is what people may see: the last four characters.
create table credentials (
    id         text    primary key,
    connection text    not null references connections (id) on delete cascade,
    kind       text    not null,
    hint       text,
    generation integer not null,
    key_id     integer not null references data_keys (id),
    sealed     blob    not null,
    made_at    text    not null,
    changed_at text    not null,
    unique (connection, kind)
) strict;

create index credentials_by_key on credentials (key_id);

-- What this installation itself keeps secret, by name.
create table own_secrets (
    id         text    primary key,
    generation integer not null,
    key_id     integer not null references data_keys (id),
    sealed     blob    not null,
    made_at    text    not null,
    changed_at text    not null
) strict;

create index own_secrets_by_key on own_secrets (key_id);
