/*
 * index/writer_names.c - the names of a record: folded, cut into words, each word noted with the name it stands in.
 *
 *   "Tian Hai Co., Ltd. (天海)" ──> rows: the whole | Tian Hai Co., Ltd. (part) | 天海 (part)
 *   row 2: tokens tian, hai, ltd      words noted: tian, hai, ltd, tianhai (joined)
 *   row 3: token 天海                 words noted: 天海, 天海 (pair)
 */
#include "base/limits.h"
#include "base/utf8.h"
#include "index/writer_int.h"
#include "reading/reading.h"

static int note_word(struct list_index_writer *writer, struct str text, uint32_t flags, uint32_t name,
                     uint32_t *ret_word, struct seki_err *err)
{
    struct word_draft *draft = map_get(&writer->words, text);
    if (!draft) {
        draft = ARENA_NEW(&writer->arena, struct word_draft);
        TRY_MEM(draft, err);
        *draft = (struct word_draft){arena_str(&writer->arena, text), (uint32_t)writer->drafts.n,
                                     (uint32_t)utf8_count(text), 0};
        if (!draft->text.p || !map_put(&writer->words, draft->text, draft) ||
            !ARENA_PUSH(&writer->arena, &writer->drafts, (struct word_place){draft}))
            return err_oom(err);
    }
    draft->flags |= flags;
    uint64_t use = (uint64_t)draft->number << 32 | name;
    if (!ARENA_PUSH(&writer->arena, &writer->uses, use))
        return err_oom(err);
    *ret_word = draft->number;
    return 0;
}

static int note_tokens(struct list_index_writer *writer, const struct folded_name *folded, uint32_t name,
                       struct seki_err *err)
{
    for (size_t i = 0; i < folded->n_tokens; i++) {
        const struct name_token *token = &folded->tokens[i];
        struct index_token row = {.kind = (uint8_t)token->kind, .is_cjk = token->is_cjk, .is_common = token->is_common};
        uint32_t flags = token->kind == TOKEN_READING ? LIST_WORD_READING
                         : token->is_cjk              ? LIST_WORD_CJK
                                                      : LIST_WORD_TOKEN;
        TRY(note_word(writer, token->text, flags, name, &row.word, err));
        if (!ARENA_PUSH(&writer->arena, &writer->tokens, row))
            return err_oom(err);
    }
    return 0;
}

static int note_joined(void *ctx, struct str text, uint32_t flags, struct seki_err *err)
{
    struct list_index_writer *writer = ctx;
    uint32_t word;
    return note_word(writer, text, flags, (uint32_t)writer->names.n, &word, err);
}

static int add_spelling(struct list_index_writer *writer, struct index_name *row, const struct folded_name *folded,
                        struct seki_err *err)
{
    row->first_token = (uint32_t)writer->tokens.n;
    row->n_tokens = (uint16_t)folded->n_tokens;
    TRY(index_text(writer, folded->key, &row->key, err));
    row->core = row->key;
    if (!str_eq(folded->core, folded->key)) {
        TRY(index_text(writer, folded->core, &row->core, err));
        TRY(index_add_contact(writer, STR("name"), folded->core, row->entry, err));
    }
    TRY(index_add_contact(writer, STR("name"), folded->key, row->entry, err));
    TRY(note_tokens(writer, folded, (uint32_t)writer->names.n, err));
    return index_joined_words(&writer->scratch, folded, note_joined, writer, err);
}

/* A rendering has no key of its own to be found or shown by, only its words. */
static int add_rendering(struct list_index_writer *writer, struct index_name row, const struct folded_name *rendering,
                         struct seki_err *err)
{
    row.flags |= NAME_IS_PART | NAME_IS_READING;
    row.key = row.core = (struct text_ref){NO_REF, 0};
    row.first_token = (uint32_t)writer->tokens.n;
    row.n_tokens = (uint16_t)rendering->n_tokens;
    TRY(note_tokens(writer, rendering, (uint32_t)writer->names.n, err));
    return ARENA_PUSH(&writer->arena, &writer->names, row) ? 0 : err_oom(err);
}

struct names_of_entry {
    bool is_person;
    uint32_t entry;
    struct map keys;    /* folded key -> struct index_name number + 1, as pointer-sized number */
    struct map written; /* whole names as written */
};

