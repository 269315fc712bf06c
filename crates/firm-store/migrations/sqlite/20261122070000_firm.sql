-- The firm server's tables. Times are text that sorts; ids are text that sorts by age.

create table server (
    one integer primary key check (one = 1),
    id text not null,
    -- Another one after every restore: whoever knew the former asks anew.
    epoch text not null,
    made_at text not null
) strict;

create table members (
    id text primary key,
    name text not null,
    email text,
    role text not null check (role in ('owner', 'admin', 'staff', 'support')),
    made_at text not null,
    ended_at text,
    version integer not null
) strict;

-- Who is asked to become a member, and as what.
create table invitations (
    id text primary key,
    name text not null,
    email text,
    role text not null check (role in ('owner', 'admin', 'staff', 'support')),
    made_by text references members (id),
    made_at text not null,
    expires_at text not null,
    used_at text,
    revoked_at text
) strict;

-- A link that enrols one device: for an invitation, or for somebody who is a member.
create table enrolment_links (
    id text primary key,
    secret_hash blob not null unique check (length(secret_hash) = 32),
    invitation text references invitations (id),
    member text references members (id),
    made_at text not null,
    expires_at text not null,
    used_at text,
    check ((invitation is null) <> (member is null))
) strict;

create table devices (
    id text primary key,
    member text not null references members (id),
    name text not null,
    public_key blob not null unique check (length(public_key) = 32),
    token_hash blob not null unique check (length(token_hash) = 32),
    token_made_at text not null,
    token_expires_at text not null,
    made_at text not null,
    last_seen_at text,
    revoked_at text
) strict;

create index devices_of_member on devices (member);

create table api_keys (
    id text primary key,
    name text not null,
    scopes text not null,
    made_by text not null references members (id),
    made_at text not null,
    expires_at text,
    last_used_at text,
    revoked_at text,
    version integer not null
) strict;

-- The secrets of a key: one, or two while it rotates.
create table api_key_secrets (
    id text primary key,
    api_key text not null references api_keys (id),
    secret_hash blob not null unique check (length(secret_hash) = 32),
    made_at text not null,
    -- Until then it is taken: set when another took over.
    ends_at text
) strict;

create index secrets_of_api_key on api_key_secrets (api_key);

create table connect_links (
    id text primary key,
    secret_hash blob not null unique check (length(secret_hash) = 32),
    provider text not null,
    role text not null check (role in ('owner', 'admin', 'staff', 'support')),
    made_by text not null,
    made_at text not null,
    expires_at text not null,
    used_at text
) strict;

-- What is known of a connection. What opens it is nowhere here.
create table connections (
    id text primary key,
    provider text not null,
    environment text not null,
    label text,
    account_id text,
    account_name text,
    owner text,
    custodian text not null,
    status text not null,
    last_success text,
    made_at text not null,
    changed_at text not null,
    removed_at text,
    version integer not null
) strict;

create index connections_of_provider on connections (provider);

-- How far the syncing of one kind of record of a connection is, as its custodian says.
create table connection_entities (
    connection text not null references connections (id),
    entity text not null,
    synced integer not null check (synced >= 0),
    pending integer not null check (pending >= 0),
    errors integer not null check (errors >= 0),
    last_sync text,
    primary key (connection, entity)
) strict;

create table settings (
    name text primary key,
    value text not null,
    changed_by text not null,
    changed_at text not null,
    version integer not null
) strict;

-- What was answered to a request that may come again. No secret is in an answer here.
create table answers (
    asker text not null,
    idempotency_key text not null,
    fingerprint blob not null,
    status integer not null,
    body text not null,
    made_at text not null,
    primary key (asker, idempotency_key)
) strict;

create table audit_entries (
    seq integer primary key check (seq >= 1),
    at text not null,
    actor text,
    origin text not null,
    action text not null,
    subject text,
    provider text,
    detail text not null,
    previous blob not null check (length(previous) = 32),
    hash blob not null check (length(hash) = 32)
) strict;

-- An entry stays as it was made.
create trigger audit_entries_stay before update on audit_entries
begin select raise(abort, 'an audit entry is never changed'); end;

create trigger audit_entries_are_kept before delete on audit_entries
begin select raise(abort, 'an audit entry is never removed'); end;
