-- What is kept of a connection that was ended: which account it was for, how the provider
-- took it, and how that was proven. The connection itself is gone, so nothing refers to it.
-- Nothing secret is in here.
create table receipts (
    id           text primary key,
    connection   text not null,
    provider     text not null,
    environment  text not null check (environment in ('live', 'sandbox')),
    sign_in      text,
    account_id   text,
    account_name text,
    label        text,
    connected_at text not null,
    ended_at     text not null,
    ended_by     text,
    taken        text not null check (taken in (
                     'confirmed', 'was_over', 'by_hand', 'not_asked', 'refused')),
    proof        text not null check (proof in (
                     'refused_afterwards', 'introspected', 'not_provable', 'still_works')),
    -- Until when what still worked goes on to, where that is known.
    works_until  text,
    -- Why it was not taken back, in words.
    said         text
) strict;

create index receipts_by_provider on receipts (provider, ended_at);
