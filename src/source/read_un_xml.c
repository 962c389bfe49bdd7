/*
 * source/read_un_xml.c - the consolidated list of the UN Security Council as XML.
 *
 *   <CONSOLIDATED_LIST
 * dateGenerated="2026-02-27T00:00:09.554Z"><INDIVIDUALS><INDIVIDUAL><FIRST_NAME>…<REFERENCE_NUMBER>
 *   CDi.001</REFERENCE_NUMBER>…<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>…
 *
 * Names: FIRST_NAME … FOURTH_NAME joined, NAME_ORIGINAL_SCRIPT beside it. Aliases: Good and a.k.a. -> alias, Low ->
 * weak alias, f.k.a. and "formerly listed as" -> former name; "A; B" in one alias are two. The entry id is the
 * reference as written; references that differ in the padding of their number (QDi.1, QDi.001) are one entry, and the
 * second is rejected. dateGenerated is the edition. Schema: un.org/sc/resources/sc-sanctions.xsd.
 */
#include "base/limits.h"
#include "base/map.h"
#include "codec/xml.h"
#include "source/country.h"
#include "source/date_text.h"
#include "source/reader.h"
#include "source/workbook.h"

static const struct str ENTRIES[] = {{"INDIVIDUAL", 10}, {"ENTITY", 6}};

struct run {
    struct source_sink *sink;
    struct arena keep, row;
    struct arena_mark empty;
    struct map seen; /* references without padding */
};

static int join(struct arena *arena, struct str *whole, const char *separator, struct str part, struct seki_err *err)
{
    if (!part.n)
        return 0;
    TRY(workbook_squeeze(arena, part, &part, err)); /* lines are broken anywhere */
    *whole = whole->n ? arena_printf(arena, "%.*s%s%.*s", STR_ARG(*whole), separator, STR_ARG(part)) : part;
    TRY_MEM(whole->p, err);
    return 0;
}

/* Elements whose texts make one, in this order. */
struct parts {
    const char *separator;
    struct str names[5]; /* ends with STR_NULL or the array */
};

static int join_children(struct arena *arena, const struct xml_node *node, const struct parts *parts,
                         struct str *ret_whole, struct seki_err *err)
{
    struct str whole = STR_NULL;
    for (size_t i = 0; i < ARRAY_LEN(parts->names) && parts->names[i].n; i++)
        TRY(join(arena, &whole, parts->separator, xml_child_text(node, parts->names[i]), err));
    *ret_whole = whole;
    return 0;
}

static int add_names(struct run *run, struct party_build *build, const struct xml_node *node, struct seki_err *err)
{
    static const struct parts parts = {
        " ", {{"FIRST_NAME", 10}, {"SECOND_NAME", 11}, {"THIRD_NAME", 10}, {"FOURTH_NAME", 11}}};
    struct str name;
    TRY(join_children(&run->row, node, &parts, &name, err));
    TRY(party_build_name(build, name, PARTY_NAME_PRIMARY, err));
    return party_build_name(build, xml_child_text(node, STR("NAME_ORIGINAL_SCRIPT")), PARTY_NAME_ALIAS, err);
}

static enum party_name_kind alias_kind(const struct xml_node *alias)
{
    struct str quality = xml_child_text(alias, STR("QUALITY")), note = xml_child_text(alias, STR("NOTE"));
    if (str_eq(quality, STR("Low")))
        return PARTY_NAME_WEAK;
    if (str_starts(quality, STR("f.k.a")) || str_has(note, STR("formerly listed")) ||
        str_has(note, STR("previously listed")))
        return PARTY_NAME_FORMER;
    return PARTY_NAME_ALIAS;
}

static int add_aliases(struct party_build *build, const struct xml_node *node, struct str child, struct seki_err *err)
{
    for (const struct xml_node *alias = xml_child(node, child); alias; alias = xml_sibling(alias)) {
        struct str rest = xml_child_text(alias, STR("ALIAS_NAME")), part;
        while (rest.n && str_split(&rest, STR("; "), &part)) {
            TRY(workbook_squeeze(build->arena, part, &part, err));
            TRY(party_build_name(build, part, alias_kind(alias), err));
        }
    }
    return 0;
}

