-- 001_lists.sql: settings, list editions and their parties, the graph.
--
-- Portable subset: text keys, bigint, text for JSON, days (YYYY-MM-DD) and moments (RFC 3339). What an engine spells in
-- its own way is a directive that sql_schema.c expands:
--   {bigint}             a whole number of 64 bits
--   {table}             end of a table                          {keyed}          end of a table stored by its primary key
--   {append_only NAME}  forbid update and delete of its rows

create table meta (
    key text not null primary key,
    value text not null
) {keyed};

-- One row for each import of one list.
create table list_edition (
    id text not null primary key,
    list text not null,
    edition text,                          -- null: undated
    imported_at text not null,
    sha256 text not null,                  -- of the group of files
    format text not null,
    seq {bigint} not null unique
) {table};
create index list_edition_by_list on list_edition (list, edition, seq);
create index list_edition_by_sha256 on list_edition (sha256);
{append_only list_edition}

create table list_file (
    edition_id text not null references list_edition (id),
    number {bigint} not null,
    name text not null,
    sha256 text not null,
    bytes {bigint} not null,
    primary key (edition_id, number)
) {keyed};
{append_only list_file}

-- Written when the import is complete; an edition without this row does not count.
create table list_total (
    edition_id text not null primary key references list_edition (id),
    parties {bigint} not null,
    listed {bigint} not null,
    relations {bigint} not null,
    rejected {bigint} not null,
    previous text references list_edition (id),
    added {bigint} not null,
    changed {bigint} not null,
    removed {bigint} not null,
    unchanged {bigint} not null
) {table};
{append_only list_total}

-- Record bodies by content: the next edition with the same entry keeps a reference only.
create table list_body (
    sha256 text not null primary key,
    body text not null
) {table};
{append_only list_body}

create table list_party (
    edition_id text not null references list_edition (id),
    entry text not null,
    body_sha256 text not null references list_body (sha256),
    is_listed {bigint} not null,
    source_row {bigint} not null,
    primary key (edition_id, entry)
) {keyed};
{append_only list_party}

create table list_reject (
    edition_id text not null references list_edition (id),
    number {bigint} not null,
    file text not null,
    line {bigint} not null,
    reason text not null,
    primary key (edition_id, number)
) {keyed};
{append_only list_reject}

-- Edges of the graph. from_node and to_node are entry ids of the edition, or names.
create table list_relation (
    edition_id text not null references list_edition (id),
    number {bigint} not null,
    from_node text not null,
    to_node text not null,
    body text not null,
    primary key (edition_id, number)
) {keyed};
create index list_relation_into on list_relation (to_node, edition_id);
create index list_relation_out on list_relation (from_node, edition_id);
{append_only list_relation}

create table list_node_key (
    key text not null,
    edition_id text not null references list_edition (id),
    node text not null,
    primary key (key, edition_id, node)
) {keyed};
create index list_node_key_by_node on list_node_key (edition_id, node);
{append_only list_node_key}
