/*
 * tests/fuzz/fuzz_text_key.c - keys of addresses, items, phones and domains out of any text.
 *
 * A key is well-formed UTF-8 and its own key (but for addresses, where a key has lost what made it readable); a number
 * is
 * '+' and digits; a domain is lower case and its own registrable domain.
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "fuzz.h"
#include "text/address.h"
#include "text/domain.h"
#include "text/edit.h"
#include "text/item.h"
#include "text/phone.h"

#include <string.h>

static void check_keys(const struct text_tools *tools, struct arena *arena, struct str raw)
{
    struct str address, item, again;
    FUZZ_CHECK(address_key(tools, arena, raw, STR("JP"), &address, NULL) == 0);
    FUZZ_CHECK(utf8_check(address) == address.n && (address.p == NULL) == (address.n == 0));
    FUZZ_CHECK(item_key(tools, arena, raw, &item, NULL) == 0);
    FUZZ_CHECK(utf8_check(item) == item.n);
    if (item.n && item.n <= LIMIT(NAME_BYTES))
        FUZZ_CHECK(item_key(tools, arena, item, &again, NULL) == 0 && again.n <= item.n);
    unsigned apart = edit_distance(address, item, 4);
    FUZZ_CHECK(apart <= 5 && apart == edit_distance(item, address, 4));
}

static void check_phone(const struct text_tools *tools, struct arena *arena, struct str raw)
{
    struct phone phone;
    int found = phone_normalise(tools, arena, raw, STR("JP"), &phone, NULL);
    FUZZ_CHECK(found == 0 || found == 1);
    if (found)
        FUZZ_CHECK(phone.e164.p[0] == '+' && strspn(phone.e164.p + 1, "0123456789") == phone.e164.n - 1);
}

static void check_domain(const struct text_tools *tools, struct arena *arena, struct str raw)
{
    struct str domain, again;
    int found = domain_of_url(tools, arena, raw, &domain, NULL);
    FUZZ_CHECK(found == 0 || found == 1);
    if (found)
        FUZZ_CHECK(domain_of_url(tools, arena, domain, &again, NULL) == 1 && str_eq(domain, again));
    found = domain_of_email(tools, arena, raw, &domain, NULL);
    FUZZ_CHECK(found == 0 || found == 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    AUTO(text_close) struct text_tools *tools = NULL;
    struct arena arena;
    struct str raw = {(const char *)data, n < LIMIT(NAME_BYTES) ? n : LIMIT(NAME_BYTES)};
    raw.n = utf8_check(raw);
    FUZZ_CHECK(text_open(&tools, NULL) == 0);
    arena_init(&arena, 16 * MIB);
    check_keys(tools, &arena, raw);
    check_phone(tools, &arena, raw);
    check_domain(tools, &arena, raw);
    arena_done(&arena);
    return 0;
}