static int add_addresses(struct run *run, struct party_build *build, const struct xml_node *node, struct str child,
                         struct seki_err *err)
{
    static const struct parts parts = {
        ", ", {{"STREET", 6}, {"CITY", 4}, {"STATE_PROVINCE", 14}, {"ZIP_CODE", 8}, {"COUNTRY", 7}}};
    for (const struct xml_node *address = xml_child(node, child); address; address = xml_sibling(address)) {
        struct str whole, country = xml_child_text(address, STR("COUNTRY"));
        TRY(join_children(&run->row, address, &parts, &whole, err));
        TRY(party_build_text(build, &build->addresses, whole, err));
        if (country.n)
            TRY(party_build_country(build, country, err));
    }
    return 0;
}

static int year_of(const struct xml_node *node, struct str name)
{
    uint64_t year;
    return str_to_u64(str_trim(xml_child_text(node, name)), &year) && year <= 9999 ? (int)year : 0;
}

/* EXACT and APPROXIMATELY give DATE or YEAR (or a NOTE in words), BETWEEN gives FROM_YEAR and TO_YEAR. */
static int add_birth_dates(struct party_build *build, const struct xml_node *node, struct seki_err *err)
{
    for (XML_EACH(birth, node, "INDIVIDUAL_DATE_OF_BIRTH")) {
        struct str date = xml_child_text(birth, STR("DATE"));
        int year = year_of(birth, STR("YEAR"));
        if (date.n)
            TRY(party_build_birth_date(build, date, err));
        else if (year)
            TRY(date_add_birth_years(build, year, year, err));
        else if (year_of(birth, STR("FROM_YEAR")))
            TRY(date_add_birth_years(build, year_of(birth, STR("FROM_YEAR")), year_of(birth, STR("TO_YEAR")), err));
        else
            TRY(date_add_birth_words(build, xml_child_text(birth, STR("NOTE")), err));
    }
    return 0;
}

static int add_documents(struct party_build *build, const struct xml_node *node, struct seki_err *err)
{
    for (XML_EACH(document, node, "INDIVIDUAL_DOCUMENT")) {
        struct str type = xml_child_text(document, STR("TYPE_OF_DOCUMENT"));
        struct str country = xml_child_text(document, STR("ISSUING_COUNTRY"));
        bool is_passport = str_has(type, STR("asspor")) || str_has(type, STR("asaporte"));
        if (!country.n)
            country = xml_child_text(document, STR("COUNTRY_OF_ISSUE"));
        if (country_code(country).n)
            country = country_code(country);
        TRY(party_build_identifier(build, is_passport ? STR("passport") : STR("id"),
                                   xml_child_text(document, STR("NUMBER")), country, err));
    }
    return 0;
}

static int add_values(struct party_build *build, const struct xml_node *node, struct seki_err *err)
{
    for (XML_EACH(value, xml_child(node, STR("NATIONALITY")), "VALUE"))
        if (!str_eq(value->text, STR("na")))
            TRY(party_build_country(build, value->text, err));
    for (XML_EACH(value, xml_child(node, STR("DESIGNATION")), "VALUE"))
        TRY(join(build->arena, &build->record.title, "; ", value->text, err));
    return 0;
}

static int fill(struct run *run, struct party_build *build, const struct xml_node *node, struct seki_err *err)
{
    bool is_person = str_eq(node->name, STR("INDIVIDUAL"));
    struct day day;
    build->record.entry = xml_child_text(node, STR("REFERENCE_NUMBER"));
    build->record.schema = is_person ? PARTY_PERSON : PARTY_THING;
    build->record.row = node->line;
    build->record.remarks = xml_child_text(node, STR("COMMENTS1"));
    TRY(add_names(run, build, node, err));
    TRY(add_aliases(build, node, is_person ? STR("INDIVIDUAL_ALIAS") : STR("ENTITY_ALIAS"), err));
    TRY(add_values(build, node, err));
    TRY(add_addresses(run, build, node, is_person ? STR("INDIVIDUAL_ADDRESS") : STR("ENTITY_ADDRESS"), err));
    TRY(add_birth_dates(build, node, err));
    TRY(add_documents(build, node, err));
    TRY(party_build_text(build, &build->programs, xml_child_text(node, STR("UN_LIST_TYPE")), err));
    struct str listed = str_sub(xml_child_text(node, STR("LISTED_ON")), 0, 10);
    if (day_parse_full(listed, &day))
        build->record.start_date = listed;
    return party_build_text(build, &build->topics, STR("sanction"), err);
}

