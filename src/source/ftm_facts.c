/*
 * source/ftm_facts.c - the first pass: what Sanction, Address, Passport and the like say about parties.
 *
 * The order of lines is free, so a Sanction may come before or after its party. Both passes together need memory for
 * the helpers only, never for the whole file.
 */
#include "source/ftm_int.h"

static struct ftm_extra *extra_of(struct ftm_facts *facts, struct str id)
{
    struct ftm_extra *extra = map_get(&facts->extras, id);
    if (extra)
        return extra;
    struct str key = arena_str(facts->arena, id);
    extra = ARENA_NEW(facts->arena, struct ftm_extra);
    return key.p && extra && map_put(&facts->extras, key, extra) ? extra : NULL;
}

static int keep_texts(struct ftm_facts *facts, struct party_texts *list, const struct value *values,
                      struct seki_err *err)
{
    for (VALUE_EACH(item, values)) {
        struct str text = str_trim(item->text);
        if (text.n == 0 || str_list_has((struct str_list){list->v, list->n}, text))
            continue;
        text = arena_str(facts->arena, text);
        if (!text.p || !ARENA_PUSH(facts->arena, list, text))
            return err_oom(err);
    }
    return 0;
}

/* The earliest start and the latest end; listingDate stands in for a missing startDate. */
static void keep_days(struct ftm_extra *extra, const struct ftm_entity *entity)
{
    struct day start = DAY_NONE, end = DAY_NONE;
    bool has_start = day_parse(ftm_first(entity, STR("startDate")), &start) ||
                     day_parse(ftm_first(entity, STR("listingDate")), &start);
    if (has_start && (!day_is_known(extra->start) || day_cmp(start, extra->start) < 0))
        extra->start = day_first(start);
    extra->n_sanctions++;
    if (!day_parse(ftm_first(entity, STR("endDate")), &end))
        return;
    extra->n_ended++;
    end = day_last(end);
    if (!day_is_known(extra->end) || day_cmp(end, extra->end) > 0)
        extra->end = end;
}

static int add_sanction(struct ftm_facts *facts, const struct ftm_entity *entity, struct seki_err *err)
{
    facts->has_sanction = true;
    for (VALUE_EACH(target, ftm_values(entity, STR("entity")))) {
        struct ftm_extra *extra = extra_of(facts, target->text);
        TRY_MEM(extra, err);
        TRY(keep_texts(facts, &extra->programs, ftm_values(entity, STR("program")), err));
        TRY(keep_texts(facts, &extra->provisions, ftm_values(entity, STR("provisions")), err));
        TRY(keep_texts(facts, &extra->statuses, ftm_values(entity, STR("status")), err));
        TRY(keep_texts(facts, &extra->reasons, ftm_values(entity, STR("reason")), err));
        keep_days(extra, entity);
    }
    return 0;
}

static int add_address(struct ftm_facts *facts, const struct ftm_entity *entity, struct seki_err *err)
{
    static const struct str PARTS[] = {{"postOfficeBox", 13}, {"street", 6}, {"street2", 7}, {"city", 4},
                                       {"postalCode", 10},    {"region", 6}, {"state", 5}};
    struct ftm_place *place = ARENA_NEW(facts->arena, struct ftm_place);
    TRY_MEM(place, err);
    struct str full = ftm_first(entity, STR("full"));
    if (full.n == 0)
        full = ftm_first(entity, STR("name"));
    place->full = arena_str(facts->arena, full);
    for (size_t i = 0; full.n == 0 && i < ARRAY_LEN(PARTS); i++) {
        struct str part = str_trim(ftm_first(entity, PARTS[i]));
        if (part.n)
            place->full = arena_printf(facts->arena, "%.*s%s%.*s", STR_ARG(place->full), place->full.n ? ", " : "",
                                       STR_ARG(part));
    }
    place->country = arena_str(facts->arena, ftm_first(entity, STR("country")));
    struct str key = arena_str(facts->arena, entity->id);
    return key.p && map_put(&facts->places, key, place) ? 0 : err_oom(err);
}

/* An entity that is an identifier of its holder. */
static int add_holder_identifier(struct ftm_facts *facts, const struct ftm_entity *entity, struct str kind,
                                 struct str value, struct seki_err *err)
{
    struct str country = ftm_first(entity, STR("country"));
    value = str_trim(value);
    if (value.n == 0)
        return 0;
    for (VALUE_EACH(holder, ftm_values(entity, STR("holder")))) {
        struct ftm_extra *extra = extra_of(facts, holder->text);
        TRY_MEM(extra, err);
        struct party_identifier identifier = {kind, arena_str(facts->arena, value), arena_str(facts->arena, country)};
        if (!identifier.value.p || !ARENA_PUSH(facts->arena, &extra->identifiers, identifier))
            return err_oom(err);
    }
    return 0;
}

static struct str first_of(const struct ftm_entity *entity, struct str one, struct str other)
{
    struct str text = ftm_first(entity, one);
    return text.n ? text : ftm_first(entity, other);
}

int ftm_facts_add(struct ftm_facts *facts, const struct ftm_entity *entity, struct seki_err *err)
{
    if (ftm_values(entity, STR("topics")))
        facts->has_topics = true;
    switch (entity->schema->role) {
    case FTM_EDGE_ROLE:
        facts->has_edge = true;
        return 0;
    case FTM_SANCTION:
        return add_sanction(facts, entity, err);
    case FTM_ADDRESS:
        return add_address(facts, entity, err);
    case FTM_PASSPORT:
        return add_holder_identifier(facts, entity, STR("passport"),
                                     first_of(entity, STR("passportNumber"), STR("number")), err);
    case FTM_IDENTIFICATION:
        return add_holder_identifier(facts, entity, STR("id"), ftm_first(entity, STR("number")), err);
    case FTM_WALLET:
        return add_holder_identifier(facts, entity, STR("crypto"), ftm_first(entity, STR("publicKey")), err);
    case FTM_ACCOUNT:
        return add_holder_identifier(facts, entity, STR("account"), first_of(entity, STR("iban"), STR("accountNumber")),
                                     err);
    default:
        return 0;
    }
}

bool ftm_is_listed(const struct ftm_facts *facts, const struct ftm_entity *entity)
{
    const struct ftm_extra *extra = map_get(&facts->extras, entity->id);
    if ((extra && extra->n_sanctions) || ftm_has_listing_topic(entity))
        return true;
    bool is_plain = !facts->has_sanction && !facts->has_topics && !facts->has_edge;
    return is_plain && ftm_first(entity, STR("name")).n != 0;
}
