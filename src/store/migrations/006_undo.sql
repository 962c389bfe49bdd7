-- 006_undo.sql: imports that were taken back. Spelling: 001_lists.sql.

create table list_undo (
    edition_id text not null primary key references list_edition (id),
    at text not null,
    actor text not null
) {table};
{append_only list_undo}

-- The editions that count: complete, and not taken back.
create view list_counted as
    select t.* from list_total t where not exists (select 1 from list_undo u where u.edition_id = t.edition_id);
