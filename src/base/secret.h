/*
 * base/secret.h - tokens, passwords and their comparison.
 *
 * Passwords are kept as argon2id (RFC 9106) with the parameters inside the text, tokens as the SHA-256 of 256 random
 * bits (base/hash.h). Comparisons do not tell by their time where two texts differ. Any thread, after hash_start().
 */
#ifndef BASE_SECRET_H
#define BASE_SECRET_H

#include "base/err.h"
#include "base/str.h"

enum {
    SECRET_TOKEN = 44,         /* 43 letters of base64url and NUL */
    SECRET_WORD = 15,          /* XXXX-XXXX-XXXX and NUL */
    SECRET_PASSWORD_HASH = 128 /* text of a password hash and NUL */
};

/* 256 random bits as base64url. */
void secret_token(char ret_token[SECRET_TOKEN]);

/* A text that depends on `use` and `token` alone, in the form of a token; it does not lead back to the token. */
void secret_derive(struct str use, struct str token, char ret_token[SECRET_TOKEN]);

/* A one-time password a person can type: twelve letters and digits (60 bits), none that look alike. */
void secret_word(char ret_word[SECRET_WORD]);

/* argon2id with 64 MiB and two passes (some 100 ms). SEKI_E_NOMEM. */
int secret_hash_password(struct str password, char ret_hash[SECRET_PASSWORD_HASH], struct seki_err *err);

/* Is it the password of this hash? `hash` NULL (nobody's): false after the same time. */
bool secret_check_password(const char *hash, struct str password);

/* The same text? In constant time for texts of one length. */
bool secret_equal(struct str a, struct str b);

/* Overwrite, so that the compiler does not leave it out. */
void secret_wipe(void *p, size_t n);

#endif
