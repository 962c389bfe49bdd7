-- 003_audit.sql: the chain of who did what (store/audit.h). Spelling: 001_lists.sql.

create table audit (
    seq {bigint} not null primary key,
    at text not null,
    actor text not null,
    roles text not null,
    purpose text not null,
    verb text not null,
    object text not null,
    detail text not null,
    previous text not null,
    hash text not null
) {table};
{append_only audit}

-- The newest row of the chain, kept apart: rows cut off the end do not match it.
create table audit_head (
    id {bigint} not null primary key,
    seq {bigint} not null,
    hash text not null
) {table};
insert into audit_head (id, seq, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
