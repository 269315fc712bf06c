-- The mailboxes that this server holds: how the reading of each goes on, and the headers of its
-- newest messages. No message is in here, and nothing secret.
create table mailboxes (
    connection text primary key references connections (id),
    -- By which hand-over it is held: under another one it is read anew.
    handover text not null,
    -- Nothing is tried before that.
    next_at text not null,
    -- How many rounds failed in a row, and in what, as people read it.
    failures integer not null,
    problem text,
    -- When it was last read to the end.
    read_at text,
    -- What is known of the folder that new mail comes into; nothing before the first round.
    validity integer,
    highest integer,
    messages integer,
    change_at integer,
    check ((validity is null) = (highest is null))
) strict;

-- The newest messages of that folder, each under its number there.
create table mail_headers (
    connection text not null references mailboxes (connection),
    uid integer not null,
    from_name text,
    from_address text,
    subject text,
    written_at text,
    arrived_at text,
    message_id text,
    -- 1 it was read, 2 answered, 4 it has a star, 8 it is to be deleted, 16 it is a draft.
    marks integer not null,
    primary key (connection, uid)
) strict;
