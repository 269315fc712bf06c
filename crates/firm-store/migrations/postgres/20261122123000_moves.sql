-- Where the server went that lived here: whoever starts one over this is told.
alter table server add column moved_to text collate "C";
-- From where one comes, until the move has ended: before that, nobody lives here.
alter table server add column arriving_from text collate "C";
