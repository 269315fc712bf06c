-- The audit trail. Entries are chained by hashes, and the chain is signed now and then
-- (docs/adr/0014-the-audit-trail-is-a-signed-chain.md). No secret is in here.

-- Who did what to which connection, and how it ended: one row for every combination
-- that was ever entered. There are few of them, however long the trail grows, which is
-- what makes any filter quick.
create table audit_kinds (
    id         integer primary key,
    -- Null when it was Patchbay by itself.
    actor      text    check (actor <> ''),
    action     text    not null,
    outcome    text    not null check (outcome in ('done', 'refused', 'failed')),
    provider   text    check (provider <> ''),
    connection text    check (connection <> '')
) strict;

create unique index audit_kinds_once on audit_kinds
    (action, outcome, ifnull(actor, ''), ifnull(provider, ''), ifnull(connection, ''));

-- Who and which providers are in the trail.
create index audit_kinds_by_actor on audit_kinds (actor);
create index audit_kinds_by_provider on audit_kinds (provider);

create table audit_entries (
    seq      integer primary key check (seq > 0),
    -- The time, and among entries of one millisecond the number: what a page is sorted by.
    place    integer not null unique,
    at       text    not null,
    kind     integer not null references audit_kinds (id),
    -- Which program on which computer.
    origin   text    not null,
    -- A flat object of facts.
    detail   text    not null,
    previous blob    not null check (length(previous) = 32),
    hash     blob    not null check (length(hash) = 32)
) strict;

create index audit_entries_by_kind on audit_entries (kind, place);

-- The words of each entry under its place, and beside them a word for each thing that
-- can be filtered by. Holds no text of its own. The words are split and made plain by the
-- program; the tokenizer only takes them apart again.
create virtual table audit_words using fts5 (
    words, content = '', detail = none, prefix = '1 2 3', tokenize = "ascii tokenchars '_'"
);

-- Every word there is, to find those that begin as a longer one that is looked for.
create table audit_vocabulary (word text primary key) strict, without rowid;

create table audit_checkpoints (
    seq        integer primary key,
    hash       blob    not null check (length(hash) = 32),
    at         text    not null,
    public_key blob    not null check (length(public_key) = 32),
    signature  blob    not null check (length(signature) = 64)
) strict;

-- A slip of our own is stopped here. Whoever writes to the file with another program is
-- not; that is seen by the chain.
create trigger audit_entries_stay before update on audit_entries
    begin select raise(abort, 'an audit entry is never changed'); end;
create trigger audit_entries_are_kept before delete on audit_entries
    begin select raise(abort, 'an audit entry is never removed'); end;
create trigger audit_kinds_stay before update on audit_kinds
    begin select raise(abort, 'an audit entry is never changed'); end;
create trigger audit_kinds_are_kept before delete on audit_kinds
    begin select raise(abort, 'an audit entry is never removed'); end;
create trigger audit_checkpoints_stay before update on audit_checkpoints
    begin select raise(abort, 'a checkpoint is never changed'); end;
create trigger audit_checkpoints_are_kept before delete on audit_checkpoints
    begin select raise(abort, 'a checkpoint is never removed'); end;
