-- How this computer is in at the firm's server. Its key and its token are sealed among the
-- own secrets.
create table enrolment (
    only_row         integer primary key check (only_row = 1),
    address          text not null,
    -- Which server it is, for ever, and its life: another one after it was restored.
    server           text not null,
    epoch            text not null,
    member           text not null,
    name             text not null,
    role             text not null,
    device           text not null,
    device_name      text not null,
    enrolled_at      text not null,
    last_contact_at  text,
    token_expires_at text not null,
    standing         text not null default 'in'
                     check (standing in ('in', 'shut_out', 'another_life'))
) strict;
