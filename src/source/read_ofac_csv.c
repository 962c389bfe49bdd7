/*
 * source/read_ofac_csv.c - OFAC's SDN and consolidated (non-SDN) lists in the legacy CSV form: four files without
 * header.
 *
 *   sdn.csv / cons_prim.csv   36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,…,-0-      number, name, type, programs,
 * title, call sign, vessel type, tonnage, GRT, flag, owner, remarks add.csv                   36,25,-0-
 * ,"Havana","Cuba",-0-                          number, …, address, city, country alt.csv
 * 36,12,"aka","AERO-CARIBBEAN",-0-                        number, …, type, name sdn_comments.csv          17014,"r
 * 1027700342890 (Russia); …"                    the rest of remarks that were cut
 *
 * HOW IT WORKS. The companions are read into a table by entry number, then the main file is gone through twice: once to
 * see which of the two lists it is (source/ofac_int.h) and which numbers it has, once to hand the parties on. Files
 * come in any order. "-0- " is null; a last line 0x1A is the end mark of DOS files. No date stands inside: the edition
 * comes from the name. Companion rows of a number that the main file does not have are rejected. Format: OFAC, "SDN
 * Data Formats" (dat_spec.txt).
 */
#include "base/limits.h"
#include "source/ofac_csv_int.h"

/* A row of a companion. */
struct extra {
    struct extra *next;
    enum ofac_kind kind;
    size_t file;
    uint64_t line;
    struct str a, b, c; /* address, city, country; or type, name; or the comment */
};

struct entry {
    struct extra *first, *last;
    uint64_t line; /* in the main file; 0 = not there */
};

struct run {
    const struct source_input *input;
    struct source_sink *sink;
    struct arena keep, row;
    struct arena_mark empty;
    struct map entries; /* number -> struct entry */
    struct ofac_votes votes;
    size_t file; /* companion being read */
    enum ofac_kind kind;
};

static int entry_of(struct run *run, struct str number, struct entry **ret_entry, struct seki_err *err)
{
    number = str_trim(number);
    struct entry *entry = map_get(&run->entries, number);
    if (!entry) {
        entry = ARENA_NEW(&run->keep, struct entry);
        number = arena_str(&run->keep, number);
        TRY_MEM(entry && number.p && map_put(&run->entries, number, entry), err);
    }
    *ret_entry = entry;
    return 0;
}

/* NULL stays NULL; else a copy that lives as long as the run. */
static int keep(struct run *run, struct str *text, struct seki_err *err)
{
    if (!text->p)
        return 0;
    *text = arena_str(&run->keep, *text);
    TRY_MEM(text->p, err);
    return 0;
}

static int on_extra(void *ctx, const struct str *fields, uint64_t line, struct seki_err *err)
{
    struct run *run = ctx;
    struct entry *entry;
    struct extra *extra = ARENA_NEW(&run->keep, struct extra);
    TRY_MEM(extra, err);
    *extra = (struct extra){.kind = run->kind, .file = run->file, .line = line};
    if (run->kind == OFAC_ADDRESSES)
        extra->a = ofac_field(fields[2]), extra->b = ofac_field(fields[3]), extra->c = ofac_field(fields[4]);
    else if (run->kind == OFAC_ALIASES)
        extra->a = ofac_field(fields[2]), extra->b = ofac_field(fields[3]);
    else
        extra->a = fields[1]; /* not trimmed: it goes on where the remark was cut */
    TRY(keep(run, &extra->a, err));
    TRY(keep(run, &extra->b, err));
    TRY(keep(run, &extra->c, err));
    TRY(entry_of(run, fields[0], &entry, err));
    if (entry->last)
        entry->last->next = extra;
    else
        entry->first = extra;
    entry->last = extra;
    return 0;
}

/* First pass over the main file. */
static int on_look(void *ctx, const struct str *fields, uint64_t line, struct seki_err *err)
{
    struct run *run = ctx;
    struct entry *entry;
    TRY(entry_of(run, fields[0], &entry, err));
    if (!entry->line)
        entry->line = line;
    ofac_vote(&run->votes, fields[3], fields[11]);
    return 0;
}

static enum party_schema schema_of(struct str type)
{
    static const struct {
        const char *word;
        enum party_schema schema;
    } rows[] = {{"individual", PARTY_PERSON}, {"vessel", PARTY_VESSEL}, {"aircraft", PARTY_AIRPLANE}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (str_eq_nocase(type, str_c(rows[i].word)))
            return rows[i].schema;
    return PARTY_THING;
}

static int add_address(struct run *run, struct party_build *build, const struct extra *extra, struct seki_err *err)
{
    struct str whole = STR_NULL, parts[] = {extra->a, extra->b, extra->c};
    for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
        if (!parts[i].n)
            continue;
        whole = whole.n ? arena_printf(&run->row, "%.*s, %.*s", STR_ARG(whole), STR_ARG(parts[i])) : parts[i];
        TRY_MEM(whole.p, err);
    }
    TRY(ofac_add_country(build, extra->c, err));
    return party_build_text(build, &build->addresses, whole, err);
}

