/*
 * store/users.h - users with their roles, logins, API keys, and what a user keeps.
 *
 * The store holds no password and no token: passwords are argon2id texts (base/secret.h), tokens and keys are known by
 * their SHA-256 in hex. Moments are RFC 3339 in UTC (moment_text), so they compare as texts. What is written lies in
 * the open transaction, or is a transaction of its own for each call. Errors and threads: store/store.h.
 */
#ifndef STORE_USERS_H
#define STORE_USERS_H

#include "store/store.h"

/* -- users -- */

struct user_row {
    struct str name;
    struct str department; /* or STR_NULL */
    struct str password;   /* argon2id */
    struct str created_at, last_login_at;
    bool is_disabled;
    struct str_list roles;
};

struct user_rows {
    struct user_row *v;
    size_t n, cap;
};

/* Add with the roles. SEKI_E_EXISTS. Inside a transaction of the caller. */
int user_add(struct store *store, const struct user_row *user, struct seki_err *err);

/* 1 found, 0 no such user. */
int user_get(struct store *store, struct arena *arena, struct str name, struct user_row *ret_user,
             struct seki_err *err);

/* All, by name. */
int user_all(struct store *store, struct arena *arena, struct user_rows *ret_users, struct seki_err *err);

/* Write department, password, last_login_at and is_disabled of the row, and its roles. Inside a transaction. */
int user_put(struct store *store, const struct user_row *user, struct seki_err *err);

/* Users there are; and users that are enabled and have the role. */
int user_count(struct store *store, int64_t *ret_count, struct seki_err *err);
int user_count_role(struct store *store, struct str role, int64_t *ret_count, struct seki_err *err);

/* -- logins -- */

struct user_login {
    struct str token_sha256, user_name, created_at, expires_at;
    struct str purpose;
    struct str locale; /* or STR_NULL */
};

int user_login_add(struct store *store, const struct user_login *login, struct seki_err *err);

/* The login with this hash that has not ended at `now`. 1 found, 0 none. */
int user_login_get(struct store *store, struct arena *arena, struct str token_sha256, struct str now,
                   struct user_login *ret_login, struct seki_err *err);

int user_login_drop(struct store *store, struct str token_sha256, struct seki_err *err);

/* End all logins of the user but the one with this hash ("" = none stays). */
int user_login_drop_others(struct store *store, struct str user_name, struct str except_sha256, struct seki_err *err);

/* Forget logins that ended before `now`. */
int user_login_sweep(struct store *store, struct str now, struct seki_err *err);

/* -- API keys -- */

struct api_key {
    struct str id, user_name, key_sha256;
    struct str scopes; /* words joined by one blank */
    struct str created_at, expires_at;
    struct str revoked_at; /* STR_NULL = in force */
};

struct api_keys {
    struct api_key *v;
    size_t n, cap;
};

int api_key_add(struct store *store, const struct api_key *key, struct seki_err *err);
/* By hash, whether it is in force or not. 1 found, 0 none. */
int api_key_get(struct store *store, struct arena *arena, struct str key_sha256, struct api_key *ret_key,
                struct seki_err *err);
int api_key_all(struct store *store, struct arena *arena, struct api_keys *ret_keys, struct seki_err *err);
/* 1 revoked, 0 no such key (or revoked before). */
int api_key_revoke(struct store *store, struct str id, struct str at, struct seki_err *err);

/* -- what a user keeps -- */

/* One JSON text under (user, space, key). Get: 1 found, 0 none. Drop: 1 dropped, 0 there was none. */
int user_document_get(struct store *store, struct arena *arena, const struct str place[3], struct str *ret_body,
                      struct seki_err *err);
int user_document_put(struct store *store, const struct str place[3], struct str body, struct str at,
                      struct seki_err *err);
int user_document_drop(struct store *store, const struct str place[3], struct seki_err *err);

/* How many documents the user has in the space. */
int user_document_count(struct store *store, struct str user_name, struct str space, int64_t *ret_count,
                        struct seki_err *err);

/* -- requests answered once -- */

struct request_once {
    struct str user_name, route, key;
    struct str body_sha256, answer, at;
};

/* 1 and the row, or 0. */
int request_once_get(struct store *store, struct arena *arena, const struct request_once *wanted,
                     struct request_once *ret_row, struct seki_err *err);
/* SEKI_E_EXISTS when somebody else was faster. Rows older than `sweep_before` go. */
int request_once_put(struct store *store, const struct request_once *row, struct str sweep_before,
                     struct seki_err *err);

#endif
