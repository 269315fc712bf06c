-- Whether the server is the one inside the app. Where that listens is known to the app alone, and
-- another place at each start.
alter table enrolment add column embedded integer not null default 0
    check (embedded in (0, 1));
