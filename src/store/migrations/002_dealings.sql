-- 002_dealings.sql: dealings with all their versions, what is found in them, assessments. Spelling: 001_lists.sql.

create table dealing (
    id text not null,
    version {bigint} not null,
    kind text not null,
    date text not null,
    received_at text,
    title text,
    department text,
    entered_by text,
    body text not null,
    sha256 text not null,
    stored_at text not null,
    actor text not null,
    orderer_key text,
    text_key text,
    is_customer_hit {bigint} not null,
    is_declined {bigint} not null,
    level text,
    is_incomplete {bigint} not null,
    primary key (id, version)
) {table};
{append_only dealing}

-- What later dealings ask for, of the latest version of each dealing alone: derived from its body, so these three tables
-- are the ones that change.
create table dealing_head (
    id text not null primary key,
    version {bigint} not null,
    kind text not null,
    date text not null,
    orderer_key text,
    text_key text,
    is_customer_hit {bigint} not null,
    is_declined {bigint} not null
) {table};
create index dealing_head_by_text on dealing_head (text_key, date) where text_key is not null;

create table dealing_contact (
    dealing text not null references dealing_head (id),
    number {bigint} not null,
    version {bigint} not null,
    date text not null,
    kind text not null,
    value text not null,
    party_key text not null,
    party_name text,
    country text,
    role text,
    is_organisation {bigint} not null,
    primary key (dealing, number)
) {keyed};
create index dealing_contact_users on dealing_contact (kind, value, is_organisation, party_key, date);

create table dealing_item (
    dealing text not null references dealing_head (id),
    number {bigint} not null,
    date text not null,
    item_key text,
    model_key text,
    quantity {bigint} not null,
    unit text,
    orderer_key text,
    is_flagged {bigint} not null,
    primary key (dealing, number)
) {keyed};
create index dealing_item_by_item on dealing_item (item_key, date) where item_key is not null;
create index dealing_item_by_model on dealing_item (model_key, date) where model_key is not null;
create index dealing_flag_by_item on dealing_item (item_key, date) where is_flagged = 1 and item_key is not null;
create index dealing_flag_by_model on dealing_item (model_key, date) where is_flagged = 1 and model_key is not null;
create index dealing_order_by_item on dealing_item (orderer_key, item_key, quantity) where item_key is not null;
create index dealing_order_by_model on dealing_item (orderer_key, model_key, quantity) where model_key is not null;

create table assessment (
    dealing text not null,
    version {bigint} not null,
    number {bigint} not null,
    at text not null,
    actor text not null,
    level text not null,
    is_incomplete {bigint} not null,
    body text not null,
    primary key (dealing, version, number),
    foreign key (dealing, version) references dealing (id, version)
) {table};
{append_only assessment}
