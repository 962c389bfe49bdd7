-- 007_known.sql: what people found out about hits, and who is known. Spelling: 001_lists.sql.

-- A person's word on one entry of a list and one party, outside a dealing. Of one pair the last word holds.
create table review (
    seq {bigint} not null primary key,
    list text not null,
    entry text not null,
    edition text,                          -- that was looked at; null: undated
    identity text not null,                -- SHA-256 of what identified the entry then
    party text,                            -- id of a stored party; null: a name was asked
    name text not null,                    -- of the party, as written
    countries text not null,               -- of the party, joined by line ends
    birth_dates text not null,             -- the same
    is_same {bigint} not null,
    reason text not null,
    actor text not null,
    at text not null
) {table};
{append_only review}

-- The folded names that a review speaks of.
create table review_key (
    key text not null,
    list text not null,
    entry text not null,
    seq {bigint} not null references review (seq),
    primary key (key, list, entry, seq)
) {keyed};
{append_only review_key}

-- Our own companies, and parties that are known to be good: their hits of today are no hits until a day.
create table known_party (
    id text not null primary key,
    kind text not null,                    -- known_good, own_company
    name text not null,
    key text not null,                     -- folded as the name of an organisation
    person_key text not null,              -- folded as the name of a person
    lists text not null,                   -- codes joined by line ends; empty: all
    reason text not null,
    until text not null,
    import_seq {bigint} not null,          -- the newest import (list_edition.seq) when it was recorded
    actor text not null,
    at text not null
) {table};
create index known_party_by_key on known_party (key);
create index known_party_by_person_key on known_party (person_key);
{append_only known_party}

create table known_party_end (
    id text not null primary key references known_party (id),
    actor text not null,
    at text not null
) {table};
{append_only known_party_end}
