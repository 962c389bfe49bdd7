/*
 * index/build.c - sorts what the writer collected and writes the file.
 *
 *   drafts ── sorted by length, text ──> WORDS      uses (word, name) ── sorted ──> POSTINGS
 *   words  ── cut into trigrams, sorted ──> GRAMS, GRAM_WORDS       words ── keys by sound, sorted ──> KEYS
 */
#include "base/file.h"
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "index/writer_int.h"
#include "reading/reading.h"

#include <stdlib.h>
#include <string.h>

/* What goes into the file, section by section. */
struct layout {
    struct list_index_writer *writer;
    struct {
        const void *v;
        size_t n;
    } sections[SECTION_COUNT];
};

static void put(struct layout *layout, enum index_section_id id, const void *v, size_t n)
{
    layout->sections[id].v = v;
    layout->sections[id].n = n;
}

/* ---- words and postings ---- */

static int draft_cmp(const void *a, const void *b)
{
    const struct word_draft *x = ((const struct word_place *)a)->draft, *y = ((const struct word_place *)b)->draft;
    if (x->n_chars != y->n_chars)
        return x->n_chars < y->n_chars ? -1 : 1;
    return str_cmp(x->text, y->text);
}

static int u64_cmp(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void sort(void *v, size_t n, size_t width, int (*cmp)(const void *, const void *))
{
    if (n > 1)
        qsort(v, n, width, cmp);
}

/* Sort the drafts and give tokens and uses the final numbers. */
static int renumber(struct list_index_writer *writer, struct seki_err *err)
{
    uint32_t *final = ARENA_ARRAY(&writer->arena, writer->drafts.n, uint32_t);
    TRY_MEM(final, err);
    sort(writer->drafts.v, writer->drafts.n, sizeof(struct word_place), draft_cmp);
    for (size_t i = 0; i < writer->drafts.n; i++) {
        final[writer->drafts.v[i].draft->number] = (uint32_t)i;
        writer->drafts.v[i].draft->number = (uint32_t)i;
    }
    for (size_t i = 0; i < writer->tokens.n; i++)
        writer->tokens.v[i].word = final[writer->tokens.v[i].word];
    for (size_t i = 0; i < writer->uses.n; i++)
        writer->uses.v[i] = (uint64_t) final[writer->uses.v[i] >> 32] << 32 | (uint32_t)writer->uses.v[i];
    sort(writer->uses.v, writer->uses.n, sizeof(uint64_t), u64_cmp);
    return 0;
}

static int build_words(struct layout *layout, struct seki_err *err)
{
    struct list_index_writer *writer = layout->writer;
    struct index_word *words = ARENA_ARRAY(&writer->arena, writer->drafts.n, struct index_word);
    uint32_t *postings = ARENA_ARRAY(&writer->arena, writer->uses.n, uint32_t);
    size_t n = 0, use = 0;
    if (!words || !postings)
        return err_oom(err);
    for (size_t i = 0; i < writer->drafts.n; i++) {
        const struct word_draft *draft = writer->drafts.v[i].draft;
        words[i] = (struct index_word){.letters = index_word_letters(draft->text),
                                       .n_chars = draft->n_chars,
                                       .flags = draft->flags,
                                       .postings = {(uint32_t)n, 0}};
        TRY(index_text(writer, draft->text, &words[i].text, err));
        for (; use < writer->uses.n && writer->uses.v[use] >> 32 == i; use++)
            if (use == 0 || writer->uses.v[use] != writer->uses.v[use - 1])
                postings[n++] = (uint32_t)writer->uses.v[use];
        words[i].postings.n = (uint32_t)n - words[i].postings.first;
    }
    put(layout, SECTION_WORDS, words, writer->drafts.n);
    put(layout, SECTION_POSTINGS, postings, n);
    return 0;
}

/* ---- trigrams ---- */

struct gram_use {
    uint64_t key;
    uint32_t word;
};

static int gram_use_cmp(const void *a, const void *b)
{
    const struct gram_use *x = a, *y = b;
    if (x->key != y->key)
        return x->key < y->key ? -1 : 1;
    return (x->word > y->word) - (x->word < y->word);
}

static bool has_grams(const struct word_draft *draft)
{
    return draft->flags & (LIST_WORD_TOKEN | LIST_WORD_JOINED);
}

/* All (trigram, word) pairs, sorted, without doubles. *ret_uses is freed by the caller. */
static int collect_grams(struct list_index_writer *writer, struct gram_use **ret_uses, size_t *ret_n,
                         struct seki_err *err)
{
    uint64_t keys[LIST_WORD_GRAMS];
    size_t max = 0, n = 0, kept = 0;
    for (size_t i = 0; i < writer->drafts.n; i++)
        max += has_grams(writer->drafts.v[i].draft) ? writer->drafts.v[i].draft->n_chars + 2 : 0;
    struct gram_use *uses = mem_zalloc(max + 1, sizeof(*uses));
    TRY_MEM(uses, err);
    for (size_t i = 0; i < writer->drafts.n; i++) {
        size_t n_keys = has_grams(writer->drafts.v[i].draft)
                            ? index_word_grams(writer->drafts.v[i].draft->text, keys, ARRAY_LEN(keys))
                            : 0;
        for (size_t k = 0; k < n_keys; k++)
            uses[n++] = (struct gram_use){keys[k], (uint32_t)i};
    }
    sort(uses, n, sizeof(*uses), gram_use_cmp);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || gram_use_cmp(&uses[i], &uses[i - 1]) != 0)
            uses[kept++] = uses[i];
    *ret_uses = uses;
    *ret_n = kept;
    return 0;
}

