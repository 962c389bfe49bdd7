/*
 * source/read_ofac_xml.c - OFAC's SDN and consolidated (non-SDN) lists as XML (sdnList.xsd).
 *
 *   <sdnList><publshInformation><Publish_Date>02/23/2024</Publish_Date>…
 *     <sdnEntry><uid>9639</uid><firstName>Ismail</firstName><lastName>HANIYA</lastName><sdnType>Individual</sdnType>
 *       <programList><program>NS-PLC</program></programList><akaList><aka><type>a.k.a.</type><category>strong</category>…
 *
 * Names are put together as the CSV form writes them ("HANIYA, Ismail"), so that two forms of one list can be compared.
 * A first pass sees which of the two lists it is (source/ofac_int.h). The publication date is the edition.
 */
#include "base/limits.h"
#include "base/map.h"
#include "codec/xml.h"
#include "source/date_text.h"
#include "source/ofac_int.h"

static const struct str ENTRIES[] = {{"publshInformation", 17}, {"publishInformation", 18}, {"sdnEntry", 8}};

struct run {
    const struct source_file *file;
    struct source_sink *sink;
    struct ofac_votes votes;
    struct arena keep, row;
    struct arena_mark empty;
    struct map seen; /* uids */
    struct str published;
};

/* "LAST, First", or the one that is there. */
static int name_of(struct arena *arena, const struct xml_node *node, struct str *ret_name, struct seki_err *err)
{
    struct str first = xml_child_text(node, STR("firstName")), last = xml_child_text(node, STR("lastName"));
    *ret_name = !first.n ? last : !last.n ? first : arena_printf(arena, "%.*s, %.*s", STR_ARG(last), STR_ARG(first));
    return ret_name->p || !(first.n && last.n) ? 0 : err_oom(err);
}

static int add_aliases(struct run *run, struct party_build *build, const struct xml_node *node, struct seki_err *err)
{
    for (XML_EACH(aka, xml_child(node, STR("akaList")), "aka")) {
        struct str name;
        TRY(name_of(&run->row, aka, &name, err));
        enum party_name_kind kind = PARTY_NAME_ALIAS;
        if (str_eq(xml_child_text(aka, STR("category")), STR("weak")))
            kind = PARTY_NAME_WEAK;
        else if (str_starts(xml_child_text(aka, STR("type")), STR("f")))
            kind = PARTY_NAME_FORMER;
        TRY(party_build_name(build, name, kind, err));
    }
    return 0;
}

/* Append a part behind a separator. */
static int join(struct arena *arena, struct str *whole, const char *separator, struct str part, struct seki_err *err)
{
    if (!part.n)
        return 0;
    *whole = whole->n ? arena_printf(arena, "%.*s%s%.*s", STR_ARG(*whole), separator, STR_ARG(part)) : part;
    TRY_MEM(whole->p, err);
    return 0;
}

static int add_addresses(struct run *run, struct party_build *build, const struct xml_node *node, struct seki_err *err)
{
    static const struct {
        struct str name;
        const char *before;
    } parts[] = {{{"address1", 8}, ", "}, {{"address2", 8}, ", "},         {{"address3", 8}, ", "},
                 {{"city", 4}, ", "},     {{"stateOrProvince", 15}, ", "}, {{"postalCode", 10}, " "},
                 {{"country", 7}, ", "}};
    for (XML_EACH(address, xml_child(node, STR("addressList")), "address")) {
        struct str whole = STR_NULL, country = xml_child_text(address, STR("country"));
        for (size_t i = 0; i < ARRAY_LEN(parts); i++)
            TRY(join(&run->row, &whole, parts[i].before, xml_child_text(address, parts[i].name), err));
        TRY(party_build_text(build, &build->addresses, whole, err));
        TRY(ofac_add_country(build, country, err));
    }
    return 0;
}

static int add_ids(struct ofac_party *party, const struct xml_node *node, struct seki_err *err)
{
    for (XML_EACH(id, xml_child(node, STR("idList")), "id"))
        TRY(ofac_add_fact(party, xml_child_text(id, STR("idType")), xml_child_text(id, STR("idNumber")),
                          xml_child_text(id, STR("idCountry")), err));
    return 0;
}

static int add_countries(struct party_build *build, const struct xml_node *node, struct seki_err *err)
{
    for (XML_EACH(item, xml_child(node, STR("nationalityList")), "nationality"))
        TRY(ofac_add_country(build, xml_child_text(item, STR("country")), err));
    for (XML_EACH(item, xml_child(node, STR("citizenshipList")), "citizenship"))
        TRY(ofac_add_country(build, xml_child_text(item, STR("country")), err));
    return 0;
}

static int add_vessel(struct ofac_party *party, const struct xml_node *node, struct seki_err *err)
{
    const struct xml_node *vessel = xml_child(node, STR("vesselInfo"));
    struct party_build *build = &party->build;
    party->owner = xml_child_text(vessel, STR("vesselOwner"));
    TRY(party_build_identifier(build, STR("call_sign"), xml_child_text(vessel, STR("callSign")), STR_NULL, err));
    return ofac_add_country(build, xml_child_text(vessel, STR("vesselFlag")), err);
}

/* "(Linked To: HAMAS)" stands in the remarks, one pair of brackets for each. */
static int add_links(struct ofac_party *party, struct str remarks, struct seki_err *err)
{
    static const struct str mark = {"(Linked To: ", 12};
    size_t at = 0;
    party->build.record.remarks = remarks;
    while ((at = str_find(remarks, mark, at)) != SIZE_MAX) {
        size_t from = at + mark.n, depth = 1, to = from;
        for (; to < remarks.n && depth; to++)
            depth += (size_t)(remarks.p[to] == '(') - (size_t)(remarks.p[to] == ')');
        TRY(party_build_text(&party->build, &party->links, str_sub(remarks, from, to - from - (depth ? 0 : 1)), err));
        at = to;
    }
    return 0;
}

