/* source/ftm_entity.c - one line of FollowTheMoney as an entity: schemata, properties, topics. */
#include "codec/json.h"
#include "source/ftm_int.h"

static const struct ftm_schema OTHER = {.role = FTM_OTHER};

static const struct ftm_schema SCHEMATA[] = {
#define WORD(word)                                                                                                     \
    {                                                                                                                  \
        "" word, sizeof(word) - 1                                                                                      \
    }
#define FTM_PARTY(name, schema_id) {.word = WORD(name), .role = FTM_PARTY_ROLE, .party = (schema_id)},
#define FTM_EDGE(name, one, two, edge_kind, turned)                                                                    \
    {.word = WORD(name),                                                                                               \
     .role = FTM_EDGE_ROLE,                                                                                            \
     .first = WORD(one),                                                                                               \
     .second = WORD(two),                                                                                              \
     .kind = WORD(edge_kind),                                                                                          \
     .is_turned = (turned)},
#define FTM_HELPER(name, helper_role) {.word = WORD(name), .role = (helper_role)},
#include "source/ftm_schemata.def"
#undef FTM_PARTY
#undef FTM_EDGE
#undef FTM_HELPER
#undef WORD
};

const struct ftm_schema *ftm_schema_of(struct str word)
{
    for (size_t i = 0; i < ARRAY_LEN(SCHEMATA); i++)
        if (str_eq(SCHEMATA[i].word, word))
            return &SCHEMATA[i];
    return &OTHER;
}

/* Every property must be a list of texts: that is what FollowTheMoney is. */
static int check_properties(const struct value *properties, struct seki_err *err)
{
    if (!value_is(properties, VALUE_MAP))
        return err_set(err, SEKI_E_MEANING, "no \"properties\" object");
    for (VALUE_EACH(property, properties)) {
        if (!value_is(property, VALUE_LIST))
            return err_set(err, SEKI_E_MEANING, "property %.*s is no list", STR_ARG(str_sub(property->key, 0, 60)));
        for (VALUE_EACH(item, property))
            if (!value_is(item, VALUE_TEXT) && !value_is(item, VALUE_NUMBER))
                return err_set(err, SEKI_E_MEANING, "property %.*s holds something that is no text",
                               STR_ARG(str_sub(property->key, 0, 60)));
    }
    return 0;
}

int ftm_entity_parse(struct arena *arena, struct str line, struct ftm_entity *ret_entity, struct seki_err *err)
{
    struct value *root = NULL;
    TRY(json_parse(arena, line, &root, err));
    struct str id = value_get_text(root, STR("id")), schema = value_get_text(root, STR("schema"));
    const struct value *properties = value_get(root, STR("properties"));
    if (id.n == 0 || schema.n == 0)
        return err_set(err, SEKI_E_MEANING, "no \"id\" or no \"schema\"");
    TRY(check_properties(properties, err));
    *ret_entity = (struct ftm_entity){
        .id = id,
        .schema = ftm_schema_of(schema),
        .schema_word = schema,
        .dataset = value_text(value_at(value_get(root, STR("datasets")), 0)),
        .properties = properties,
    };
    return 0;
}

const struct value *ftm_values(const struct ftm_entity *entity, struct str property)
{
    return value_get(entity->properties, property);
}

struct str ftm_first(const struct ftm_entity *entity, struct str property)
{
    const struct value *values = ftm_values(entity, property);
    return values && values->first ? values->first->text : STR_NULL;
}

bool ftm_has_listing_topic(const struct ftm_entity *entity)
{
    for (VALUE_EACH(topic, ftm_values(entity, STR("topics"))))
        if (str_starts(topic->text, STR("sanction")) || str_eq(topic->text, STR("export.control")) ||
            str_eq(topic->text, STR("debarment")))
            return true;
    return false;
}
