/*
 * index/list_index.c - opening an index and reading its entries; see index/list_index.h.
 *
 * A file is accepted when magic, version and sizes fit and every section has the hash that the header says: a torn or
 * flipped byte is found here. What a well-hashed file says is still checked whenever it is followed (read_int.h).
 */
#include "base/mem.h"
#include "index/read_int.h"

#include <string.h>

/* ---- opening ---- */

static int check_header(const struct index_header *header, size_t size, struct seki_err *err)
{
    if (memcmp(header->magic, INDEX_MAGIC, sizeof(header->magic)) != 0)
        return err_set(err, SEKI_E_CORRUPT, "is no list index");
    if (header->version != INDEX_VERSION || header->byte_order != INDEX_BYTE_ORDER ||
        header->fold_version != TEXT_FOLD_VERSION)
        return err_set(err, SEKI_E_UNSUPPORTED, "the list index has another version");
    if (header->hash != str_hash((struct str){(const char *)header, offsetof(struct index_header, hash)}))
        return err_set(err, SEKI_E_CORRUPT, "the head of the list index is damaged");
    if (header->file_size != size)
        return err_set(err, SEKI_E_CORRUPT, "the list index has %zu bytes instead of %llu", size,
                       (unsigned long long)header->file_size);
    return 0;
}

static int check_section(const struct list_index *index, const struct index_section *section, enum index_section_id id,
                         struct seki_err *err)
{
    size_t width = index_section_width(id), size = index->map.n;
    if (section->count >= UINT32_MAX || section->offset % SECTION_ALIGN || section->offset > size ||
        section->count > (size - section->offset) / width)
        return err_set(err, SEKI_E_CORRUPT, "section %d of the list index leaves the file", (int)id);
    struct str bytes = {(const char *)index->map.p + section->offset, section->count * width};
    if (section->hash != str_hash(bytes))
        return err_set(err, SEKI_E_CORRUPT, "section %d of the list index is damaged", (int)id);
    return 0;
}

static void set_sections(struct list_index *index, const struct index_header *header)
{
    const char *base = index->map.p;
    const void *at[SECTION_COUNT];
    for (size_t i = 0; i < SECTION_COUNT; i++) {
        at[i] = base + header->sections[i].offset;
        index->n[i] = (uint32_t)header->sections[i].count;
    }
    index->text = (struct str){at[SECTION_TEXT], index->n[SECTION_TEXT]};
    index->refs = at[SECTION_REFS];
    index->entries = at[SECTION_ENTRIES];
    index->entry_order = at[SECTION_ENTRY_ORDER];
    index->names = at[SECTION_NAMES];
    index->tokens = at[SECTION_TOKENS];
    index->words = at[SECTION_WORDS];
    index->postings = at[SECTION_POSTINGS];
    index->grams = at[SECTION_GRAMS];
    index->gram_words = at[SECTION_GRAM_WORDS];
    index->keys = at[SECTION_KEYS];
    index->contacts = at[SECTION_CONTACTS];
    index->list = index_read_text(index, header->list);
    index->edition = index_read_text(index, header->edition);
}

static int open_map(struct list_index *index, const char *path, struct seki_err *err)
{
    TRY(file_map(path, &index->map, err));
    if (index->map.n < sizeof(struct index_header))
        return err_set(err, SEKI_E_CORRUPT, "is too short for a list index");
    const struct index_header *header = index->map.p;
    TRY(check_header(header, index->map.n, err));
    for (size_t i = 0; i < SECTION_COUNT; i++)
        TRY(check_section(index, &header->sections[i], i, err));
    set_sections(index, header);
    return 0;
}

int list_index_open(const char *path, struct list_index **ret_index, struct seki_err *err)
{
    AUTO(list_index_close) struct list_index *index = mem_zalloc(1, sizeof(*index));
    TRY_MEM(index, err);
    int code = open_map(index, path, err);
    if (code < 0) {
        err_place(err, "%s", path);
        return code;
    }
    *ret_index = index;
    index = NULL;
    return 0;
}

void list_index_close(struct list_index **index)
{
    if (!*index)
        return;
    file_unmap(&(*index)->map);
    mem_free(*index);
    *index = NULL;
}

/* ---- entries ---- */

struct str list_index_list(const struct list_index *index)
{
    return index->list;
}

struct str list_index_edition(const struct list_index *index)
{
    return index->edition;
}

uint32_t list_index_count(const struct list_index *index)
{
    return index->n[SECTION_ENTRIES];
}

static struct str ref_at(const struct list_index *index, uint32_t i)
{
    return index_read_text(index, index->refs[i]);
}

static int read_list(struct arena *arena, const struct list_index *index, struct index_range range,
                     struct str_list *ret_list, struct seki_err *err)
{
    range = index_sub(index, SECTION_REFS, range);
    ret_list->n = range.n;
    ret_list->v = ARENA_ARRAY(arena, range.n, struct str);
    TRY_MEM(ret_list->v, err);
    for (uint32_t i = 0; i < range.n; i++)
        ret_list->v[i] = ref_at(index, range.first + i);
    return 0;
}

