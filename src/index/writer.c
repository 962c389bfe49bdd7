/*
 * index/writer.c - collects the entries of one edition; see index/list_index.h.
 *
 *   record ── fields ──> ENTRIES, REFS, TEXT
 *         ├── names ───> index/writer_names.c
 *         └── contacts > index/contact.c            finish: index/build.c
 */
#include "base/hash.h"
#include "base/limits.h"
#include "base/mem.h"
#include "index/writer_int.h"

static int oom_or_full(const struct list_index_writer *writer, struct seki_err *err)
{
    const struct arena *arena = &writer->arena;
    return arena->used > arena->max / 2 ? err_limit(err, LIMIT_ID_INDEX_BYTES) : err_oom(err);
}

int index_text(struct list_index_writer *writer, struct str text, struct text_ref *ret_ref, struct seki_err *err)
{
    if (!text.p) {
        *ret_ref = (struct text_ref){NO_REF, 0};
        return 0;
    }
    struct text_ref ref = {(uint32_t)writer->text.n, (uint32_t)text.n};
    buf_add(&writer->text, text);
    TRY(buf_check(&writer->text, err));
    *ret_ref = ref;
    return 0;
}

int index_text_shared(struct list_index_writer *writer, struct str text, struct text_ref *ret_ref, struct seki_err *err)
{
    const struct text_ref *known = text.p ? map_get(&writer->texts, text) : NULL;
    if (known) {
        *ret_ref = *known;
        return 0;
    }
    TRY(index_text(writer, text, ret_ref, err));
    if (!text.p)
        return 0;
    struct str key = arena_str(&writer->arena, text);
    struct text_ref *value = ARENA_NEW(&writer->arena, struct text_ref);
    if (!key.p || !value || !map_put(&writer->texts, key, value))
        return oom_or_full(writer, err);
    *value = *ret_ref;
    return 0;
}

static int add_ref(struct list_index_writer *writer, struct str text, struct seki_err *err)
{
    struct text_ref ref;
    TRY(index_text_shared(writer, text, &ref, err));
    return ARENA_PUSH(&writer->arena, &writer->refs, ref) ? 0 : oom_or_full(writer, err);
}

static int add_list(struct list_index_writer *writer, struct str_list list, struct index_range *ret_range,
                    struct seki_err *err)
{
    uint32_t first = (uint32_t)writer->refs.n;
    for (size_t i = 0; i < list.n; i++)
        TRY(add_ref(writer, list.v[i], err));
    *ret_range = (struct index_range){first, (uint32_t)list.n};
    return 0;
}

static int add_identifiers(struct list_index_writer *writer, const struct party_record *record,
                           struct index_range *ret_range, struct seki_err *err)
{
    uint32_t first = (uint32_t)writer->refs.n;
    for (size_t i = 0; i < record->n_identifiers; i++) {
        TRY(add_ref(writer, record->identifiers[i].kind, err));
        TRY(add_ref(writer, record->identifiers[i].value, err));
        TRY(add_ref(writer, record->identifiers[i].country, err));
    }
    *ret_range = (struct index_range){first, (uint32_t)record->n_identifiers};
    return 0;
}

static int add_texts(struct list_index_writer *writer, const struct party_record *record, struct index_entry *entry,
                     struct seki_err *err)
{
    char entity[UUID_TEXT];
    uuid8(writer->list, record->entry, entity);
    TRY(index_text(writer, record->entry, &entry->entry, err));
    TRY(index_text(writer, str_c(entity), &entry->entity, err));
    TRY(index_text_shared(writer, record->source_field, &entry->source_field, err));
    TRY(index_text_shared(writer, record->start_date, &entry->start_date, err));
    TRY(index_text_shared(writer, record->end_date, &entry->end_date, err));
    TRY(index_text_shared(writer, record->title, &entry->title, err));
    return index_text_shared(writer, record->remarks, &entry->remarks, err);
}

static int add_lists(struct list_index_writer *writer, const struct party_record *record, struct index_entry *entry,
                     struct seki_err *err)
{
    TRY(add_identifiers(writer, record, &entry->identifiers, err));
    TRY(add_list(writer, record->countries, &entry->countries, err));
    TRY(add_list(writer, record->birth_dates, &entry->birth_dates, err));
    TRY(add_list(writer, record->addresses, &entry->addresses, err));
    TRY(add_list(writer, record->programs, &entry->programs, err));
    return add_list(writer, record->topics, &entry->topics, err);
}

static int add_record(struct list_index_writer *writer, const struct party_record *record, struct seki_err *err)
{
    uint32_t number = (uint32_t)writer->entries.n;
    uint32_t first_name = (uint32_t)writer->names.n;
    struct index_entry entry = {.schema = record->schema, .concerns = record->concerns, .row = record->row};
    TRY(add_texts(writer, record, &entry, err));
    TRY(add_lists(writer, record, &entry, err));
    TRY(index_add_names(writer, record, number, err));
    TRY(index_add_contacts(writer, record, number, err));
    entry.names = (struct index_range){first_name, (uint32_t)writer->names.n - first_name};
    return ARENA_PUSH(&writer->arena, &writer->entries, entry) ? 0 : oom_or_full(writer, err);
}

int list_index_writer_add(struct list_index_writer *writer, const struct party_record *record, struct seki_err *err)
{
    if (!record->is_listed)
        return 0;
    struct arena_mark mark = arena_mark(&writer->scratch);
    int code = add_record(writer, record, err);
    arena_rewind(&writer->scratch, mark);
    if (code < 0)
        err_trail(err, "indexing entry %.*s", STR_ARG(str_sub(record->entry, 0, 80)));
    return code;
}

static int start(struct list_index_writer *writer, const char *path, struct str list, struct str edition,
                 struct seki_err *err)
{
    arena_init(&writer->arena, LIMIT(INDEX_BYTES));
    arena_init(&writer->scratch, LIMIT(REQUEST_BYTES));
    buf_init(&writer->text, LIMIT(INDEX_BYTES) / 2);
    map_init(&writer->texts, &writer->arena);
    map_init(&writer->words, &writer->arena);
    writer->path = arena_cstr(&writer->arena, str_c(path));
    writer->list = arena_str(&writer->arena, list);
    /* A first chunk that stays, so that rewinding after each record frees nothing. */
    void *first = arena_alloc(&writer->scratch, 1);
    if (!writer->path || !writer->list.p || !first)
        return err_oom(err);
    TRY(index_text(writer, list, &writer->list_ref, err));
    return index_text(writer, edition, &writer->edition_ref, err);
}

int list_index_writer_open(const struct text_tools *tools, const char *path, struct str list, struct str edition,
                           struct list_index_writer **ret_writer, struct seki_err *err)
{
    AUTO(list_index_writer_drop) struct list_index_writer *writer = mem_zalloc(1, sizeof(*writer));
    TRY_MEM(writer, err);
    writer->tools = tools;
    TRY(start(writer, path, list, edition, err));
    *ret_writer = writer;
    writer = NULL;
    return 0;
}

int list_index_writer_finish(struct list_index_writer **writer, struct seki_err *err)
{
    int code = index_build(*writer, err);
    if (code < 0)
        err_trail(err, "writing the index of %.*s", STR_ARG((*writer)->list));
    list_index_writer_drop(writer);
    return code;
}

void list_index_writer_drop(struct list_index_writer **writer)
{
    if (!*writer)
        return;
    buf_done(&(*writer)->text);
    arena_done(&(*writer)->scratch);
    arena_done(&(*writer)->arena);
    mem_free(*writer);
    *writer = NULL;
}
