-- The models that each AI provider's account may ask, as they were last listed. Of another
-- account of the same provider they say nothing, so it is noted whose they are: a
-- connection's id, or a word for the credential of this computer's environment.
create table ai_models (
    provider  text primary key,
    account   text not null,
    models    text not null check (json_valid(models)),
    listed_at text not null
) strict;

-- What was asked of each model in each month (UTC), and the tokens that its vendor counted.
-- No question and no answer is in here.
create table ai_use (
    provider      text    not null,
    month         text    not null check (month glob '[0-9][0-9][0-9][0-9]-[01][0-9]'),
    model         text    not null,
    answered      integer not null default 0,
    failed        integer not null default 0,
    input_tokens  integer not null default 0,
    output_tokens integer not null default 0,
    uncounted     integer not null default 0,
    primary key (provider, month, model)
) strict, without rowid;
