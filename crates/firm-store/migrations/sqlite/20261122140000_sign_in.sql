-- Sign-ins at the firm's directory that are on their way. Of what the browser holds, its hash.
create table sign_ins (
    id text primary key,
    secret_hash blob not null unique check (length(secret_hash) = 32),
    made_at text not null,
    expires_at text not null,
    used_at text
) strict;

-- Which member an account of the firm's directory is: by what never changes of that account.
create table directory_accounts (
    id text primary key,
    tenant text not null,
    object text not null,
    member text not null references members (id),
    bound_at text not null,
    unique (tenant, object)
) strict;

create index directory_accounts_of_member on directory_accounts (member);
