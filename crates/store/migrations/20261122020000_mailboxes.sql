-- Mailboxes that are read by this firm: whose each is, how its reading goes on, and the
-- headers of its newest messages. No message is in here, and nothing secret.
create table mailboxes (
    connection  text    primary key references connections (id) on delete cascade,
    kind        text    not null check (kind in ('firm', 'personal')),
    paused      integer not null default 0 check (paused in (0, 1)),
    -- When it was last read to the end, and how many messages came with the last round
    -- that brought any.
    last_round  text,
    came        integer not null default 0,
    -- How many rounds failed in a row, and in what, as people read it.
    failures    integer not null default 0,
    problem     text,
    -- Nothing is tried before that. Nothing at all where only a person helps.
    next_at     text,
    waits       integer not null default 0 check (waits in (0, 1))
) strict;

-- What is known of a folder since its last round.
create table mail_folders (
    connection text    not null references mailboxes (connection) on delete cascade,
    folder     text    not null,
    validity   integer not null,
    highest    integer not null,
    messages   integer,
    change_at  integer,
    primary key (connection, folder)
) strict, without rowid;

-- The newest messages of a folder, each under its number there.
create table mail_headers (
    connection text    not null,
    folder     text    not null,
    uid        integer not null,
    from_name  text,
    from_address text,
    subject    text,
    written_at text,
    arrived_at text,
    message_id text,
    seen       integer not null,
    answered   integer not null,
    flagged    integer not null,
    deleted    integer not null,
    draft      integer not null,
    primary key (connection, folder, uid),
    foreign key (connection, folder) references mail_folders (connection, folder)
        on delete cascade
) strict, without rowid;
