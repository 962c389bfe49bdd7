/*
 * assess/input.c - the fields of a dealing as facts.
 *
 * HOW IT WORKS. A path is walked through the tree; a list on the way means "any of its elements".
 *
 *   items.hs_code               {"items":[{"hs_code":"8501.53"},{}]}   -> "8501.53", and unknown ones beside it
 *   parties.orderer.website     of every party with that role; parties.any.<field> of every party
 *   order.secrecy_requests.count                                      -> how many; false counts 0
 *   parties.payer.id            key of the party, else its folded name
 *   answers.PRC-13, findings.PRC-02                                   -> a state
 *
 * Missing and null are unknown, false and [] are known (DEALING section 1); the value false itself can be tested. A
 * block that is false is false all the way down. Which paths exist is read from the schema, so the two cannot differ.
 */
#include "assess/input_int.h"
#include "assess/judge_int.h"
#include "base/buf.h"
#include "base/limits.h"
#include "codec/json.h"
#include "codec/schemas.h"

static const struct str ROLES[] = {{"any", 3},   {"orderer", 7}, {"consignee", 9}, {"end_user", 8},
                                   {"payer", 5}, {"bank", 4},    {"forwarder", 9}, {"agent", 5}};

/* ---- which paths exist ---- */

static bool schema_knows(const struct schema *schema, struct str path);

static bool schema_knows_field(const struct schema *schema, struct str name, struct str rest)
{
    for (size_t i = 0; i < schema->n_properties; i++)
        if (str_eq(schema->properties[i].name, name))
            return schema_knows(schema->properties[i].schema, rest);
    return schema->more && schema_knows(schema->more, rest);
}

static bool schema_is_list(const struct schema *schema)
{
    bool is_list = schema->items != NULL;
    for (size_t i = 0; i < schema->n_any && !is_list; i++)
        is_list = schema->any[i]->items != NULL;
    return is_list;
}

/* rest.p == NULL: the path ends here */
static bool schema_knows(const struct schema *schema, struct str path)
{
    struct str rest = path, name;
    if (!path.p)
        return true;
    for (size_t i = 0; i < schema->n_any; i++)
        if (schema_knows(schema->any[i], path))
            return true;
    if (schema->items && schema_knows(schema->items, path))
        return true;
    if (schema_is_list(schema) && str_eq(path, STR("count")))
        return true;
    return str_split(&rest, STR("."), &name) && schema_knows_field(schema, name, rest);
}

static bool is_indicator(struct str text)
{
    if (text.n != 6 || text.p[3] != '-')
        return false;
    for (size_t i = 0; i < 3; i++)
        if (text.p[i] < 'A' || text.p[i] > 'Z')
            return false;
    return text.p[4] >= '0' && text.p[4] <= '9' && text.p[5] >= '0' && text.p[5] <= '9';
}

static bool party_path_knows(struct str path)
{
    struct str rest = path, role;
    size_t index;
    if (!str_split(&rest, STR("."), &role) || !rest.p || !str_find_word(ROLES, ARRAY_LEN(ROLES), role, &index))
        return false;
    if (str_eq(rest, STR("id")) || str_eq(rest, STR("count")))
        return true;
    return schema_knows_field(&SCHEMA_DEALING, STR("parties"), rest);
}

bool input_knows(struct str path)
{
    struct str rest = path, head;
    if (!str_split(&rest, STR("."), &head) || str_is_empty(head))
        return false;
    if (str_eq(head, STR("answers")) || str_eq(head, STR("findings")))
        return is_indicator(rest);
    if (str_eq(head, STR("parties")))
        return rest.p && party_path_knows(rest);
    return schema_knows(&SCHEMA_DEALING, path);
}

/* ---- walking ---- */

/* Values found on a walk, with their pointers. */
struct found {
    const struct value *value;
    struct str pointer;
};

struct walk {
    struct gather *gather;
    struct {
        struct found *v;
        size_t n, cap;
    } found;
    bool has_unknown;
    struct seki_err *err;
};

static int walk_put(struct walk *walk, const struct value *value, struct str pointer)
{
    struct found found = {value, pointer};
    return ARENA_PUSH(walk->gather->arena, &walk->found, found) ? 0 : err_oom(walk->err);
}

static int walk_count(struct walk *walk, const struct value *value, struct str pointer)
{
    size_t n = value_is(value, VALUE_LIST) ? value->n : 0;
    struct value *count = value_new_int(walk->gather->arena, (int64_t)n);
    TRY_MEM(count, walk->err);
    return walk_put(walk, count, pointer);
}

static int walk_on(struct walk *walk, const struct value *value, struct str path, struct str pointer);

static int walk_list(struct walk *walk, const struct value *list, struct str path, struct str pointer)
{
    size_t index = 0;
    for (VALUE_EACH(item, list)) {
        struct str place = arena_printf(walk->gather->arena, "%.*s/%zu", STR_ARG(pointer), index++);
        TRY_MEM(place.p, walk->err);
        TRY(walk_on(walk, item, path, place));
    }
    return 0;
}

/* path.p == NULL: this is the value */
static int walk_on(struct walk *walk, const struct value *value, struct str path, struct str pointer)
{
    struct str rest = path, name;
    if (!value || value->kind == VALUE_NULL) {
        walk->has_unknown = true;
        return 0;
    }
    if (path.p && str_eq(path, STR("count")) && (value->kind == VALUE_LIST || value_is_false(value)))
        return walk_count(walk, value, pointer);
    if (value->kind == VALUE_LIST)
        return walk_list(walk, value, path, pointer);
    if (value_is_false(value) && path.p && str_ends(path, STR(".count")))
        return walk_count(walk, value, pointer);
    if (!path.p || value_is_false(value))
        return walk_put(walk, value, pointer);
    if (!str_split(&rest, STR("."), &name) || value->kind != VALUE_MAP)
        return 0;
    struct str place = arena_printf(walk->gather->arena, "%.*s/%.*s", STR_ARG(pointer), STR_ARG(name));
    TRY_MEM(place.p, walk->err);
    return walk_on(walk, value_get(value, name), rest, place);
}

