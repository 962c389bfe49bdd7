-- 004_users.sql: users, roles, logins, API keys, what a user keeps. Spelling: 001_lists.sql.

create table user_account (
    name text not null primary key,
    department text,
    password text not null,                -- argon2id, parameters inside
    created_at text not null,
    last_login_at text,
    is_disabled {bigint} not null
) {table};

create table user_role (
    user_name text not null references user_account (name),
    role text not null,
    primary key (user_name, role)
) {keyed};

create table user_login (
    token_sha256 text not null primary key,
    user_name text not null references user_account (name),
    created_at text not null,
    expires_at text not null,
    purpose text not null,
    locale text
) {table};
create index user_login_by_user on user_login (user_name);
create index user_login_by_end on user_login (expires_at);

create table api_key (
    id text not null primary key,
    user_name text not null references user_account (name),
    key_sha256 text not null unique,
    scopes text not null,                  -- words joined by one blank
    created_at text not null,
    expires_at text not null,
    revoked_at text
) {table};

-- Kept drafts, saved views, preferences: JSON of one user under a key of a space.
create table user_document (
    user_name text not null,
    space text not null,
    key text not null,
    body text not null,
    at text not null,
    primary key (user_name, space, key)
) {table};

-- Answers to requests with an Idempotency-Key.
create table request_once (
    user_name text not null,
    route text not null,
    key text not null,
    body_sha256 text not null,
    answer text not null,
    at text not null,
    primary key (user_name, route, key)
) {table};
create index request_once_by_at on request_once (at);