/* The same folded name again: shown, but not searched twice. A strong name makes an earlier weak one strong. */
static void merge_copy(struct list_index_writer *writer, uint32_t earlier, struct index_name *row)
{
    if (!(row->flags & NAME_IS_WEAK))
        writer->names.v[earlier].flags &= (uint8_t)~NAME_IS_WEAK;
    row->flags |= NAME_IS_COPY;
}

static int fold_row(struct list_index_writer *writer, struct names_of_entry *names, struct str spelling,
                    struct index_name *row, struct renderings *ret_renderings, struct seki_err *err)
{
    struct folded_name folded;
    struct seki_err why;
    *ret_renderings = (struct renderings){NULL, 0};
    int code = name_fold(writer->tools, &writer->scratch, spelling, names->is_person, &folded, &why);
    if (code < 0 && code != SEKI_E_MEANING) {
        if (err)
            *err = why;
        return code;
    }
    if (code < 0) /* nothing to compare: shown only */
        return 0;
    uint32_t *earlier = map_get(&names->keys, folded.key);
    if (earlier) {
        merge_copy(writer, *earlier, row);
        return 0;
    }
    uint32_t *number = ARENA_NEW(&writer->scratch, uint32_t);
    if (!number || !map_put(&names->keys, folded.key, number))
        return err_oom(err);
    *number = (uint32_t)writer->names.n;
    TRY(add_spelling(writer, row, &folded, err));
    return reading_render(writer->tools, &writer->scratch, &folded, names->is_person, ret_renderings, err);
}

static int add_row(struct list_index_writer *writer, struct names_of_entry *names, struct str spelling,
                   struct index_name row, struct seki_err *err)
{
    row.entry = names->entry;
    row.key = row.core = (struct text_ref){NO_REF, 0};
    struct renderings renderings;
    TRY(fold_row(writer, names, spelling, &row, &renderings, err));
    if ((row.flags & NAME_IS_PART) && row.n_tokens == 0)
        return 0;
    if (!ARENA_PUSH(&writer->arena, &writer->names, row))
        return err_oom(err);
    for (size_t i = 0; i < renderings.n; i++)
        TRY(add_rendering(writer, row, &renderings.v[i], err));
    return 0;
}

/* At most LIMIT(NAME_BYTES), cut between characters: what is longer is no name, but its beginning is compared. */
static struct str cut_name(struct str name)
{
    size_t max = LIMIT(NAME_BYTES);
    if (name.n <= max)
        return name;
    while (max && ((unsigned char)name.p[max] & 0xc0) == 0x80)
        max--;
    return str_sub(name, 0, max);
}

static int add_name(struct list_index_writer *writer, struct names_of_entry *names, const struct party_name *name,
                    struct seki_err *err)
{
    struct str_list spellings, weak;
    struct index_name row = {.kind = (uint8_t)name->kind, .flags = name->kind == PARTY_NAME_WEAK ? NAME_IS_WEAK : 0};
    if (map_has(&names->written, name->text))
        return 0;
    if (!map_put(&names->written, name->text, names))
        return err_oom(err);
    TRY(name_split(&writer->scratch, cut_name(name->text), &spellings, &weak, err));
    TRY(index_text(writer, name->text, &row.text, err));
    for (size_t i = 0; i < spellings.n; i++) {
        TRY(add_row(writer, names, spellings.v[i], row, err));
        row.flags |= NAME_IS_PART;
    }
    row.flags |= NAME_IS_PART | NAME_IS_WEAK;
    for (size_t i = 0; i < weak.n; i++)
        TRY(add_row(writer, names, weak.v[i], row, err));
    return 0;
}

int index_add_names(struct list_index_writer *writer, const struct party_record *record, uint32_t entry,
                    struct seki_err *err)
{
    struct names_of_entry names = {.is_person = record->schema == PARTY_PERSON, .entry = entry};
    map_init(&names.keys, &writer->scratch);
    map_init(&names.written, &writer->scratch);
    for (size_t i = 0; i < record->n_names; i++)
        TRY(add_name(writer, &names, &record->names[i], err));
    return 0;
}