static int build_grams(struct layout *layout, struct seki_err *err)
{
    AUTO(mem_free_at) struct gram_use *uses = NULL;
    size_t n_uses, n_grams = 0;
    struct list_index_writer *writer = layout->writer;
    TRY(collect_grams(writer, &uses, &n_uses, err));
    for (size_t i = 0; i < n_uses; i++)
        n_grams += i == 0 || uses[i].key != uses[i - 1].key;
    struct index_gram *grams = ARENA_ARRAY(&writer->arena, n_grams, struct index_gram);
    uint32_t *words = ARENA_ARRAY(&writer->arena, n_uses, uint32_t);
    if (!grams || !words)
        return err_oom(err);
    n_grams = 0;
    for (size_t i = 0; i < n_uses; i++) {
        if (i == 0 || uses[i].key != uses[i - 1].key)
            grams[n_grams++] = (struct index_gram){uses[i].key, {(uint32_t)i, 0}};
        grams[n_grams - 1].words.n++;
        words[i] = uses[i].word;
    }
    put(layout, SECTION_GRAMS, grams, n_grams);
    put(layout, SECTION_GRAM_WORDS, words, n_uses);
    return 0;
}

/* ---- keys ---- */

struct key_uses {
    struct list_index_writer *writer;
    INDEX_LIST_OF(struct index_key) list;
    uint32_t word;
    bool is_oom;
};

static bool note_key(void *ctx, struct str key)
{
    struct key_uses *uses = ctx;
    uses->is_oom |=
        !ARENA_PUSH(&uses->writer->arena, &uses->list, ((struct index_key){index_key_hash(key), uses->word}));
    return !uses->is_oom;
}

/* The key of a reading word, which stands apart from those of Latin words. */
static bool note_reading_key(void *ctx, struct str key)
{
    char marked[READING_KEY_BYTES + 2] = {LIST_READING_MARK};
    if (key.n >= sizeof(marked))
        return true;
    memcpy(marked + 1, key.p, key.n);
    return note_key(ctx, (struct str){marked, key.n + 1});
}

/* What a word can be cut to. */
static void note_beginnings(struct key_uses *uses, struct str word)
{
    char key[LIST_CUT_BYTES + 1] = {LIST_CUT_MARK};
    for (size_t n = 2; n < word.n && n <= LIST_CUT_BYTES; n++) {
        memcpy(key + 1, word.p, n);
        if (((unsigned char)word.p[n] & 0xc0) != 0x80)
            (void)note_key(uses, (struct str){key, n + 1});
    }
}

static int key_cmp(const void *a, const void *b)
{
    const struct index_key *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->word > y->word) - (x->word < y->word);
}

static int build_keys(struct layout *layout, struct seki_err *err)
{
    struct list_index_writer *writer = layout->writer;
    struct key_uses uses = {.writer = writer};
    for (size_t i = 0; i < writer->drafts.n; i++) {
        const struct word_draft *draft = writer->drafts.v[i].draft;
        uses.word = (uint32_t)i;
        if (draft->flags & LIST_WORD_READING)
            reading_keys(draft->text, true, note_reading_key, &uses);
        else if (has_grams(draft))
            reading_keys(draft->text, false, note_key, &uses);
        if (draft->flags & LIST_WORD_TOKEN)
            note_beginnings(&uses, draft->text);
    }
    if (uses.is_oom)
        return err_oom(err);
    sort(uses.list.v, uses.list.n, sizeof(struct index_key), key_cmp);
    put(layout, SECTION_KEYS, uses.list.v, uses.list.n);
    return 0;
}

