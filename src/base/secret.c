/* base/secret.c - see base/secret.h. All of it is libsodium's. */
#include "base/secret.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

static_assert(SECRET_PASSWORD_HASH >= crypto_pwhash_STRBYTES, "room for libsodium's text");
static_assert(SECRET_TOKEN == sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), "length");

static void write_token(const unsigned char bytes[32], char ret_token[SECRET_TOKEN])
{
    (void)sodium_bin2base64(ret_token, SECRET_TOKEN, bytes, 32, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

void secret_token(char ret_token[SECRET_TOKEN])
{
    unsigned char bytes[32];
    randombytes_buf(bytes, sizeof(bytes));
    write_token(bytes, ret_token);
    sodium_memzero(bytes, sizeof(bytes));
}

void secret_derive(struct str use, struct str token, char ret_token[SECRET_TOKEN])
{
    crypto_hash_sha256_state state;
    unsigned char digest[crypto_hash_sha256_BYTES];
    (void)crypto_hash_sha256_init(&state);
    (void)crypto_hash_sha256_update(&state, (const unsigned char *)use.p, use.n);
    (void)crypto_hash_sha256_update(&state, (const unsigned char *)"", 1);
    (void)crypto_hash_sha256_update(&state, (const unsigned char *)token.p, token.n);
    (void)crypto_hash_sha256_final(&state, digest);
    write_token(digest, ret_token);
}

void secret_word(char ret_word[SECRET_WORD])
{
    static const char LETTERS[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    static_assert(sizeof(LETTERS) == 33, "five bits a letter");
    for (size_t i = 0; i < SECRET_WORD - 1; i++)
        ret_word[i] = i % 5 == 4 ? '-' : LETTERS[randombytes_uniform(32)];
    ret_word[SECRET_WORD - 1] = '\0';
}

int secret_hash_password(struct str password, char ret_hash[SECRET_PASSWORD_HASH], struct seki_err *err)
{
    int failed = crypto_pwhash_str_alg(ret_hash, password.p, password.n, crypto_pwhash_OPSLIMIT_INTERACTIVE,
                                       crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
    return failed ? err_oom(err) : 0;
}

bool secret_check_password(const char *hash, struct str password)
{
    /* Of no password that anybody knows, with the parameters of secret_hash_password. */
    static const char NOBODY[] =
        "$argon2id$v=19$m=65536,t=2,p=1$c2VraXNoby1ub2JvZHkuLg$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    bool is_right = crypto_pwhash_str_verify(hash ? hash : NOBODY, password.p ? password.p : "", password.n) == 0;
    return is_right && hash;
}

bool secret_equal(struct str a, struct str b)
{
    return a.n == b.n && (a.n == 0 || sodium_memcmp(a.p, b.p, a.n) == 0);
}

void secret_wipe(void *p, size_t n)
{
    sodium_memzero(p, n);
}