/* "QDi.007" and "QDi.7" are one. */
static int bare_reference(struct arena *arena, struct str reference, struct str *ret_bare, struct seki_err *err)
{
    size_t dot = str_find_char(reference, '.', 0);
    struct str number = dot == SIZE_MAX ? STR_NULL : str_from(reference, dot + 1);
    while (number.n > 1 && number.p[0] == '0')
        number = str_from(number, 1);
    *ret_bare = number.p ? arena_printf(arena, "%.*s.%.*s", (int)dot, reference.p, STR_ARG(number))
                         : arena_str(arena, reference);
    TRY_MEM(ret_bare->p, err);
    return 0;
}

static int on_party(struct run *run, const struct xml_node *node, struct seki_err *err)
{
    struct party_build build;
    struct str bare;
    struct seki_err why = {0};
    struct str reference = xml_child_text(node, STR("REFERENCE_NUMBER"));
    if (!reference.n)
        return source_reject(run->sink, 0, node->line, err, "without a reference number");
    TRY(bare_reference(&run->keep, reference, &bare, err));
    if (map_has(&run->seen, bare))
        return source_reject(run->sink, 0, node->line, err, "the reference %.*s stands twice", STR_ARG(reference));
    TRY_MEM(map_put(&run->seen, bare, run), err);
    party_build_init(&build, &run->row);
    int code = fill(run, &build, node, &why);
    if (code == SEKI_E_LIMIT)
        return source_reject(run->sink, 0, node->line, err, "%s", why.reason);
    if (code < 0)
        return err_set(err, code, "%s", why.reason);
    return source_record(run->sink, party_build_record(&build), err);
}

static int on_node(void *ctx, const struct xml_node *node, struct seki_err *err)
{
    struct run *run = ctx;
    struct day day;
    if (str_eq(node->name, STR("CONSOLIDATED_LIST"))) {
        struct str date = str_sub(xml_attr(node->attrs, node->n_attrs, STR("dateGenerated")), 0, 10);
        return day_parse_full(date, &day) ? source_edition(run->sink, date, err) : 0;
    }
    size_t index;
    if (!str_find_word(ENTRIES, ARRAY_LEN(ENTRIES), node->name, &index))
        return 0;
    int code = on_party(run, node, err);
    arena_rewind(&run->row, run->empty);
    return code;
}

static int read_file(struct run *run, const struct source_input *input, struct seki_err *err)
{
    AUTO(stream_close) struct stream *stream = NULL;
    struct xml_entries entries = {ENTRIES, ARRAY_LEN(ENTRIES), on_node, run};
    TRY(source_list(run->sink, STR("un_sc"), err));
    TRY(source_open(&input->files[0], input->arena, &stream, err));
    return xml_read_entries(stream, &entries, err);
}

static int read_un_xml(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    struct run run = {.sink = sink};
    arena_init(&run.keep, LIMIT(REQUEST_BYTES));
    arena_init(&run.row, 64 * MIB);
    run.empty = arena_mark(&run.row);
    map_init(&run.seen, &run.keep);
    int code = read_file(&run, input, err);
    if (code < 0)
        err_trail(err, "%.*s", STR_ARG(input->files[0].path));
    arena_done(&run.row);
    arena_done(&run.keep);
    return code;
}

static int probe(const struct source_file *file)
{
    return str_has(file->head, STR("<CONSOLIDATED_LIST")) ? 100 : 0;
}

const struct source_reader source_reader_un_xml = {
    .format = "un_xml",
    .title = "UN Security Council consolidated list, XML",
    .probe = probe,
    .read = read_un_xml,
};
