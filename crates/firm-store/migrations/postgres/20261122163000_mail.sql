-- The mailboxes that this server holds: how the reading of each goes on, and the headers of its
-- newest messages. No message is in here, and nothing secret.
create table mailboxes (
    connection text collate "C" primary key references connections (id),
    -- By which hand-over it is held: under another one it is read anew.
    handover text collate "C" not null,
    -- Nothing is tried before that.
    next_at text collate "C" not null,
    -- How many rounds failed in a row, and in what, as people read it.
    failures bigint not null,
    problem text collate "C",
    -- When it was last read to the end.
    read_at text collate "C",
    -- What is known of the folder that new mail comes into; nothing before the first round.
    validity bigint,
    highest bigint,
    messages bigint,
    change_at bigint,
    check ((validity is null) = (highest is null))
);

-- The newest messages of that folder, each under its number there.
create table mail_headers (
    connection text collate "C" not null references mailboxes (connection),
    uid bigint not null,
    from_name text collate "C",
    from_address text collate "C",
    subject text collate "C",
    written_at text collate "C",
    arrived_at text collate "C",
    message_id text collate "C",
    -- 1 it was read, 2 answered, 4 it has a star, 8 it is to be deleted, 16 it is a draft.
    marks bigint not null,
    primary key (connection, uid)
);
