/* base/hash.c - see base/hash.h. The digests and random bytes are libsodium's. */
#include "base/hash.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct sha256), "room for libsodium's state");

int hash_start(struct seki_err *err)
{
    return sodium_init() < 0 ? err_set(err, SEKI_E_INTERNAL, "the crypto library did not start") : 0;
}

void sha256_init(struct sha256 *hash)
{
    (void)crypto_hash_sha256_init((crypto_hash_sha256_state *)(void *)hash->state);
}

void sha256_add(struct sha256 *hash, struct str bytes)
{
    (void)crypto_hash_sha256_update((crypto_hash_sha256_state *)(void *)hash->state, (const unsigned char *)bytes.p,
                                    bytes.n);
}

void sha256_hex(struct sha256 *hash, char ret_hex[SHA256_HEX])
{
    unsigned char digest[SHA256_BYTES];
    (void)crypto_hash_sha256_final((crypto_hash_sha256_state *)(void *)hash->state, digest);
    (void)sodium_bin2hex(ret_hex, SHA256_HEX, digest, sizeof(digest));
}

void sha256_of(struct str bytes, char ret_hex[SHA256_HEX])
{
    struct sha256 hash;
    sha256_init(&hash);
    sha256_add(&hash, bytes);
    sha256_hex(&hash, ret_hex);
}

static void write_uuid(unsigned char bytes[16], unsigned version, char ret_uuid[UUID_TEXT])
{
    char hex[33];
    bytes[6] = (unsigned char)((bytes[6] & 0x0f) | (version << 4));
    bytes[8] = (unsigned char)((bytes[8] & 0x3f) | 0x80);
    (void)sodium_bin2hex(hex, sizeof(hex), bytes, 16);
    size_t at = 0;
    for (size_t i = 0; i < 32; i++) {
        if (i == 8 || i == 12 || i == 16 || i == 20)
            ret_uuid[at++] = '-';
        ret_uuid[at++] = hex[i];
    }
    ret_uuid[at] = '\0';
}

void uuid7(int64_t unix_ms, char ret_uuid[UUID_TEXT])
{
    unsigned char bytes[16];
    randombytes_buf(bytes, sizeof(bytes));
    for (int i = 0; i < 6; i++)
        bytes[i] = (unsigned char)((uint64_t)unix_ms >> (8 * (5 - i)));
    write_uuid(bytes, 7, ret_uuid);
}

void uuid8(struct str space, struct str name, char ret_uuid[UUID_TEXT])
{
    crypto_hash_sha256_state state;
    unsigned char digest[SHA256_BYTES];
    (void)crypto_hash_sha256_init(&state);
    (void)crypto_hash_sha256_update(&state, (const unsigned char *)space.p, space.n);
    (void)crypto_hash_sha256_update(&state, (const unsigned char *)"", 1);
    (void)crypto_hash_sha256_update(&state, (const unsigned char *)name.p, name.n);
    (void)crypto_hash_sha256_final(&state, digest);
    write_uuid(digest, 8, ret_uuid);
}
