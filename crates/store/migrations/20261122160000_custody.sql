-- Which connections the firm's server holds, or is to hold.

-- The server's public key, to which what is handed over is sealed: as it was named when this
-- computer came in, or as a person confirmed it since. Null where none was named.
alter table enrolment add column server_key text;

-- One row a connection that is being handed over, is held by the server, or is taken back.
create table handovers (
    connection text    primary key references connections (id) on delete cascade,
    -- Its number, which this computer chose and the server knows it by.
    handover   text    not null check (length(handover) = 32),
    -- Offered: this computer renews as always. Letting go: it renews nothing any more, and the
    -- server may renew from the moment on that it says so. Held: what opens it is gone here.
    -- Taking back: another permission is here, and the server does not know yet.
    state      text    not null check (state in ('offered', 'letting_go', 'held', 'taking_back')),
    -- Which generation of the credential was sent.
    generation integer not null,
    begun_at   text    not null,
    -- Since when it is in this state.
    since      text    not null,
    -- When the server was last told or asked.
    tried_at   text,
    -- Why it does not go on, as a problem in JSON.
    problem    text    check (problem is null or json_valid(problem))
) strict;