static int read_identifiers(struct arena *arena, const struct list_index *index, struct index_range range,
                            struct list_entry *entry, struct seki_err *err)
{
    if (range.n > UINT32_MAX / 3)
        range.n = 0;
    struct index_range refs = index_sub(index, SECTION_REFS, (struct index_range){range.first, range.n * 3});
    entry->n_identifiers = refs.n / 3;
    entry->identifiers = ARENA_ARRAY(arena, entry->n_identifiers, struct party_identifier);
    TRY_MEM(entry->identifiers, err);
    for (uint32_t i = 0; i < entry->n_identifiers; i++) {
        uint32_t at = refs.first + i * 3;
        entry->identifiers[i] =
            (struct party_identifier){ref_at(index, at), ref_at(index, at + 1), ref_at(index, at + 2)};
    }
    return 0;
}

/* Listed names only: parts of names are for comparing. */
static int read_names(struct arena *arena, const struct list_index *index, struct index_range range,
                      struct list_entry *entry, struct seki_err *err)
{
    range = index_sub(index, SECTION_NAMES, range);
    entry->names = ARENA_ARRAY(arena, range.n, struct party_name);
    TRY_MEM(entry->names, err);
    for (uint32_t i = 0; i < range.n; i++) {
        const struct index_name *name = &index->names[range.first + i];
        if (!(name->flags & NAME_IS_PART) && name->kind < PARTY_NAME_KIND_COUNT)
            entry->names[entry->n_names++] = (struct party_name){index_read_text(index, name->text), name->kind};
    }
    return 0;
}

int list_index_entry(struct arena *arena, const struct list_index *index, uint32_t i, struct list_entry *ret_entry,
                     struct seki_err *err)
{
    if (i >= list_index_count(index))
        return err_set(err, SEKI_E_NOTFOUND, "the list has no entry number %u", i);
    const struct index_entry *row = &index->entries[i];
    struct list_entry entry = {
        .list = index->list,
        .edition = index->edition,
        .entry = index_read_text(index, row->entry),
        .entity = index_read_text(index, row->entity),
        .schema = row->schema < PARTY_SCHEMA_COUNT ? (enum party_schema)row->schema : PARTY_THING,
        .concerns = row->concerns,
        .source_field = index_read_text(index, row->source_field),
        .start_date = index_read_text(index, row->start_date),
        .end_date = index_read_text(index, row->end_date),
        .title = index_read_text(index, row->title),
        .remarks = index_read_text(index, row->remarks),
        .row = row->row,
    };
    TRY(read_names(arena, index, row->names, &entry, err));
    TRY(read_identifiers(arena, index, row->identifiers, &entry, err));
    TRY(read_list(arena, index, row->countries, &entry.countries, err));
    TRY(read_list(arena, index, row->birth_dates, &entry.birth_dates, err));
    TRY(read_list(arena, index, row->addresses, &entry.addresses, err));
    TRY(read_list(arena, index, row->programs, &entry.programs, err));
    TRY(read_list(arena, index, row->topics, &entry.topics, err));
    *ret_entry = entry;
    return 0;
}

bool list_index_find_entry(const struct list_index *index, struct str entry, uint32_t *ret_number)
{
    uint32_t low = 0, high = index->n[SECTION_ENTRY_ORDER];
    while (low < high) {
        uint32_t middle = low + (high - low) / 2, number = index->entry_order[middle];
        int order =
            number < list_index_count(index) ? str_cmp(index_read_text(index, index->entries[number].entry), entry) : 1;
        if (order == 0) {
            *ret_number = number;
            return true;
        }
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return false;
}

bool list_index_brief(const struct list_index *index, uint32_t i, struct list_entry_brief *ret_brief)
{
    if (i >= list_index_count(index))
        return false;
    const struct index_entry *row = &index->entries[i];
    *ret_brief = (struct list_entry_brief){
        .entry = index_read_text(index, row->entry),
        .schema = row->schema < PARTY_SCHEMA_COUNT ? (enum party_schema)row->schema : PARTY_THING,
        .n_countries = index_sub(index, SECTION_REFS, row->countries).n,
        .n_birth_dates = index_sub(index, SECTION_REFS, row->birth_dates).n,
        .number = i,
    };
    return true;
}

struct str list_index_country(const struct list_index *index, uint32_t entry, uint32_t i)
{
    struct index_range range = {0, 0};
    if (entry < list_index_count(index))
        range = index_sub(index, SECTION_REFS, index->entries[entry].countries);
    return i < range.n ? ref_at(index, range.first + i) : STR_NULL;
}

struct str list_index_birth_date(const struct list_index *index, uint32_t entry, uint32_t i)
{
    struct index_range range = {0, 0};
    if (entry < list_index_count(index))
        range = index_sub(index, SECTION_REFS, index->entries[entry].birth_dates);
    return i < range.n ? ref_at(index, range.first + i) : STR_NULL;
}

/* ---- contacts ---- */

void list_index_find_contact(const struct list_index *index, struct str kind, struct str value,
                             list_index_contact_fn *fn, void *ctx)
{
    uint64_t hash = index_contact_hash(kind, value);
    uint32_t low = 0, high = index->n[SECTION_CONTACTS], last = UINT32_MAX;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (index->contacts[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < index->n[SECTION_CONTACTS] && index->contacts[low].hash == hash; low++) {
        const struct index_contact *contact = &index->contacts[low];
        struct text_ref kind_ref = {contact->kind, contact->kind_length};
        if (contact->entry == last || contact->entry >= list_index_count(index) ||
            !str_eq(index_read_text(index, kind_ref), kind) || !str_eq(index_read_text(index, contact->value), value))
            continue;
        last = contact->entry;
        if (!fn(ctx, contact->entry))
            return;
    }
}
