-- 005_desk.sql: dealings as people work on them: state, answers, decisions, parties. Spelling: 001_lists.sql.

-- The latest version of each dealing as lists show it. Beside owner and snoozed_until everything is derived.
create table dealing_desk (
    id text not null primary key references dealing_head (id),
    version {bigint} not null,
    kind text not null,
    date text not null,
    title text,
    party text,                            -- name of the customer as written
    department text,
    subsidiary text,
    entered_by text,                       -- who entered the first version
    received_at text,
    due_at text,
    due_order text not null,               -- due_at as UTC; 9999 = not due
    level text not null,
    level_order {bigint} not null,         -- 1 green, 2 amber, 3 red
    is_incomplete {bigint} not null,
    missing {bigint} not null,             -- open mandatory checks
    questions {bigint} not null,
    decider text,
    state text not null,
    is_work {bigint} not null,             -- somebody has to do something
    owner text,
    snoozed_until text,
    search text not null,                  -- folded words of title and parties
    updated_at text not null,
    revision {bigint} not null             -- counts versions, decisions, assignments
) {table};
-- All that a search looks at lies in this index: words that nobody has are not found without reading a row.
create index dealing_desk_by_date on dealing_desk (date, id, kind, department, level, state, owner, search);
create index dealing_desk_work on dealing_desk (is_work, due_order, id);

-- Who entered or changed a dealing, and whom it names as having entered it: they never decide it.
create table dealing_author (
    dealing text not null references dealing_head (id),
    user_name text not null,
    primary key (dealing, user_name)
) {keyed};
create index dealing_author_by_user on dealing_author (user_name, dealing);

-- An answer of a person; `version` is the one that it made.
create table dealing_answer (
    dealing text not null,
    number {bigint} not null,
    version {bigint} not null,
    indicator text not null,
    state text not null,
    note text,
    evidence text not null,                -- a list as JSON
    actor text not null,
    at text not null,
    primary key (dealing, number),
    foreign key (dealing, version) references dealing (id, version)
) {table};
{append_only dealing_answer}

-- Decisions of people, and their withdrawal by a change (decision = withdrawn).
create table dealing_decision (
    dealing text not null,
    number {bigint} not null,
    version {bigint} not null,
    decision text not null,
    reason text not null,
    level text not null,
    actor text not null,
    roles text not null,
    at text not null,
    primary key (dealing, number),
    foreign key (dealing, version) references dealing (id, version)
) {table};
{append_only dealing_decision}

-- The parties of the latest versions, and the words by which a name is found: derived.
create table party (
    id text not null primary key,
    key text not null,                     -- folded name without legal forms
    name text not null,                    -- as last written
    names text not null                    -- all folded spellings, joined by line ends
) {table};

create table party_word (
    word text not null,
    party text not null references party (id),
    primary key (word, party)
) {keyed};

create table dealing_party (
    dealing text not null references dealing_head (id),
    number {bigint} not null,
    party text not null references party (id),
    primary key (dealing, number)
) {keyed};
create index dealing_party_by_party on dealing_party (party, dealing);

-- Are the derived rows of all dealings there? A store without dealings has them all; else the program makes them once.
insert into meta (key, value) select 'desk', '1' where not exists (select 1 from dealing_head);
