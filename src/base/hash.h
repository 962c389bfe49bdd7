/*
 * base/hash.h - SHA-256 for evidence, editions and the audit chain; name-based and random ids.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/err.h"
#include "base/str.h"

enum { SHA256_BYTES = 32, SHA256_HEX = 65, UUID_TEXT = 37 };

struct sha256 {
    _Alignas(16) unsigned char state[128];
};

/* Start, feed, finish; the hex form is lower case with a NUL. */
void sha256_init(struct sha256 *hash);
void sha256_add(struct sha256 *hash, struct str bytes);
void sha256_hex(struct sha256 *hash, char ret_hex[SHA256_HEX]);

/* All at once. */
void sha256_of(struct str bytes, char ret_hex[SHA256_HEX]);

/* UUID version 7 (RFC 9562): `unix_ms` and 74 random bits. For what happens here: dealings, editions, audit. */
void uuid7(int64_t unix_ms, char ret_uuid[UUID_TEXT]);

/* UUID version 8 (RFC 9562), name-based with SHA-256 over `space` NUL `name`: the same name has the same id in every
 * store. For what is known from outside: entries of lists. */
void uuid8(struct str space, struct str name, char ret_uuid[UUID_TEXT]);

/* Prepare the crypto library once, before threads. 0 or SEKI_E_INTERNAL. */
int hash_start(struct seki_err *err);

#endif
