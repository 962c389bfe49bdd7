/* source/ftm_record.c - the second pass: one party with everything that was said about it, and the edges. */
#include "source/country.h"
#include "source/ftm_int.h"
#include "source/share.h"

static const struct {
    struct str property, kind;
} IDENTIFIERS[] = {
#define FTM_IDENTIFIER(property, kind) {{#property, sizeof(#property) - 1}, {"" kind, sizeof(kind) - 1}},
#include "source/ftm_properties.def"
#undef FTM_IDENTIFIER
};

/* name, how the list rates it */
static const struct {
    struct str property;
    enum party_name_kind kind;
} NAMES[] = {
    {{"name", 4}, PARTY_NAME_PRIMARY},
    {{"alias", 5}, PARTY_NAME_ALIAS},
    {{"weakAlias", 9}, PARTY_NAME_WEAK},
    {{"previousName", 12}, PARTY_NAME_FORMER},
};

static const struct str COUNTRIES[] = {{"country", 7},       {"nationality", 11}, {"citizenship", 11},
                                       {"jurisdiction", 12}, {"mainCountry", 11}, {"flag", 4}};

static int add_names(struct party_build *build, const struct ftm_entity *entity, struct seki_err *err)
{
    static const struct str PARTS[] = {{"firstName", 9}, {"secondName", 10}, {"middleName", 10}, {"lastName", 8}};
    for (size_t i = 0; i < ARRAY_LEN(NAMES); i++)
        for (VALUE_EACH(name, ftm_values(entity, NAMES[i].property)))
            TRY(party_build_name(build, name->text, NAMES[i].kind, err));
    if (build->names.n || ftm_first(entity, STR("lastName")).n == 0)
        return 0;
    struct str whole = STR("");
    for (size_t i = 0; i < ARRAY_LEN(PARTS); i++) {
        struct str part = str_trim(ftm_first(entity, PARTS[i]));
        if (part.n)
            whole = arena_printf(build->arena, "%.*s%s%.*s", STR_ARG(whole), whole.n ? " " : "", STR_ARG(part));
        TRY_MEM(whole.p, err);
    }
    return party_build_name(build, whole, PARTY_NAME_PRIMARY, err);
}

/* A number that is there under another kind (a tax number that is also an Identification) is not told twice. */
static bool has_value(struct party_build *build, const struct party_identifier *identifier)
{
    for (size_t i = 0; i < build->identifiers.n; i++) {
        struct party_identifier *old = &build->identifiers.v[i];
        if (str_eq(old->value, identifier->value)) {
            if (old->country.n == 0)
                old->country = identifier->country;
            return true;
        }
    }
    return false;
}

static int add_identifiers(struct party_build *build, const struct ftm_entity *entity, const struct ftm_extra *extra,
                           struct seki_err *err)
{
    for (size_t i = 0; i < ARRAY_LEN(IDENTIFIERS); i++)
        for (VALUE_EACH(value, ftm_values(entity, IDENTIFIERS[i].property)))
            TRY(party_build_identifier(build, IDENTIFIERS[i].kind, value->text, STR_NULL, err));
    for (size_t i = 0; extra && i < extra->identifiers.n; i++) {
        struct party_identifier identifier = extra->identifiers.v[i];
        struct str code = country_code(identifier.country);
        identifier.country = code.n ? code : identifier.country;
        if (!has_value(build, &identifier))
            TRY(party_build_identifier(build, identifier.kind, identifier.value, identifier.country, err));
    }
    return 0;
}

static int add_places(struct party_build *build, const struct ftm_facts *facts, const struct ftm_entity *entity,
                      struct seki_err *err)
{
    for (VALUE_EACH(address, ftm_values(entity, STR("address"))))
        TRY(party_build_text(build, &build->addresses, address->text, err));
    for (size_t i = 0; i < ARRAY_LEN(COUNTRIES); i++)
        for (VALUE_EACH(country, ftm_values(entity, COUNTRIES[i])))
            TRY(party_build_country(build, country->text, err));
    bool needs_country = build->countries.n == 0;
    for (VALUE_EACH(id, ftm_values(entity, STR("addressEntity")))) {
        const struct ftm_place *place = map_get(&facts->places, id->text);
        if (!place)
            continue;
        TRY(party_build_text(build, &build->addresses, place->full, err));
        if (needs_country)
            TRY(party_build_country(build, place->country, err));
    }
    return 0;
}

/* "a; b" of all values, or STR_NULL. */
static int join(struct arena *arena, struct str *text, const char *label, struct str part, struct seki_err *err)
{
    if (part.n == 0)
        return 0;
    *text = arena_printf(arena, "%.*s%s%s%.*s", STR_ARG(*text), text->n ? "; " : "", label, STR_ARG(part));
    return text->p ? 0 : err_oom(err);
}

static int add_remarks(struct party_build *build, const struct ftm_entity *entity, const struct ftm_extra *extra,
                       struct seki_err *err)
{
    struct str *remarks = &build->record.remarks;
    for (VALUE_EACH(note, ftm_values(entity, STR("notes"))))
        TRY(join(build->arena, remarks, "", note->text, err));
    for (size_t i = 0; extra && i < extra->provisions.n; i++)
        TRY(join(build->arena, remarks, i ? "" : "provisions: ", extra->provisions.v[i], err));
    for (size_t i = 0; extra && i < extra->statuses.n; i++)
        TRY(join(build->arena, remarks, i ? "" : "status: ", extra->statuses.v[i], err));
    for (size_t i = 0; extra && i < extra->reasons.n; i++)
        TRY(join(build->arena, remarks, i ? "" : "reason: ", extra->reasons.v[i], err));
    return 0;
}

