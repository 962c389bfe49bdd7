/*
 * tests/fuzz/fuzz_index_open.c - a list index with any bytes in it: refused, or read and searched without a crash.
 *
 * Byte 0 even: what follows is the file. Odd: what follows are changes of three bytes (offset, offset, value) to a
 * valid index of an invented list; with bit 1 the hashes are set right afterwards, so that the damage gets past the
 * first check and every offset must be doubted where it is followed.
 */
#include "../unit/index/index_damage.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "fuzz.h"
#include "screen/screen.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void add_parties(struct list_index_writer *writer)
{
    struct str texts[] = {STR("CN"), STR("1962-09-03"), STR("1-2-3 Marunouchi, Chiyoda-ku, Tokyo")};
    struct party_name names[] = {{STR("Tian Hai Xiang Technology Co., Ltd. (天海祥科技有限公司)"), PARTY_NAME_PRIMARY},
                                 {STR("THX"), PARTY_NAME_WEAK}};
    struct party_identifier ids[] = {{STR("phone"), STR("+81355550134"), STR_NULL},
                                     {STR("imo"), STR("9123456"), STR_NULL}};
    struct party_record record = {.entry = STR("1"),
                                  .schema = PARTY_COMPANY,
                                  .is_listed = true,
                                  .names = names,
                                  .n_names = 2,
                                  .identifiers = ids,
                                  .n_identifiers = 2,
                                  .countries = {texts, 1},
                                  .birth_dates = {texts + 1, 1},
                                  .addresses = {texts + 2, 1},
                                  .remarks = STR("x")};
    FUZZ_CHECK(list_index_writer_add(writer, &record, NULL) == 0);
    names[0].text = STR("AL-TESTI, Hamid Mahmud");
    record.entry = STR("2");
    record.schema = PARTY_PERSON;
    FUZZ_CHECK(list_index_writer_add(writer, &record, NULL) == 0);
}

static struct str valid_index(const struct text_tools *tools, struct arena *arena, const char *path)
{
    struct list_index_writer *writer;
    struct str bytes;
    FUZZ_CHECK(list_index_writer_open(tools, path, STR("demo"), STR_NULL, &writer, NULL) == 0);
    add_parties(writer);
    FUZZ_CHECK(list_index_writer_finish(&writer, NULL) == 0);
    FUZZ_CHECK(file_read(arena, path, MIB, &bytes, NULL) == 0);
    return bytes;
}

static struct str damaged(const struct text_tools *tools, struct arena *arena, const char *path, struct str input)
{
    char mode = input.p[0];
    struct str changes = str_from(input, 1);
    if (!(mode & 1))
        return changes;
    struct str valid = valid_index(tools, arena, path);
    char *bytes = arena_cstr(arena, valid);
    FUZZ_CHECK(bytes);
    for (; changes.n >= 3; changes = str_from(changes, 3))
        bytes[((unsigned char)changes.p[0] << 8 | (unsigned char)changes.p[1]) % valid.n] = changes.p[2];
    if (mode & 2)
        index_set_hashes(bytes, valid.n);
    return (struct str){bytes, valid.n};
}

static bool take_entry(void *ctx, uint32_t entry)
{
    FUZZ_CHECK(entry < list_index_count(ctx));
    return true;
}

static void use(const struct text_tools *tools, struct arena *arena, struct list_index *index)
{
    static const char *const ASKED[] = {"Tianhaixiang Technology", "天海祥科技", "Hamid al Testi", "THX"};
    const struct list_index *lists[] = {index};
    for (uint32_t i = 0; i < list_index_count(index); i++) {
        struct list_entry entry;
        uint32_t number;
        if (list_index_entry(arena, index, i, &entry, NULL) == 0)
            (void)list_index_find_entry(index, entry.entry, &number);
    }
    list_index_find_contact(index, STR("phone"), STR("+81355550134"), take_entry, index);
    for (size_t i = 0; i < sizeof(ASKED) / sizeof(ASKED[0]); i++) {
        struct party_identifier imo = {STR("imo"), STR("9123456"), STR_NULL};
        struct screen_query query = {.name = str_c(ASKED[i]), .identifiers = &imo, .n_identifiers = 1};
        struct screen_hits hits;
        (void)screen_party(tools, (struct screen_lists){lists, 1}, &query, arena, &hits, NULL);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    char path[] = "/tmp/seki_fuzz_XXXXXX";
    struct text_tools *tools;
    struct list_index *index;
    struct arena arena;
    if (n == 0)
        return 0;
    AUTO(file_close) int fd = mkstemp(path);
    FUZZ_CHECK(fd >= 0 && hash_start(NULL) == 0 && text_open(&tools, NULL) == 0);
    arena_init(&arena, 64 * MIB);
    FUZZ_CHECK(file_replace(path, damaged(tools, &arena, path, (struct str){(const char *)data, n}), NULL) == 0);
    if (list_index_open(path, &index, NULL) == 0) {
        use(tools, &arena, index);
        list_index_close(&index);
    }
    (void)unlink(path);
    arena_done(&arena);
    text_close(&tools);
    return 0;
}