static enum party_schema schema_of(struct str type)
{
    static const struct {
        const char *word;
        enum party_schema schema;
    } rows[] = {{"Individual", PARTY_PERSON}, {"Vessel", PARTY_VESSEL}, {"Aircraft", PARTY_AIRPLANE}};
    for (size_t i = 0; i < ARRAY_LEN(rows); i++)
        if (str_eq_nocase(type, str_c(rows[i].word)))
            return rows[i].schema;
    return PARTY_THING;
}

static int fill(struct run *run, struct ofac_party *party, const struct xml_node *node, struct seki_err *err)
{
    struct party_build *build = &party->build;
    struct str name;
    build->record.entry = xml_child_text(node, STR("uid"));
    build->record.schema = schema_of(xml_child_text(node, STR("sdnType")));
    build->record.title = xml_child_text(node, STR("title"));
    build->record.row = node->line;
    TRY(name_of(&run->row, node, &name, err));
    TRY(party_build_name(build, name, PARTY_NAME_PRIMARY, err));
    TRY(add_aliases(run, build, node, err));
    for (XML_EACH(program, xml_child(node, STR("programList")), "program"))
        TRY(party_build_text(build, &build->programs, program->text, err));
    TRY(add_addresses(run, build, node, err));
    TRY(add_ids(party, node, err));
    for (XML_EACH(item, xml_child(node, STR("dateOfBirthList")), "dateOfBirthItem"))
        TRY(date_add_birth_words(build, xml_child_text(item, STR("dateOfBirth")), err));
    TRY(add_countries(build, node, err));
    TRY(add_vessel(party, node, err));
    return add_links(party, xml_child_text(node, STR("remarks")), err);
}

/* NULL when the entry can be used. */
static const char *why_bad(struct run *run, struct str uid, struct seki_err *err)
{
    if (!uid.n)
        return "without a uid";
    if (map_has(&run->seen, uid))
        return "the uid stands twice";
    uid = arena_str(&run->keep, uid);
    if (!uid.p || !map_put(&run->seen, uid, run))
        (void)err_oom(err);
    return NULL;
}

static int on_party(void *ctx, const struct xml_node *node, struct seki_err *err)
{
    struct run *run = ctx;
    struct ofac_party party;
    struct seki_err why = {0};
    if (!str_eq(node->name, STR("sdnEntry")))
        return 0;
    const char *bad = why_bad(run, xml_child_text(node, STR("uid")), &why);
    TRY(why.code < 0 && err ? (*err = why, why.code) : why.code);
    if (bad)
        return source_reject(run->sink, 0, node->line, err, "%s", bad);
    ofac_party_init(&party, &run->row);
    int code = fill(run, &party, node, &why);
    if (code == SEKI_E_LIMIT)
        code = source_reject(run->sink, 0, node->line, err, "%s", why.reason);
    else if (code < 0)
        code = err_set(err, code, "%s", why.reason);
    else
        code = ofac_emit(run->sink, &party, err);
    arena_rewind(&run->row, run->empty);
    return code;
}

/* First pass: the date, and which list. */
static int on_look(void *ctx, const struct xml_node *node, struct seki_err *err)
{
    struct run *run = ctx;
    struct str date = xml_child_text(node, STR("Publish_Date")), remarks = xml_child_text(node, STR("remarks"));
    if (date.n) {
        run->published = arena_str(&run->keep, date);
        TRY_MEM(run->published.p, err);
    }
    if (!str_eq(node->name, STR("sdnEntry")))
        return 0;
    const struct xml_node *programs = xml_child(node, STR("programList"));
    struct str all = STR_NULL;
    for (XML_EACH(program, programs, "program"))
        TRY(join(&run->row, &all, " ", program->text, err));
    ofac_vote(&run->votes, all, remarks);
    arena_rewind(&run->row, run->empty);
    return 0;
}

static int pass(struct run *run, int (*entry)(void *, const struct xml_node *, struct seki_err *), struct seki_err *err)
{
    AUTO(stream_close) struct stream *stream = NULL;
    struct xml_entries entries = {ENTRIES, ARRAY_LEN(ENTRIES), entry, run};
    TRY(source_open(run->file, &run->keep, &stream, err));
    return xml_read_entries(stream, &entries, err);
}

static int read_all(struct run *run, struct seki_err *err)
{
    struct day day;
    struct str date;
    TRY(pass(run, on_look, err));
    TRY(source_list(run->sink, ofac_list_code(&run->votes, run->file->path), err));
    if (date_of_us(run->published, &day)) {
        TRY(date_iso(&run->keep, day, &date, err));
        TRY(source_edition(run->sink, date, err));
    }
    return pass(run, on_party, err);
}

static int read_ofac_xml(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    struct run run = {.file = &input->files[0], .sink = sink};
    arena_init(&run.keep, LIMIT(REQUEST_BYTES));
    arena_init(&run.row, 64 * MIB);
    run.empty = arena_mark(&run.row);
    map_init(&run.seen, &run.keep);
    int code = read_all(&run, err);
    if (code < 0)
        err_trail(err, "%.*s", STR_ARG(run.file->path));
    arena_done(&run.row);
    arena_done(&run.keep);
    return code;
}

static int probe(const struct source_file *file)
{
    return str_has(file->head, STR("<sdnList")) ? 100 : 0;
}

const struct source_reader source_reader_ofac_xml = {
    .format = "ofac_xml",
    .title = "OFAC SDN and consolidated lists, XML",
    .probe = probe,
    .read = read_ofac_xml,
};