/* ---- parties ---- */

static int walk_identity(struct walk *walk, const struct party *party)
{
    if (str_is_empty(party->id)) {
        walk->has_unknown = true;
        return 0;
    }
    struct value *id = value_new_text(walk->gather->arena, party->id);
    TRY_MEM(id, walk->err);
    return walk_put(walk, id, party->pointer);
}

/* Nobody in a role: its fields are a known empty list, but an identity of nobody is not known. */
static int walk_parties(struct walk *walk, struct str path)
{
    struct gather *gather = walk->gather;
    struct str rest = path, role;
    size_t n = 0;
    (void)str_split(&rest, STR("."), &role);
    bool is_id = str_eq(rest, STR("id")), is_count = str_eq(rest, STR("count"));
    for (size_t i = 0; i < gather->parties.n; i++) {
        const struct party *party = &gather->parties.v[i];
        if (!party_has_role(party, role))
            continue;
        n++;
        if (is_id)
            TRY(walk_identity(walk, party));
        else if (!is_count)
            TRY(walk_on(walk, party->value, rest, party->pointer));
    }
    walk->has_unknown = walk->has_unknown || !gather->has_parties || (is_id && n == 0);
    if (!is_count || !gather->has_parties)
        return 0;
    struct value *count = value_new_int(gather->arena, (int64_t)n);
    TRY_MEM(count, walk->err);
    return walk_put(walk, count, STR("/parties"));
}

/* ---- answers and findings ---- */

static int walk_text(struct walk *walk, struct str text, struct str pointer)
{
    struct value *value = value_new_text(walk->gather->arena, text);
    TRY_MEM(value, walk->err);
    return walk_put(walk, value, pointer);
}

/* While an indicator is judged its own answer is no fact: it is put beside what was computed afterwards. */
static int walk_answer(struct walk *walk, struct str indicator)
{
    const struct value *answer = value_get(value_get(walk->gather->dealing, STR("answers")), indicator);
    struct str state = value_get_text(answer, STR("state"));
    if (!state.p || str_eq(indicator, walk->gather->judging)) {
        walk->has_unknown = true;
        return 0;
    }
    struct str pointer = arena_printf(walk->gather->arena, "/answers/%.*s", STR_ARG(indicator));
    TRY_MEM(pointer.p, walk->err);
    return walk_text(walk, state, pointer);
}

static int walk_finding(struct walk *walk, struct str indicator)
{
    const struct judged *judged;
    TRY(judge_indicator(walk->gather, indicator, &judged, walk->err));
    if (!judged || judged->stage != JUDGE_DONE) {
        walk->has_unknown = true;
        return 0;
    }
    return walk_text(walk, finding_state_word(judged->finding.state), STR_NULL);
}

static int walk_path(struct walk *walk, struct str path)
{
    struct str rest = path, head;
    (void)str_split(&rest, STR("."), &head);
    if (str_eq(head, STR("parties")))
        return walk_parties(walk, rest);
    if (str_eq(head, STR("answers")))
        return walk_answer(walk, rest);
    if (str_eq(head, STR("findings")))
        return walk_finding(walk, rest);
    return walk_on(walk, walk->gather->dealing, path, STR(""));
}

int input_get(struct gather *gather, struct str path, struct fact *ret_fact, struct seki_err *err)
{
    struct walk walk = {.gather = gather, .err = err};
    TRY(walk_path(&walk, path));
    const struct value **v = ARENA_ARRAY(gather->arena, walk.found.n, const struct value *);
    TRY_MEM(v, err);
    for (size_t i = 0; i < walk.found.n; i++)
        v[i] = walk.found.v[i].value;
    *ret_fact = (struct fact){.state = walk.found.n > 0 || !walk.has_unknown ? FACT_KNOWN : FACT_UNKNOWN,
                              .v = v,
                              .n = walk.found.n,
                              .has_unknown = walk.has_unknown};
    return 0;
}

/* ---- evidence ---- */

int input_evidence(struct gather *gather, struct str pointer, const struct value *value, struct evidence *ret_evidence,
                   struct seki_err *err)
{
    struct evidence evidence = {.source = STR("dealing"), .place = pointer, .text = value_text(value)};
    if (!evidence.text.p) {
        AUTO(buf_done) struct buf buf;
        buf_init(&buf, LIMIT(DEALING_BYTES));
        json_write(&buf, value);
        TRY(buf_take(&buf, gather->arena, &evidence.text, err));
    }
    *ret_evidence = evidence;
    return 0;
}

int input_evidence_of(struct gather *gather, struct str path, struct evidence_list *into, struct seki_err *err)
{
    struct walk walk = {.gather = gather, .err = err};
    TRY(walk_path(&walk, path));
    for (size_t i = 0; i < walk.found.n && into->n < LIMIT(FACT_EVIDENCE); i++) {
        struct evidence evidence;
        if (!walk.found.v[i].pointer.p)
            continue; /* another finding: it carries its own evidence */
        TRY(input_evidence(gather, walk.found.v[i].pointer, walk.found.v[i].value, &evidence, err));
        if (!ARENA_PUSH(gather->arena, into, evidence))
            return err_oom(err);
    }
    return 0;
}
