/*
 * source/read_tracker.c - the China Defence Universities Tracker as a MISP galaxy cluster (one JSON document).
 *
 *   {"type":"china-defence-universities", …, "values":[{"uuid":"6ba8…","value":"Academy of Military Science (…)",
 *     "meta":{"aliases":["…"],"categories":["Military"],"supervising agencies":["…"],"address":"…"}}]}
 *
 * It is a rating and no ban: the entries go into the list cn_defence_universities with their categories as topics, and
 * the rules decide what that means (DEALING section 2). An agency that supervises an institution and the institutions
 * it controls become relations. Other clusters of the galaxy have the same form and are no lists of parties: they are
 * recognised and refused by name. The long descriptions are not taken.
 */
#include "base/limits.h"
#include "codec/json.h"
#include "source/party_build.h"
#include "source/reader.h"

/* Short, and capitals only: an acronym, which many others share. */
static bool is_acronym(struct str name)
{
    if (name.n == 0 || name.n > 6)
        return false;
    for (size_t i = 0; i < name.n; i++)
        if (name.p[i] < 'A' || name.p[i] > 'Z')
            return false;
    return true;
}

static int build_record(struct party_build *build, const struct value *value, struct seki_err *err)
{
    const struct value *meta = value_get(value, STR("meta"));
    build->record.entry = value_get_text(value, STR("uuid"));
    build->record.schema = PARTY_ORGANIZATION;
    build->record.row = value->line;
    TRY(party_build_name(build, value_get_text(value, STR("value")), PARTY_NAME_PRIMARY, err));
    for (VALUE_EACH(alias, value_get(meta, STR("aliases"))))
        TRY(party_build_name(build, value_text(alias),
                             is_acronym(str_trim(value_text(alias))) ? PARTY_NAME_WEAK : PARTY_NAME_ALIAS, err));
    for (VALUE_EACH(category, value_get(meta, STR("categories"))))
        TRY(party_build_text(build, &build->topics, value_text(category), err));
    TRY(party_build_text(build, &build->addresses, value_get_text(meta, STR("address")), err));
    return party_build_text(build, &build->countries, STR("CN"), err);
}

static int emit_links(struct arena *arena, const struct value *value, struct source_sink *sink, struct seki_err *err)
{
    static const struct {
        struct str key, kind;
        bool is_from_here;
    } LINKS[] = {
        {{"supervising agencies", 20}, {"supervises", 10}, false},
        {{"subsidiaries", 12}, {"controls", 8}, true},
    };
    struct str uuid = value_get_text(value, STR("uuid"));
    for (size_t i = 0; i < ARRAY_LEN(LINKS); i++) {
        for (VALUE_EACH(item, value_get(value_get(value, STR("meta")), LINKS[i].key))) {
            struct str other = str_trim(value_text(item));
            struct party_relation relation = {
                .kind = LINKS[i].kind, .share_min = -1, .share_max = -1, .row = value->line};
            if (other.n == 0)
                continue;
            relation.from = LINKS[i].is_from_here ? uuid : other;
            relation.to = LINKS[i].is_from_here ? other : uuid;
            relation.id = arena_printf(arena, "%.*s.%.*s", STR_ARG(uuid), STR_ARG(LINKS[i].kind));
            TRY_MEM(relation.id.p, err);
            TRY(source_relation(sink, &relation, err));
        }
    }
    return 0;
}

static int hand_on(struct arena *arena, const struct value *value, struct source_sink *sink, struct seki_err *err)
{
    struct party_build build;
    struct seki_err why = {0};
    party_build_init(&build, arena);
    int code = build_record(&build, value, &why);
    if (code == SEKI_E_LIMIT)
        return source_reject(sink, 0, value->line, err, "%s", why.reason);
    if (code < 0 && err)
        *err = why;
    TRY(code);
    TRY(source_record(sink, party_build_record(&build), err));
    return build.record.entry.n ? emit_links(arena, value, sink, err) : 0;
}

static int read(const struct source_input *input, struct source_sink *sink, struct seki_err *err)
{
    AUTO(stream_close) struct stream *in = NULL;
    struct str bytes;
    struct value *root = NULL;
    TRY(source_open(&input->files[0], input->arena, &in, err));
    TRY(stream_read_all(input->arena, in, LIMIT(JSON_BYTES), &bytes, err));
    TRY(json_parse(input->arena, bytes, &root, err));
    struct str type = value_get_text(root, STR("type"));
    if (!str_eq(type, STR("china-defence-universities")))
        return err_set(err, SEKI_E_UNSUPPORTED, "the galaxy cluster \"%.*s\" is no list of parties",
                       STR_ARG(str_sub(type, 0, 60)));
    TRY(source_list(sink, STR("cn_defence_universities"), err));
    for (VALUE_EACH(value, value_get(root, STR("values"))))
        TRY(hand_on(input->arena, value, sink, err));
    return 0;
}

/* A JSON object with the keys of a galaxy cluster; the list itself stands below its head. */
static int probe(const struct source_file *file)
{
    struct str head = str_trim(file->head);
    bool is_cluster = str_starts(head, STR("{")) && str_has(head, STR("\"authors\"")) &&
                      str_has(head, STR("\"type\"")) && str_has(head, STR("\"values\"")) &&
                      str_has(head, STR("\"uuid\""));
    return is_cluster ? 80 : 0;
}

const struct source_reader source_reader_tracker = {
    .format = "tracker",
    .title = "China Defence Universities Tracker, MISP galaxy cluster",
    .probe = probe,
    .read = read,
};