/* ---- contacts and entry numbers ---- */

static int contact_cmp(const void *a, const void *b)
{
    const struct index_contact *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->entry > y->entry) - (x->entry < y->entry);
}

static int entry_cmp(const void *a, const void *b, void *ctx)
{
    const struct list_index_writer *writer = ctx;
    const struct text_ref x = writer->entries.v[*(const uint32_t *)a].entry;
    const struct text_ref y = writer->entries.v[*(const uint32_t *)b].entry;
    return str_cmp((struct str){writer->text.p + x.offset, x.length},
                   (struct str){writer->text.p + y.offset, y.length});
}

static int build_order(struct layout *layout, struct seki_err *err)
{
    struct list_index_writer *writer = layout->writer;
    size_t n = writer->entries.n;
    uint32_t *order = ARENA_ARRAY(&writer->arena, n, uint32_t);
    TRY_MEM(order, err);
    for (size_t i = 0; i < n; i++)
        order[i] = (uint32_t)i;
    if (n > 1)
        qsort_r(order, n, sizeof(*order), entry_cmp, writer);
    sort(writer->contacts.v, writer->contacts.n, sizeof(*writer->contacts.v), contact_cmp);
    put(layout, SECTION_ENTRY_ORDER, order, n);
    put(layout, SECTION_CONTACTS, writer->contacts.v, writer->contacts.n);
    return 0;
}

/* ---- the file ---- */

static size_t aligned(size_t n)
{
    return (n + SECTION_ALIGN - 1) / SECTION_ALIGN * SECTION_ALIGN;
}

static struct index_header header_of(const struct layout *layout)
{
    struct index_header header = {.magic = INDEX_MAGIC,
                                  .version = INDEX_VERSION,
                                  .byte_order = INDEX_BYTE_ORDER,
                                  .fold_version = TEXT_FOLD_VERSION,
                                  .list = layout->writer->list_ref,
                                  .edition = layout->writer->edition_ref};
    size_t at = aligned(sizeof(header));
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        size_t bytes = layout->sections[i].n * index_section_width(i);
        header.sections[i] =
            (struct index_section){at, layout->sections[i].n, str_hash((struct str){layout->sections[i].v, bytes})};
        at = aligned(at + bytes);
    }
    header.file_size = at;
    header.hash = str_hash((struct str){(const char *)&header, offsetof(struct index_header, hash)});
    return header;
}

static int write_layout(const struct layout *layout, struct seki_err *err)
{
    struct index_header header = header_of(layout);
    if (header.file_size > LIMIT(INDEX_BYTES))
        return err_limit(err, LIMIT_ID_INDEX_BYTES);
    AUTO(mem_free_at) char *bytes = mem_zalloc(header.file_size, 1);
    TRY_MEM(bytes, err);
    memcpy(bytes, &header, sizeof(header));
    for (size_t i = 0; i < SECTION_COUNT; i++)
        if (layout->sections[i].n)
            memcpy(bytes + header.sections[i].offset, layout->sections[i].v,
                   layout->sections[i].n * index_section_width(i));
    return file_replace(layout->writer->path, (struct str){bytes, header.file_size}, err);
}

int index_build(struct list_index_writer *writer, struct seki_err *err)
{
    struct layout layout = {.writer = writer};
    TRY(renumber(writer, err));
    TRY(build_words(&layout, err));
    TRY(build_grams(&layout, err));
    TRY(build_keys(&layout, err));
    TRY(build_order(&layout, err));
    put(&layout, SECTION_TEXT, writer->text.p, writer->text.n);
    put(&layout, SECTION_REFS, writer->refs.v, writer->refs.n);
    put(&layout, SECTION_ENTRIES, writer->entries.v, writer->entries.n);
    put(&layout, SECTION_NAMES, writer->names.v, writer->names.n);
    put(&layout, SECTION_TOKENS, writer->tokens.v, writer->tokens.n);
    return write_layout(&layout, err);
}
