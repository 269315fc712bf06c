-- Sign-ins at the firm's directory that are on their way. Of what the browser holds, its hash.
create table sign_ins (
    id text collate "C" primary key,
    secret_hash bytea not null unique check (length(secret_hash) = 32),
    made_at text collate "C" not null,
    expires_at text collate "C" not null,
    used_at text collate "C"
);

-- Which member an account of the firm's directory is: by what never changes of that account.
create table directory_accounts (
    id text collate "C" primary key,
    tenant text collate "C" not null,
    object text collate "C" not null,
    member text collate "C" not null references members (id),
    bound_at text collate "C" not null,
    unique (tenant, object)
);

create index directory_accounts_of_member on directory_accounts (member);