static int add_title(struct party_build *build, const struct ftm_entity *entity, struct seki_err *err)
{
    for (VALUE_EACH(title, ftm_values(entity, STR("title"))))
        TRY(join(build->arena, &build->record.title, "", title->text, err));
    for (VALUE_EACH(position, ftm_values(entity, STR("position"))))
        TRY(join(build->arena, &build->record.title, "", position->text, err));
    return 0;
}

static int set_day(struct arena *arena, struct day day, struct str *text, struct seki_err *err)
{
    char written[DAY_TEXT];
    if (!day_is_known(day))
        return 0;
    day_text(day, written);
    *text = arena_str(arena, str_c(written));
    return text->p ? 0 : err_oom(err);
}

/* Listed from the first start; no longer listed only when every listing has ended. */
static int add_listing(struct party_build *build, const struct ftm_entity *entity, const struct ftm_extra *extra,
                       struct seki_err *err)
{
    for (VALUE_EACH(topic, ftm_values(entity, STR("topics"))))
        TRY(party_build_text(build, &build->topics, topic->text, err));
    for (VALUE_EACH(program, ftm_values(entity, STR("program"))))
        TRY(party_build_text(build, &build->programs, program->text, err));
    if (!extra || !extra->n_sanctions)
        return 0;
    for (size_t i = 0; i < extra->programs.n; i++)
        TRY(party_build_text(build, &build->programs, extra->programs.v[i], err));
    TRY(set_day(build->arena, extra->start, &build->record.start_date, err));
    return extra->n_ended == extra->n_sanctions ? set_day(build->arena, extra->end, &build->record.end_date, err) : 0;
}

int ftm_record_build(struct party_build *build, const struct ftm_facts *facts, const struct ftm_entity *entity,
                     struct seki_err *err)
{
    const struct ftm_extra *extra = map_get(&facts->extras, entity->id);
    build->record.entry = entity->id;
    build->record.schema = entity->schema->role == FTM_PARTY_ROLE ? entity->schema->party : PARTY_THING;
    build->record.row = entity->line;
    build->record.is_listed = ftm_is_listed(facts, entity);
    TRY(add_names(build, entity, err));
    TRY(add_identifiers(build, entity, extra, err));
    TRY(add_places(build, facts, entity, err));
    for (VALUE_EACH(date, ftm_values(entity, STR("birthDate"))))
        TRY(party_build_birth_date(build, date->text, err));
    TRY(add_listing(build, entity, extra, err));
    TRY(add_title(build, entity, err));
    return add_remarks(build, entity, extra, err);
}

static struct str full_day(struct str text)
{
    struct day day;
    return day_parse_full(str_sub(text, 0, 10), &day) ? str_sub(text, 0, 10) : STR_NULL;
}

static int emit_edge(const struct ftm_entity *entity, struct source_sink *sink, struct seki_err *err)
{
    const struct ftm_schema *schema = entity->schema;
    struct party_relation relation = {
        .id = entity->id, .kind = schema->kind, .share_min = -1, .share_max = -1, .row = entity->line};
    struct share_range share;
    relation.share_text = ftm_first(entity, STR("percentage"));
    if (share_parse(relation.share_text, &share)) {
        relation.share_min = share.min;
        relation.share_max = share.max;
    }
    relation.from_date = full_day(ftm_first(entity, STR("startDate")));
    relation.to_date = full_day(ftm_first(entity, STR("endDate")));
    const struct value *first = ftm_values(entity, schema->first), *second = ftm_values(entity, schema->second);
    if (!first || !first->n || !second || !second->n)
        return source_relation(sink, &relation, err);
    for (VALUE_EACH(one, first)) {
        for (VALUE_EACH(other, second)) {
            relation.from = schema->is_turned ? other->text : one->text;
            relation.to = schema->is_turned ? one->text : other->text;
            TRY(source_relation(sink, &relation, err));
        }
    }
    return 0;
}

/* Properties of a party that are edges: the other party acts on this one, or the other way round. */
static const struct {
    struct str property, kind;
    bool is_from_here;
} LINKS[] = {
    {{"parent", 6}, {"controls", 8}, false},
    {{"subsidiaries", 12}, {"controls", 8}, true},
    {{"owner", 5}, {"owns", 4}, false},
    {{"operator", 8}, {"operates", 8}, false},
};

int ftm_relations_emit(const struct ftm_entity *entity, struct arena *arena, struct source_sink *sink,
                       struct seki_err *err)
{
    if (entity->schema->role == FTM_EDGE_ROLE)
        return emit_edge(entity, sink, err);
    for (size_t i = 0; i < ARRAY_LEN(LINKS); i++) {
        for (VALUE_EACH(other, ftm_values(entity, LINKS[i].property))) {
            struct party_relation relation = {
                .kind = LINKS[i].kind, .share_min = -1, .share_max = -1, .row = entity->line};
            relation.from = LINKS[i].is_from_here ? entity->id : other->text;
            relation.to = LINKS[i].is_from_here ? other->text : entity->id;
            relation.id = arena_printf(arena, "%.*s.%.*s", STR_ARG(entity->id), STR_ARG(LINKS[i].property));
            TRY_MEM(relation.id.p, err);
            TRY(source_relation(sink, &relation, err));
        }
    }
    return 0;
}
