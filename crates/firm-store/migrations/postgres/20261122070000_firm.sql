-- The firm server's tables. Times are text that sorts; ids are text that sorts by age.

create table server (
    one bigint primary key check (one = 1),
    id text collate "C" not null,
    -- Another one after every restore: whoever knew the former asks anew.
    epoch text collate "C" not null,
    made_at text collate "C" not null
);

create table members (
    id text collate "C" primary key,
    name text collate "C" not null,
    email text collate "C",
    role text collate "C" not null check (role in ('owner', 'admin', 'staff', 'support')),
    made_at text collate "C" not null,
    ended_at text collate "C",
    version bigint not null
);

-- Who is asked to become a member, and as what.
create table invitations (
    id text collate "C" primary key,
    name text collate "C" not null,
    email text collate "C",
    role text collate "C" not null check (role in ('owner', 'admin', 'staff', 'support')),
    made_by text collate "C" references members (id),
    made_at text collate "C" not null,
    expires_at text collate "C" not null,
    used_at text collate "C",
    revoked_at text collate "C"
);

-- A link that enrols one device: for an invitation, or for somebody who is a member.
create table enrolment_links (
    id text collate "C" primary key,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    invitation text collate "C" references invitations (id),
    member text collate "C" references members (id),
    made_at text collate "C" not null,
    expires_at text collate "C" not null,
    used_at text collate "C",
    check ((invitation is null) <> (member is null))
);

create table devices (
    id text collate "C" primary key,
    member text collate "C" not null references members (id),
    name text collate "C" not null,
    public_key bytea not null unique check (length(public_key) = 32),
    token_hash bytea not null unique check (length(token_hash) = 32),
    token_made_at text collate "C" not null,
    token_expires_at text collate "C" not null,
    made_at text collate "C" not null,
    last_seen_at text collate "C",
    revoked_at text collate "C"
);

create index devices_of_member on devices (member);

create table api_keys (
    id text collate "C" primary key,
    name text collate "C" not null,
    scopes text collate "C" not null,
    made_by text collate "C" not null references members (id),
    made_at text collate "C" not null,
    expires_at text collate "C",
    last_used_at text collate "C",
    revoked_at text collate "C",
    version bigint not null
);

-- The secrets of a key: one, or two while it rotates.
create table api_key_secrets (
    id text collate "C" primary key,
    api_key text collate "C" not null references api_keys (id),
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    made_at text collate "C" not null,
    -- Until then it is taken: set when another took over.
    ends_at text collate "C"
);

create index secrets_of_api_key on api_key_secrets (api_key);

create table connect_links (
    id text collate "C" primary key,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    provider text collate "C" not null,
    role text collate "C" not null check (role in ('owner', 'admin', 'staff', 'support')),
    made_by text collate "C" not null,
    made_at text collate "C" not null,
    expires_at text collate "C" not null,
    used_at text collate "C"
);

-- What is known of a connection. What opens it is nowhere here.
create table connections (
    id text collate "C" primary key,
    provider text collate "C" not null,
    environment text collate "C" not null,
    label text collate "C",
    account_id text collate "C",
    account_name text collate "C",
    owner text collate "C",
    custodian text collate "C" not null,
    status text collate "C" not null,
    last_success text collate "C",
    made_at text collate "C" not null,
    changed_at text collate "C" not null,
    removed_at text collate "C",
    version bigint not null
);

create index connections_of_provider on connections (provider);

-- How far the syncing of one kind of record of a connection is, as its custodian says.
create table connection_entities (
    connection text collate "C" not null references connections (id),
    entity text collate "C" not null,
    synced bigint not null check (synced >= 0),
    pending bigint not null check (pending >= 0),
    errors bigint not null check (errors >= 0),
    last_sync text collate "C",
    primary key (connection, entity)
);

create table settings (
    name text collate "C" primary key,
    value text collate "C" not null,
    changed_by text collate "C" not null,
    changed_at text collate "C" not null,
    version bigint not null
);

-- What was answered to a request that may come again. No secret is in an answer here.
create table answers (
    asker text collate "C" not null,
    idempotency_key text collate "C" not null,
    fingerprint bytea not null,
    status bigint not null,
    body text collate "C" not null,
    made_at text collate "C" not null,
    primary key (asker, idempotency_key)
);

create table audit_entries (
    seq bigint primary key check (seq >= 1),
    at text collate "C" not null,
    actor text collate "C",
    origin text collate "C" not null,
    action text collate "C" not null,
    subject text collate "C",
    provider text collate "C",
    detail text collate "C" not null,
    previous bytea not null check (length(previous) = 32),
    hash bytea not null check (length(hash) = 32)
);

-- An entry stays as it was made.
create function audit_entries_stay() returns trigger language plpgsql as $$
begin
    raise exception 'an audit entry is never changed or removed';
end
$$;

create trigger audit_entries_stay before update or delete or truncate on audit_entries
for each statement execute function audit_entries_stay();
