-- How files for tax software are written into a folder, where the firm wants it otherwise than
-- the provider's file says. What is null is as that file says.
create table tax_files (
    connection text primary key references connections (id) on delete cascade,
    -- By its name in the provider's file.
    format     text,
    name       text,
    rounding   text check (rounding in ('cents', 'whole_dollars')),
    signs      text check (signs in ('two_columns', 'one_signed')),
    changed_at text not null
) strict;