static enum party_name_kind alias_kind(struct str type)
{
    return str_starts(type, STR("f")) || str_starts(type, STR("F")) ? PARTY_NAME_FORMER : PARTY_NAME_ALIAS;
}

/* Addresses, aliases; and the comment behind the remark that it goes on with. */
static int add_extras(struct run *run, struct ofac_party *party, const struct entry *entry, struct str *remarks,
                      struct seki_err *err)
{
    for (const struct extra *extra = entry->first; extra; extra = extra->next) {
        if (extra->kind == OFAC_ADDRESSES)
            TRY(add_address(run, &party->build, extra, err));
        else if (extra->kind == OFAC_ALIASES)
            TRY(party_build_name(&party->build, extra->b, alias_kind(extra->a), err));
        else {
            *remarks = arena_printf(&run->row, "%.*s%.*s", STR_ARG(*remarks), STR_ARG(extra->a));
            TRY_MEM(remarks->p, err);
        }
    }
    return 0;
}

static int fill(struct run *run, struct ofac_party *party, const struct str *fields, const struct entry *entry,
                struct seki_err *err)
{
    struct party_build *build = &party->build;
    struct str remarks = ofac_field(fields[11]).p ? fields[11] : STR_NULL;
    build->record.entry = str_trim(fields[0]);
    build->record.schema = schema_of(ofac_field(fields[2]));
    build->record.title = ofac_field(fields[4]);
    party->owner = ofac_field(fields[10]);
    TRY(party_build_name(build, ofac_field(fields[1]), PARTY_NAME_PRIMARY, err));
    TRY(ofac_add_programs(build, ofac_field(fields[3]), err));
    TRY(party_build_identifier(build, STR("call_sign"), ofac_field(fields[5]), STR_NULL, err));
    TRY(ofac_add_country(build, ofac_field(fields[9]), err));
    TRY(add_extras(run, party, entry, &remarks, err));
    return ofac_add_remarks(party, remarks, err);
}

/* Second pass over the main file. A party over a limit is rejected, the list goes on. */
static int on_party(void *ctx, const struct str *fields, uint64_t line, struct seki_err *err)
{
    struct run *run = ctx;
    struct ofac_party party;
    struct seki_err why = {0};
    const struct entry *entry = map_get(&run->entries, str_trim(fields[0]));
    if (entry->line != line)
        return source_reject(run->sink, 0, line, err, "entry %.*s stands twice", STR_ARG(fields[0]));
    if (!ofac_field(fields[1]).n)
        return source_reject(run->sink, 0, line, err, "without a name");
    ofac_party_init(&party, &run->row);
    party.build.record.row = line;
    int code = fill(run, &party, fields, entry, &why);
    if (code == SEKI_E_LIMIT)
        code = source_reject(run->sink, 0, line, err, "%s", why.reason);
    else if (code < 0)
        code = err_set(err, code, "%s", why.reason);
    else
        code = ofac_emit(run->sink, &party, err);
    arena_rewind(&run->row, run->empty);
    return code;
}

static int read_companions(struct run *run, struct seki_err *err)
{
    int confidence;
    for (size_t i = 1; i < run->input->n; i++) {
        run->file = i;
        run->kind = ofac_csv_kind(&run->input->files[i], &confidence);
        struct ofac_walk walk = {&run->input->files[i], i, run->kind, run->sink, on_extra, run};
        TRY(ofac_csv_walk(&walk, err));
    }
    return 0;
}

static int reject_strays(struct run *run, struct seki_err *err)
{
    for (size_t i = 0; i < run->entries.n; i++) {
        const struct entry *entry = run->entries.v[i].value;
        for (const struct extra *extra = entry->line ? NULL : entry->first; extra; extra = extra->next)
            TRY(source_reject(run->sink, extra->file, extra->line, err, "the main file has no entry %.*s",
                              STR_ARG(run->entries.v[i].key)));
    }
    return 0;
}

static int read_all(struct run *run, struct seki_err *err)
{
    const struct source_file *main = &run->input->files[0];
    struct ofac_walk look = {main, 0, OFAC_MAIN, NULL, on_look, run};
    struct ofac_walk parties = {main, 0, OFAC_MAIN, run->sink, on_party, run};
    TRY(ofac_csv_walk(&look, err));
    TRY(source_list(run->sink, ofac_list_code(&run->votes, main->path), err));
    TRY(read_companions(run, err));
    TRY(ofac_csv_walk(&parties, err));
    return reject_strays(run, err);
}

static int read_ofac_csv(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    struct run run = {.input = input, .sink = sink};
    arena_init(&run.keep, LIMIT(REQUEST_BYTES));
    arena_init(&run.row, 64 * MIB);
    run.empty = arena_mark(&run.row);
    map_init(&run.entries, &run.keep);
    int code = read_all(&run, err);
    arena_done(&run.row);
    arena_done(&run.keep);
    return code;
}

static int probe(const struct source_file *file)
{
    int confidence;
    (void)ofac_csv_kind(file, &confidence);
    return confidence;
}

const struct source_reader source_reader_ofac_csv = {
    .format = "ofac_csv",
    .title = "OFAC SDN and consolidated lists, CSV",
    .probe = probe,
    .group = ofac_csv_group,
    .read = read_ofac_csv,
};
